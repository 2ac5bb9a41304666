"""Plain text: lines become candidates, lines that were wrapped become one."""

from __future__ import annotations

import re

from baonoi.cleaner.candidate import Candidate, tidy
from baonoi.cleaner.candidate import flat as one_line
from baonoi.cleaner.shape import ends_sentence

_WIDE = re.compile(r"(?<!\S)\S{1,30}[ \t\u00a0]{2,}\S{1,30}(?!\S)")
LINE_END = "⏎"
"""How a line end is shown where one was typed inside a paragraph."""
_LABEL = re.compile(r"(?:[-–+*•●▪◦·]|\d{1,3}[.)]|[a-zđ]\))\s")
_SAMPLE = 4000
"""Lines looked at to tell whether a text was wrapped."""


def read(text: str) -> list[Candidate]:
    """The lines of a text that hold anything, in order."""
    lines = tidy(text).splitlines()
    width = wrap_width(lines[:_SAMPLE])
    found: list[Candidate] = []
    parts: list[str] = []
    wide = ""
    blank = True
    for line in lines:
        flat = one_line(line)
        if not flat:
            blank = True
            continue
        if not (parts and not blank and _continues(parts[-1], flat, line, width)):
            _close(parts, wide, found)
            wide = ""
        if not wide and len(flat) < len(line) and (spot := _WIDE.search(line)):
            wide = spot[0]
        parts.append(flat)
        blank = False
    _close(parts, wide, found)
    return found


def _close(parts: list[str], wide: str, found: list[Candidate]) -> None:
    """Make one candidate of the lines of a paragraph."""
    if not parts:
        return
    joined = ""
    if len(parts) > 1:
        joined = f"{parts[0].rsplit(' ', 1)[-1]}{LINE_END}{parts[1].split(' ', 1)[0]}"
    found.append(Candidate(" ".join(parts), wide=wide, joined=joined))
    parts.clear()


def wrap_width(lines: list[str]) -> int:
    """The width at which a text was wrapped; 0 where every line is a paragraph of its own."""
    lengths = [len(line.rstrip()) for line in lines]
    full = [n for n in lengths if n]
    if len(full) < 4:
        return 0
    width = sorted(full)[int(len(full) * 0.95)]
    if not 40 <= width <= 140:
        return 0
    broken = whole = 0
    for number, line in enumerate(lines[:-1]):
        if lengths[number] < 0.75 * width or not lengths[number + 1]:
            continue
        if ends_sentence(line):
            whole += 1
        elif lines[number + 1].lstrip()[:1].islower() or lengths[number + 1] > 0.5 * width:
            broken += 1
    return width if broken >= 3 and broken > 2 * whole else 0


def _continues(before: str, flat: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one right above it."""
    if _LABEL.match(flat):
        return False
    last = len(before)
    if not width:
        return (
            last >= 40
            and flat[0].islower()
            and (before[-1].isalpha() or before[-1] == ",")
            and len(flat) > 12
        )
    if line[:1].isspace() and not before[-1:].isalpha():
        return False
    if ends_sentence(before):
        return last >= 0.9 * width
    return last >= 0.6 * width or flat[0].islower()
