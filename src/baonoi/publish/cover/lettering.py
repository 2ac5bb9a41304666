"""Letters drawn as lines of one width: a hand of our own, which needs no font on any machine.

A letter is a few strokes (``strokes.tsv``), and a Vietnamese one that with its marks put on it
(``marks.tsv``), as Unicode takes it apart. Units: a capital is 70 high, the line is at 0, up is
positive.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from baonoi.common.tables import rows_under_head

_TABLES = Path(__file__).parent
_SMALL, _CAPITAL = 50.0, 70.0
SPACE = 24.0
"""Width of a space."""
_SIDES = {"|": 10.0, "(": 7.5, "/": 5.5}
"""Room beside a stem, a bowl, a slope."""
_CLEAR = 14.5
"""From a letter's top to the lowest point of a mark over it, both in the middle of their lines."""
_STACKED = 15.0
"""From a mark to one over it."""
_ROOF, _TONES_BESIDE = "\u0302", {"\u0300": -17.0, "\u0301": 17.0, "\u0309": 19.0}
"""The tones that stand at the side of a roof's top, and how far; others stand over it."""
_RAISED = 7.0
"""How far such a tone is above the roof's foot."""
_ASIDE = {"y": 13.0}
"""How far a mark under a letter makes way for its tail."""
_DOTLESS = {"i": "ı", "j": "ȷ"}
_STEPS = 5
"""Straight pieces of a quarter of an ellipse."""
_ROUND = 2.0 / 2.25
"""Exponent: a little squarer than an ellipse, as letters are."""

Point = tuple[float, float]
Line = tuple[float, float, float, float]
"""A straight piece, from one point to another."""


class Letter(NamedTuple):
    """A letter by its lines, and how far the next one stands from it."""

    lines: tuple[Line, ...]
    marks: tuple[Line, ...]
    """The lines of what stands over, under and beside it."""
    advance: float


@cache
def letter(character: str) -> Letter | None:
    """A letter with its marks; None where this hand does not know it.

    Args:
        character: one, in composed form.
    """
    if character.isspace():
        return Letter((), (), SPACE)
    apart = unicodedata.normalize("NFD", character)
    base, marks = apart[0], list(apart[1:])
    placed, strokes = _marks(), _strokes()
    if any(placed[mark][0] == "above" for mark in marks if mark in placed):
        base = _DOTLESS.get(base, base)
    if base not in strokes:
        return None
    sides, lines = strokes[base]
    left = min(min(line[0], line[2]) for line in lines)
    right = max(max(line[0], line[2]) for line in lines)
    top = _CAPITAL if base.isupper() or base.isdigit() else _SMALL
    before = _SIDES[sides[0]] - left
    over = _marked(marks, base, (left + right) / 2, right, top)
    drawn, put = (
        tuple((x + before, y, to_x + before, to_y) for x, y, to_x, to_y in part)
        for part in (lines, over)
    )
    return Letter(drawn, put, before + right + _SIDES[sides[1]])


def known(text: str) -> str:
    """The text in characters that can be drawn: others as their likes, or left out."""
    found: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if letter(character) is not None:
            found.append(character)
        else:
            likes = unicodedata.normalize("NFKC", character).replace("\u2044", "/")
            found += [like for like in likes if letter(like) is not None]
    return " ".join("".join(found).split())


def width(text: str) -> float:
    """How wide the text is."""
    return sum(found.advance for found in map(letter, text) if found is not None)


def _marked(marks: list[str], base: str, middle: float, right: float, top: float) -> Iterator[Line]:
    """The lines of the marks on a letter, the lower ones first."""
    over = top + _CLEAR
    below: str | None = None
    for mark in sorted((mark for mark in marks if mark in _marks()), key=_is_tone):
        place, lines = _marks()[mark]
        x, y = middle + _ASIDE.get(base, 0.0), 0.0
        if place == "beside":
            x, y = right, top
        elif place == "above":
            aside = _TONES_BESIDE.get(mark) if below == _ROOF else None
            if aside is not None:
                x, y = middle + aside, over + _RAISED
            else:
                x, y = middle, over + (_STACKED if below else 0.0)
            below = mark
        yield from ((a + x, b + y, c + x, d + y) for a, b, c, d in lines)


def _is_tone(mark: str) -> bool:
    """A tone stands over what makes another vowel of a letter."""
    return mark in "\u0300\u0301\u0303\u0309\u0323"


@cache
def _strokes() -> dict[str, tuple[str, tuple[Line, ...]]]:
    rows = rows_under_head(_TABLES / "strokes.tsv")
    return {name: (sides, tuple(_lines(strokes))) for name, sides, strokes in rows}


@cache
def _marks() -> dict[str, tuple[str, tuple[Line, ...]]]:
    rows = rows_under_head(_TABLES / "marks.tsv")
    return {mark: (place, tuple(_lines(strokes))) for mark, place, strokes in rows}


def _lines(strokes: str) -> Iterator[Line]:
    """Straight pieces of what a row of a table draws."""
    commands: list[tuple[str, list[float]]] = []
    for word in strokes.split():
        if word.isalpha():
            commands.append((word, []))
        else:
            commands[-1][1].append(float(word))
    pen = (0.0, 0.0)
    for command, numbers in commands:
        if command == "M":
            pen = (numbers[0], numbers[1])
            continue
        points = [pen, *_through(pen, command, numbers)]
        yield from ((x, y, to_x, to_y) for (x, y), (to_x, to_y) in pairwise(points))
        pen = points[-1]


def _through(pen: Point, command: str, numbers: list[float]) -> Iterator[Point]:
    if command == "L":
        yield numbers[0], numbers[1]
    elif command == "c":
        for step in range(1, 2 * _STEPS + 1):
            yield _cubic(pen, numbers, step / (2 * _STEPS))
    else:
        x, y, *part = numbers
        for step in range(1, _STEPS + 1):
            angle = math.pi / 2 * step / _STEPS * (part[0] if part else 1.0)
            along, across = math.sin(angle) ** _ROUND, 1 - abs(math.cos(angle)) ** _ROUND
            if command == "v":
                along, across = across, along
            yield pen[0] + (x - pen[0]) * along, pen[1] + (y - pen[1]) * across


def _cubic(pen: Point, numbers: list[float], at: float) -> Point:
    weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    xs, ys = (pen[0], *numbers[::2]), (pen[1], *numbers[1::2])
    x, y = (sum(map(float.__mul__, weights, axis)) for axis in (xs, ys))
    return x, y
