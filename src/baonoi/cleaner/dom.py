"""HTML: one pass over the page's events gives candidates, containers and metadata.

No tree is built, so that depth costs nothing: every open element stands on a list, and each
shares its context with its parent unless the element changes something.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from baonoi.cleaner import markup, notes, raised
from baonoi.cleaner.boxes import Boxes
from baonoi.cleaner.candidate import Candidate, Room, TooLongError
from baonoi.cleaner.draft import Facts
from baonoi.cleaner.grid import Grid, rewrite
from baonoi.cleaner.metadata import Head
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.run import Context, Run
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_HIDDEN = compile_pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ALIGN = compile_pattern(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
_HEAVY = compile_pattern(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SLANT = compile_pattern(r"font-style\s*:\s*italic", re.IGNORECASE)
_SIZE = compile_pattern(r"\d+")
_ICON = 60
"""Pixels up to which a picture is an icon."""
_LONGEST_LINK = 1500
"""Characters from which a link was left open by mistake and says nothing of its text."""
_CHUNK = 1 << 16
_MOST_TAGS = 400_000
"""Tags of a page; a book of a thousand pages has half of that."""


class Reader:
    """A parser target: takes the events of a page, keeps what is visible."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self.boxes = Boxes()
        self.head = Head()
        self._stack: list[tuple[str, Context]] = []
        self._context = Context()
        self._unseen = 0
        self._script: list[str] | None = None
        self._heard_in = 0
        self._grids: list[Grid] = []
        self._cells: list[tuple[int, bool, int, int]] = []
        self._open_raised: list[raised.Raised] = []
        self._notes: set[str] = set()
        """The places that marks of notes lead to."""
        self._links = [0]
        self._linked: list[tuple[Candidate, int]] = []
        self._picture = 0
        self._room = Room()
        self._run = Run()

    # --- events -------------------------------------------------------------------------------

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._stack.append((tag, self._context))
        if tag in markup.UNSEEN:
            self._unseen += 1
            if tag == "script":
                if attributes.get("type", "").lower() == "application/ld+json":
                    self._listen()
                else:
                    self.head.scripts += 1
            elif tag == "noscript":
                self._listen()
        if tag in markup.PICTURES:
            self._see_picture(attributes)
        if self._unseen:
            if tag == "meta":
                self.head.meta(attributes)
            elif tag == "link":
                self.head.link(attributes)
            elif tag == "title":
                self._listen()
            return
        if tag == "meta":
            self.head.meta(attributes)
        elif tag == "input":
            self._field(attributes.get("type", "").lower())
        elif tag == "br":
            self._break()
        elif tag in markup.INLINE or tag in markup.PICTURES:
            if attributes or tag in _STYLED:
                self._inline(tag, attributes)
            if tag in raised.TAGS:
                self._raise(tag, attributes)
        else:
            self._block(tag, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        if not self._stack:
            return
        opened, context = self._stack.pop()
        if self._open_raised and self._open_raised[-1].depth == len(self._stack):
            self._open_raised.pop().end = len(self._run.parts)
        if opened in markup.UNSEEN:
            self._unseen -= 1
        if self._script is not None and len(self._stack) < self._heard_in:
            content = "".join(self._script)
            self._script = None
            if opened == "title":
                self.head.title(content)
            elif opened == "noscript":
                self.head.without_script(content)
            else:
                self.head.linked(content)
        if not self._unseen and opened not in markup.UNSEEN:
            if opened not in markup.INLINE and opened not in markup.PICTURES and opened != "br":
                self._flush()
                if opened in {"td", "th", "tr", "table"} and self._grids:
                    self._close_grid(opened)
            elif self._context.field != context.field or self._context.box != context.box:
                self._flush()
            elif opened == "a":
                self._run.end_link()
        self._context = context

    def data(self, text: str) -> None:
        """Text, in pieces of any size."""
        if self._script is not None:
            self._script.append(text)
        elif self._context.set_lines and "\n" in text and not self._unseen:
            *lines, rest = text.split("\n")
            for line in lines:
                self._text(line)
                self._flush()
            self._text(rest)
        elif not self._unseen:
            self._text(text)

    def _text(self, text: str) -> None:
        context = self._context
        if self._run.ends_headline and not context.link and text[:1].isupper():
            self._flush()
        size = self._run.add(text, context)
        if context.link:
            self._links[context.link] += size

    def comment(self, text: str) -> None:
        """Comments are markup."""

    def close(self) -> Reader:
        """The page ended."""
        self._flush()
        for candidate, link in self._linked:
            if self._links[link] > _LONGEST_LINK:
                candidate.link = 0.0
        notes.settle(self.candidates)
        return self

    def _listen(self) -> None:
        """Keep the text of the element that has just opened, though it is not shown."""
        if self._script is None:
            self._script = []
            self._heard_in = len(self._stack)

    # --- elements -----------------------------------------------------------------------------

    def _inline(self, tag: str, attributes: dict[str, str]) -> None:
        context = self._context
        style = attributes.get("style", "")
        said = self._meaning(attributes) if "class" in attributes or "id" in attributes else None
        bold = context.bold or tag in markup.BOLD or (style and bool(_HEAVY.search(style)))
        italic = context.italic or tag in markup.ITALIC or (style and bool(_SLANT.search(style)))
        hint = said if isinstance(said, Role) else context.hint
        hint = Role.DATELINE if tag == "time" else hint
        if self._notes and self._is_note(attributes):
            self._run.noted = True
        place = said if said == "place" else context.field
        box = context.box
        hidden = "hidden" in attributes or (style and _HIDDEN.search(style) is not None)
        if place != context.field or hidden:
            self._flush()
        if hidden:
            box = self._open(tag, Reason.HIDDEN)
        self._context = replace(
            context,
            box=box,
            bold=bool(bold),
            italic=bool(italic),
            link=self._open_link() if tag == "a" else context.link,
            hint=hint,
            field=str(place),
        )

    def _block(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        context = self._context
        style = attributes.get("style", "")
        said = self._meaning(attributes) if "class" in attributes or "id" in attributes else None
        reason = markup.ZONES.get(tag)
        if isinstance(said, Reason):
            reason = said
        if "hidden" in attributes or (style and _HIDDEN.search(style)):
            reason = Reason.HIDDEN
        box = self._open(tag, reason)
        hint = markup.ROLES.get(tag) or (None if reason else context.hint)
        if isinstance(said, Role) and hint is not Role.CAPTION:
            hint = said
        if context.hint is Role.NOTE or (self._notes and self._is_note(attributes)):
            hint = Role.NOTE
        align = _ALIGN.search(style) if style else None
        self._context = replace(
            context,
            box=box,
            hint=hint,
            set_lines=context.set_lines or tag == "pre",
            level=markup.LEVELS.get(tag, context.level),
            bold=context.bold or bool(style and _HEAVY.search(style)),
            italic=context.italic or bool(style and _SLANT.search(style)),
            align=align[1].lower() if align else attributes.get("align", context.align).lower(),
        )
        if tag == "table":
            if self._grids:
                self._grids[-1].plain = False
            self._grids.append(Grid(len(self.candidates)))
        elif self._grids and tag == "tr":
            self._grids[-1].row()
        elif self._grids and tag in {"thead", "tbody", "tfoot"}:
            self._grids[-1].in_head = tag == "thead"
        elif self._grids and tag in {"td", "th"}:
            header = tag == "th" or self._grids[-1].in_head
            rows, columns = (_span(attributes.get(name, "")) for name in ("rowspan", "colspan"))
            self._cells.append((len(self.candidates), header, rows, columns))

    def _close_grid(self, tag: str) -> None:
        if tag == "table":
            rewrite(self._grids.pop(), self.candidates)
        elif tag in {"td", "th"} and self._cells:
            first, header, rows, columns = self._cells.pop()
            self._grids[-1].cell(first, len(self.candidates), header, rows, columns)

    def _raise(self, tag: str, attributes: dict[str, str]) -> None:
        """A raised or lowered figure opens, or a link that may be the mark of a note."""
        target = raised.fragment(attributes.get("href", ""))
        if tag != "a" or target:
            depth = len(self._stack) - 1
            self._open_raised.append(raised.Raised(tag, depth, len(self._run.parts), target))
            self._run.raised.append(self._open_raised[-1])

    def _is_note(self, attributes: dict[str, str]) -> bool:
        """Whether a mark of a note leads to this element."""
        return not self._notes.isdisjoint((attributes.get("id"), attributes.get("name")))

    def _field(self, kind: str) -> None:
        """A field of a form; a choice among several stands in a poll."""
        self.head.passwords += kind == "password"
        box = self._context.box
        if kind == "radio" and box and self.boxes.reasons[box] is None:
            self.boxes.reasons[box] = Reason.POLL

    def _open_link(self) -> int:
        self._links.append(0)
        return len(self._links) - 1

    def _open(self, tag: str, reason: Reason | None) -> int:
        return self.boxes.open(self._context.box, tag, reason)

    def _meaning(self, attributes: dict[str, str]) -> markup.Meaning | None:
        return markup.meaning(f"{attributes.get('class', '')} {attributes.get('id', '')}")

    def _see_picture(self, attributes: dict[str, str]) -> None:
        width = _SIZE.match(attributes.get("width", ""))
        if width is not None and 0 < int(width[0][:6]) <= _ICON:
            return
        if self._grids:
            self._grids[-1].plain = False
        if not self._unseen:
            self._picture = self._context.box or -1
        if attributes.get("alt"):
            self.head.alt(attributes["alt"])

    # --- text ---------------------------------------------------------------------------------

    def _break(self) -> None:
        """A line break: a boundary in running text, a blank in a headline or a caption."""
        context = self._context
        if context.level or context.link or context.hint is Role.CAPTION:
            self._run.parts.append(" ")
            return
        self._flush()

    def _flush(self) -> None:
        """A boundary: what was gathered is a candidate."""
        run = self._run
        if not run.parts:
            return
        self._run = Run()
        if not run.size:
            return
        text, edits, targets = run.settle()
        self._notes.update(targets)
        if not (text or edits):
            return
        context = self._context
        pictured = self._picture != 0 and self.boxes.near(max(self._picture, 0), context.box)
        self._room.take(text)
        self.candidates.append(run.candidate(text, edits, context, pictured))
        if context.link:
            self._linked.append((self.candidates[-1], context.link))
        self._picture = 0


def _span(written: str) -> int:
    """How many rows or columns a cell takes."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 1


_STYLED = markup.BOLD | markup.ITALIC | {"a", "time"}


def read(text: str) -> tuple[list[Candidate], Boxes, Facts]:
    """The visible text of a page as candidates, their containers, and what its head says.

    Raises:
        TooLongError: it has more tags or text than any article or book.
    """
    from lxml import etree

    reader = Reader()
    target: Any = reader  # the stubs know only targets that take bytes as well
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, recover=True)
    data = text.replace("\x00", "").encode("utf-8", "replace")
    if data.count(b"<") > _MOST_TAGS:
        raise TooLongError
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except etree.XMLSyntaxError:
        reader.close()
    return reader.candidates, reader.boxes, reader.head.facts()
