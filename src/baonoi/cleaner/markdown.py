"""Markdown: made HTML by markdown-it (CommonMark with tables), then read like a page.

Here stands what CommonMark leaves out and articles have: front matter, footnotes, task lists,
highlights, powers, captions of pictures; and what keeps a careless text whole: indented lines are
text and no program, an angle bracket opens a tag only if HTML has one of that name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block, list_block, reference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from baonoi.cleaner import dom
from baonoi.cleaner.boxes import Boxes
from baonoi.cleaner.candidate import Candidate, TooLongError, tidy
from baonoi.cleaner.draft import Facts
from baonoi.cleaner.markup import UNSEEN
from baonoi.store.patterns import compile_pattern

_FENCES = ("---", "+++")
_FIELD = compile_pattern(r"(\w+)\s*[:=]\s*[\"']?(.*?)[\"']?$")
_FIELDS_MOST = 60
"""Lines that front matter may have."""
_MOST_LINES = 150_000
"""Of a text: some ten books."""
_DEEPEST = 60
"""Columns of indentation and marks of quotes and lists before which nesting ends."""
_WIDEST = 500
"""Columns up to which a table is made whole."""
_NESTING = 200
_LONGEST = 20_000
"""Characters up to which the inline marks of a block are read."""

_INDENT = compile_pattern(rf"^([ \t]{{{_DEEPEST}}})[ \t]+", re.MULTILINE)
_NESTED = compile_pattern(
    r"^((?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t>])){30})[ \t>*+-]+", re.MULTILINE
)
_NOTE = compile_pattern(r"\[\^([^\s\[\]]{1,40})\]:[ \t]*(.*)")
_REFERENCE = compile_pattern(
    r"\[[^\]]*\]:[ \t]*<?"
    r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:\S|[/#]|\.{1,2}/|www\.|\S+\.[a-z]{2,5}(?:[/?#>\s]|$))"
)
"""A place that links lead to; "[Giá]: 25.000" is none and no mark."""
_NUMBER = compile_pattern(r"\d{3,}[.)]")
"""A year that begins a paragraph: a list is not as long."""
_ROW = compile_pattern(r"[ \t]{0,3}\|.*\|[ \t]*$")
_BARS = compile_pattern(r"[ \t]{0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
_BAR = compile_pattern(r"(?<!\\)\|")
_LANGUAGE = compile_pattern(r"\{?\.?[a-zA-Z][a-zA-Z0-9+#_.-]{0,20}\}?(?=\s|$)")
_BULLET = compile_pattern(r"\s*[•●▪◦·–—]\s")
_TASK = compile_pattern(r"\[([ xX])\](?:\s+|$)")
_NAME = compile_pattern(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_RAW = compile_pattern(
    r"<(?:(!--)|(\?)|(!\[CDATA\[)|(!)(?=[a-zA-Z])|(script|style|textarea|pre)\b)", re.I
)
_CLOSINGS = ("-->", "?>", "]]>", ">")
_MORE = compile_pattern(
    r"\[\^(?P<note>[^\s\[\]]{1,40})\]"
    r"|==(?P<mark>(?=\S)[^=\n]{1,300}(?<=\S))=="
    r"|\$(?P<math>(?=[^\s\d$])[^$\n]{1,80}(?<=\S))\$(?!\d)"
    r"|(?<=[\w)])\^(?P<power>[+−-]?\d{1,3}[+−-]?)\^"
    r"|(?<=[a-zA-Z)])~(?P<index>\d{1,3})~"
)
_POWER = compile_pattern(r"\^\{?([+−-]?\d{1,3})\}?")
_INDEX = compile_pattern(r"_\{?(\d{1,3})\}?")
_TAGS = frozenset(
    "a abbr acronym address article aside audio b base basefont bdi bdo big blockquote body br "
    "button canvas caption center cite code col colgroup data dd del details dfn dialog dir div dl "
    "dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html "
    "i iframe img input ins kbd label legend li link main map mark menu meta meter nav nobr "
    "noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp "
    "script section select small source span strike strong style sub summary sup svg table tbody "
    "td template textarea tfoot th thead time title tr track tt u ul var video wbr".split()
)
"""Tags that HTML has or had."""


def read(text: str) -> tuple[list[Candidate], Boxes, Facts]:
    """The blocks of a Markdown text, their containers, and what its front matter says."""
    if text.count("\n") > _MOST_LINES:
        raise TooLongError
    head, fields, body = _front_matter(tidy(text))
    page = f"<html><head>{head}</head><body>{to_html(body)}</body></html>"
    candidates, boxes, facts = dom.read(page)
    return [*fields, *candidates], boxes, facts


def to_html(text: str) -> str:
    """A Markdown text without front matter as HTML that holds every character but the marks."""
    text = _NESTED.sub(r"\1 ", _INDENT.sub(r"\1", text))
    return str(_converter().render("\n".join(_whole_tables(text.splitlines()))))


def _whole_tables(lines: list[str]) -> Iterator[str]:
    """The lines, every table with the row of bars that it needs, and as wide as its widest row.

    Markdown drops the cells of a row that its head has none for.
    """
    at = 0
    while at < len(lines):
        barred = at + 1 < len(lines) and "|" in lines[at] and _BARS.fullmatch(lines[at + 1])
        end = at
        while end < len(lines) and ("|" in lines[end] if barred else _ROW.match(lines[end])):
            end += 1
        if not barred and end - at < 2:
            yield lines[at]
            at += 1
            continue
        widths = [len(_BAR.findall(line.strip().strip("|"))) + 1 for line in lines[at:end]]
        width = max(widths)
        if not barred:
            yield "|" + " |" * width
            yield "|" + "-|" * width
        elif width > widths[0] == widths[1] <= _WIDEST:
            yield lines[at].rstrip().removesuffix("|") + "|" + " |" * (width - widths[0])
            yield lines[at + 1].rstrip().removesuffix("|") + "|" + "-|" * (width - widths[0])
            at += 2
        yield from lines[at:end]
        at = end


@cache
def _converter() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING})
    made.enable(["table", "strikethrough"]).disable("code")
    made.block.ruler.at("reference", _read_reference)
    made.block.ruler.at("list", _read_list, {"alt": ["paragraph", "reference", "blockquote"]})
    made.block.ruler.at(
        "html_block", _read_markup, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    made.block.ruler.before("reference", "note", _read_note)
    made.core.ruler.before("inline", "long", _spare_long_blocks)
    made.core.ruler.push("more", _read_more)
    made.add_render_rule("fence", _render_fence)
    return made


def _front_matter(text: str) -> tuple[str, list[Candidate], str]:
    """The fenced fields at the top, as ``<meta>`` and as metadata; the rest of the text."""
    lines = text.splitlines()
    fence = lines[0].strip() if lines else ""
    ends = (n for n in range(1, min(_FIELDS_MOST, len(lines))) if lines[n].strip() == fence)
    end = next(ends, 0) if fence in _FENCES else 0
    if not end:
        return "", [], text
    metas: list[str] = []
    for line in lines[1:end]:
        field = _FIELD.match(line.rstrip())
        if field is not None:
            name = {"title": "og:title", "description": "og:description"}.get(field[1], field[1])
            content = html.escape(field[2])
            metas.append(f'<meta name="{name}" content="{content}">')
    fields = [Candidate(" ".join(x.split()), field="front matter") for x in lines[: end + 1]]
    return "".join(metas), [f for f in fields if f.text], "\n".join(lines[end + 1 :])


# --- rules ------------------------------------------------------------------------------------


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _read_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A place that links lead to, if it can be one: what is taken for it is not shown."""
    return bool(_REFERENCE.match(_line(state, start))) and reference(state, start, end, silent)


