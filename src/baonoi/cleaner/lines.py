"""Plain text: lines become candidates, lines that were wrapped become one."""

from __future__ import annotations

from itertools import pairwise

from baonoi.cleaner import notes
from baonoi.cleaner.candidate import Candidate, Room, tidy
from baonoi.cleaner.candidate import flat as one_line
from baonoi.cleaner.shape import ends_sentence
from baonoi.store.patterns import compile_pattern

_WIDE = compile_pattern(r"(?<!\S)\S{1,30}[ \t\u00a0]{2,}\S{1,30}(?!\S)")
LINE_END = "⏎"
"""How a line end is shown where one was typed inside a paragraph."""
_LABEL = compile_pattern(r"(?:[-–+*•●▪◦·]|\d{1,3}[.)]|[a-zđ]\))\s")
_NARROWEST, _WIDEST = 40, 140
_BROKEN = 3
"""Lines broken in the middle of a sentence that tell a wrapped text."""
_SAMPLE = 4000
"""Lines looked at to tell whether a text was wrapped."""


def read(text: str) -> list[Candidate]:
    """The lines of a text that hold anything, in order."""
    lines = tidy(text).splitlines()
    width = wrap_width(lines[:_SAMPLE])
    found: list[Candidate] = []
    room = Room()
    parts: list[str] = []
    wide = ""
    blank = True
    for line in lines:
        flat = one_line(line)
        if not flat:
            blank = True
            continue
        if not (parts and not blank and _continues(parts[-1], flat, line, width)):
            _close(parts, wide, found, room)
            wide = ""
        if not wide and len(flat) < len(line) and (spot := _WIDE.search(line)):
            wide = spot[0]
        parts.append(flat)
        blank = False
    _close(parts, wide, found, room)
    notes.settle(found)
    return found


def _close(parts: list[str], wide: str, found: list[Candidate], room: Room) -> None:
    """Make one candidate of the lines of a paragraph."""
    if not parts:
        return
    joined = ""
    if len(parts) > 1:
        joined = f"{parts[0].rsplit(' ', 1)[-1]}{LINE_END}{parts[1].split(' ', 1)[0]}"
    text = " ".join(parts)
    room.take(text)
    found.append(Candidate(text, wide=wide, joined=joined))
    parts.clear()


def wrap_width(lines: list[str]) -> int:
    """The width at which a text was wrapped; 0 where every line is a paragraph of its own.

    A line was broken at a width where the next word would not have fitted. Headlines and menus are
    short of any width, and paragraphs on lines of their own end as sentences do: only where many
    full lines stop in the middle of a sentence was the text wrapped. Where blank lines part the
    paragraphs, the line below may as well begin with a name.
    """
    shapes = [(len(line.rstrip()), line.strip()) for line in lines]
    full = sorted(size for size, text in shapes if " " in text)
    if len(full) < 4:
        return 0
    width = full[int(len(full) * 0.97)]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    apart = sum(not size for size, _ in shapes) > len(full) // 4
    broken = ended = 0
    for (size, text), (_, below) in pairwise(shapes):
        if not below or not _full(size, below, width):
            continue
        if ends_sentence(text):
            ended += 1
        elif apart or below[0].islower():
            broken += 1
    return width if broken >= _BROKEN and broken > 2 * ended else 0


def _full(size: int, below: str, width: int) -> bool:
    """Whether the first word of the line below would not have fitted behind so long a line."""
    return size + 1 + len(below.split(maxsplit=1)[0]) > width


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
        return _full(last, flat, width)
    return _full(last, flat, width) or (last > 0.5 * width and flat[0].islower())
