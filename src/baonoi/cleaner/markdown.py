"""Markdown: the few marks that articles are saved with; the marks themselves are markup."""

from __future__ import annotations

import re

from baonoi.cleaner import grid
from baonoi.cleaner.candidate import Candidate, flat, tidy
from baonoi.cleaner.draft import Facts
from baonoi.cleaner.metadata import Head
from baonoi.model import Role

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_TURN = re.compile(r"\*\s.*\?[\"”*]*$")
_QUOTE = re.compile(r"\s*>+\s?")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_BAR = re.compile(r"[\s|:-]+$")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANT = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]+?)(?<=\S)\1(?![\w*])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_FIELD = re.compile(r"(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*$")
_LONGEST = 20_000
"""Characters up to which a line's inline marks are read."""


def read(text: str) -> tuple[list[Candidate], Facts]:
    """The blocks of a Markdown text, and what its front matter says."""
    lines = tidy(text).splitlines()
    head = Head()
    start = _front_matter(lines, head)
    found: list[Candidate] = []
    held: list[str] = []
    rows: list[str] = []
    kind: Role | None = None
    picture = False

    def close() -> None:
        nonlocal kind, picture
        if held:
            candidate = _inline(" ".join(held), kind)
            held.clear()
            if candidate.text:
                candidate.pictured = picture
                found.append(candidate)
                picture = False
        kind = None

    for line in lines[start:]:
        if rows and not _ROW.match(line):
            found.extend(_table(rows))
            rows.clear()
        heading = _HEADING.match(line)
        if not line.strip():
            close()
        elif _ROW.match(line):
            close()
            rows.append(line)
        elif heading is not None:
            close()
            candidate = _inline(heading[2], None)
            candidate.level = len(heading[1])
            found.append(candidate)
        elif held and len(held) == 1 and _UNDERLINE.match(line) and len(line.strip()) > 2:
            level = 1 if line.startswith("=") else 2
            close()
            if found:
                found[-1].level = level
        elif _RULE.match(line):
            close()
        elif (image := _IMAGE.match(line.strip())) and not _IMAGE.sub("", line).strip():
            close()
            head.alt(image[1])
            picture = True
        elif _ITEM.match(line) and not _TURN.match(line):
            close()
            kind = Role.LIST_ITEM
            held.append(_ITEM.sub("", line, count=1))
        elif _QUOTE.match(line):
            if kind is not Role.QUOTE:
                close()
            kind = Role.QUOTE
            held.append(_QUOTE.sub("", line, count=1))
        else:
            held.append(line.strip())
    close()
    found.extend(_table(rows))
    return [c for c in found if c.text], head.facts()


def _front_matter(lines: list[str], head: Head) -> int:
    """Read ``---`` fenced fields at the top; the number of the first line after them."""
    if not lines or lines[0].strip() != "---":
        return 0
    for number, line in enumerate(lines[1:40], 1):
        if line.strip() == "---":
            return number + 1
        field = _FIELD.match(line)
        if field is not None:
            name = {"title": "og:title", "description": "og:description"}.get(field[1], field[1])
            head.meta({"name": name, "content": field[2]})
    return 0


def _inline(text: str, kind: Role | None) -> Candidate:
    """A block without its inline marks."""
    if len(text) > _LONGEST:
        return Candidate(flat(text), kind)
    text = _TAG.sub("", _IMAGE.sub("", text)).strip()
    linked = sum(len(match[1]) for match in _LINK.finditer(text))
    text = _LINK.sub(r"\1", text)
    strong = sum(len(match[2]) for match in _STRONG.finditer(text))
    text = _STRONG.sub(r"\2", text)
    slanted = sum(len(match[2]) for match in _SLANT.finditer(text))
    text = flat(_SLANT.sub(r"\2", text))
    size = max(1, len(text))
    return Candidate(
        text,
        kind,
        strong=strong >= 0.9 * size,
        slanted=slanted >= 0.9 * size,
        link=min(1.0, linked / size),
    )


def _table(lines: list[str]) -> list[Candidate]:
    """The rows of a table, each named by the headers of its columns."""
    if not lines:
        return []
    found: list[Candidate] = []
    data = grid.Grid(0)
    for number, line in enumerate(lines):
        if _BAR.fullmatch(line):
            continue
        data.row()
        for cell in line.strip().strip("|").split("|"):
            first = len(found)
            candidate = _inline(cell, None)
            if candidate.text:
                found.append(candidate)
            data.cell(first, len(found), header=number == 0)
    grid.rewrite(data, found)
    return found