def _read_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list, if its number can be an item's."""
    return not _NUMBER.match(_line(state, start)) and list_block(state, start, end, silent)


def _read_markup(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block of HTML, unless it would swallow the rest of the text for want of an end."""
    raw = _RAW.match(_line(state, start))
    if raw is not None:
        closing = f"</{raw[5].lower()}" if raw[5] else _CLOSINGS[(raw.lastindex or 1) - 1]
        ends = state.env.setdefault("ends", {})
        if closing not in ends:
            ends[closing] = state.src.lower().rfind(closing)
        if ends[closing] < state.bMarks[start]:
            return False
    return html_block(state, start, end, silent)


def _read_note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote's text: ``[^1]: …`` and the lines that go on with it."""
    found = _NOTE.match(_line(state, start))
    if found is None:
        return False
    if silent:
        return True
    after = start + 1
    parts = [found[2]]
    while after < end and (
        not state.isEmpty(after)
        or (after + 1 < end and not state.isEmpty(after + 1) and state.sCount[after + 1] >= 2)
    ):
        line = _line(state, after)
        if _NOTE.match(line) or _REFERENCE.match(line):
            break
        parts.append(line)
        after += 1
    state.line = after
    token = state.push("paragraph_open", "p", 1)
    token.attrs = {"class": "footnote", "id": f"fn-{found[1]}"}
    inline = state.push("inline", "", 0)
    inline.content = "\n".join(parts).strip()
    inline.map = [start, after]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _spare_long_blocks(state: StateCore) -> None:
    """Leave the inline marks of a block without measure alone: some take quadratic time."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > _LONGEST:
            token.type, token.content = "html_block", html.escape(token.content)


def _read_more(state: StateCore) -> None:
    """What CommonMark leaves out, in every block."""
    text = state.src.lower()
    closed = frozenset(tag for tag in UNSEEN if f"</{tag}" in text)
    for number, token in enumerate(state.tokens):
        if token.type == "html_block":
            token.content = _real_tags(token.content, closed)
        if token.type != "inline" or not token.children:
            continue
        token.children = [made for child in token.children for made in _extended(child, closed)]
        _break_at_bullets(token.children)
        if number >= 2 and state.tokens[number - 2].type == "list_item_open":
            _read_task(token.children[0])
        if number and all(c.type in {"image", "softbreak"} for c in token.children):
            _frame(state.tokens[number - 1], token.children, state.tokens[number + 1])


def _extended(token: Token, closed: frozenset[str]) -> list[Token]:
    """A piece of a line with our own marks made tags."""
    if token.type == "html_inline":
        token.content = _real_tags(token.content, closed)
    if token.type != "text" or not _MORE.search(token.content):
        return [token]
    made: list[Token] = []
    at = 0
    for found in _MORE.finditer(token.content):
        made.append(_piece("text", token.content[at : found.start()]))
        kind = found.lastgroup or ""
        made.append(_piece("html_inline", _tagged(kind, found[kind])))
        at = found.end()
    return [*made, _piece("text", token.content[at:])]


def _tagged(kind: str, inside: str) -> str:
    inside = html.escape(inside)
    if kind == "note":
        return f'<sup><a href="#fn-{inside}">[{inside}]</a></sup>'
    if kind == "math":
        inside = _POWER.sub(r"<sup>\1</sup>", _INDEX.sub(r"<sub>\1</sub>", inside))
        return f"<span>{inside}</span>"
    tag = {"mark": "mark", "power": "sup", "index": "sub"}[kind]
    return f"<{tag}>{inside}</{tag}>"


def _piece(kind: str, content: str) -> Token:
    token = Token(kind, "", 0)
    token.content = content
    return token


def _break_at_bullets(children: list[Token]) -> None:
    """Keep the lines of a list apart whose bullets Markdown does not know."""
    for token, below in pairwise(children):
        if token.type == "softbreak" and below.type == "text" and _BULLET.match(below.content):
            token.type, token.tag = "hardbreak", "br"


def _read_task(first: Token) -> None:
    task = _TASK.match(first.content) if first.type == "text" else None
    if task is not None:
        first.content = first.content[task.end() :]


def _frame(opening: Token, children: list[Token], closing: Token) -> None:
    """A picture alone in its paragraph: its description stands under it as a caption."""
    if opening.type != "paragraph_open":
        return
    opening.tag = closing.tag = "figure"
    opening.hidden = closing.hidden = False
    for picture in [child for child in children if child.type == "image"]:
        for said in (picture.content, str(picture.attrs.get("title", ""))):
            if " " in said.strip():
                caption = f"<figcaption>{html.escape(said)}</figcaption>"
                children.append(_piece("html_inline", caption))


def _real_tags(markup: str, closed: frozenset[str]) -> str:
    """Markup with everything escaped that no browser takes for a tag, or that nothing closes."""

    def checked(found: re.Match[str]) -> str:
        name = found[1].lower()
        real = name in _TAGS and (name not in UNSEEN or name in closed)
        return found[0] if real else html.escape(found[0])

    return _NAME.sub(checked, markup)


def _render_fence(
    renderer: Any, tokens: list[Token], number: int, options: Any, environment: Any
) -> str:
    """Fenced lines: a program where a language is named, else a text whose lines matter."""
    token = tokens[number]
    info = token.info.strip()
    language = _LANGUAGE.match(info)
    kind = ' class="source-code"' if language else ""
    first = info[language.end() :].strip() if language else info
    return f"<pre{kind}>{html.escape(first)}\n{html.escape(token.content)}</pre>\n"
