"""Class ``coordinate``: 21°01'42"B is "hai mươi mốt độ một phút bốn mươi hai giây Bắc"."""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import digits, integer, parse
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_ANGLE = compile_pattern(
    r"([0-9]{1,3})\s?[°º˚]\s?([0-9]{1,2})\s?['’′]\s?(?:([0-9]{1,2}(?:[.,][0-9]{1,4})?)\s?(?:\"|''|″|”)\s?)?"
    r"([BNEĐSTW])?(?![^\W_])"
)
_DEGREES = compile_pattern(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s?[°º˚]\s?([BNEĐSTW])(?![^\W_])")
_PAIR = compile_pattern(
    r"([0-9]{1,2}(?:[.,][0-9]{1,4})?)\s?°?\s?([NB])\s?[-–;,]\s?([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s?°?\s?([EĐ])(?![\w])"
)
_RUNWAYS = r"([0-3][0-9])([LRC])(?:[/-]([0-3][0-9])([LRC]))?(?![\w]|[-/.,][\w])"
_LANDED = frozenset("băng chc cánh runway".split())
_VIETNAMESE = {"B": "Bắc", "N": "Nam", "Đ": "Đông", "T": "Tây"}
_SAUCE = frozenset(("mắm", "đạm"))
"""Whose degrees of nitrogen are no latitude: nước mắm 40°N."""
_ENGLISH = {"N": "Bắc", "S": "Nam", "E": "Đông", "W": "Tây"}


def _side(context: Context, letter: str, at: int) -> str:
    """N is Nam beside B, Đ or T, and north otherwise."""
    if not letter:
        return ""
    near = context.text[max(0, at - 40) : at + 60]
    vietnamese = letter in "BĐT" or (letter == "N" and re.search(r"[0-9'\"”′″°]\s?[BĐT]\b", near))
    return " " + (_VIETNAMESE if vietnamese else _ENGLISH).get(letter, letter)


def read_runway(context: Context, at: int) -> Reading | None:
    """The runways of an airport, by their courses: 25R/07L, đường băng 11L."""
    found = compiled(_RUNWAYS).match(context.text, at)
    if found is None or not (found[3] or context.before(at)[0] in _LANDED):
        return None
    one, side, other, other_side = found.groups()
    ends = ((one, side), (other, other_side))
    said = ", ".join(
        f"{digits(number) if number[0] == '0' else integer(number, context.accent)} "
        f"{letter_name(letter, context.accent)}"
        for number, letter in ends
        if number
    )
    return Reading(found.end(), said, SemioticClass.COORDINATE, 0.9)


def read(context: Context, at: int) -> Reading | None:
    """An angle on the map."""
    found = _ANGLE.match(context.text, at)
    if found is not None:
        degrees, minutes, seconds, letter = found.groups()
        said = f"{integer(degrees, context.accent)} độ {integer(minutes, context.accent)} phút"
        if seconds:
            number = parse(seconds, 0)
            said += f" {number.say(context.accent) if number else seconds} giây"
        return Reading(
            found.end(), said + _side(context, letter or "", at), SemioticClass.COORDINATE
        )
    found = _PAIR.match(context.text, at)
    if found is not None:
        north, _, east, _ = found.groups()
        first, second = parse(north, 0), parse(east, 0)
        if first is not None and second is not None:
            said = f"{first.say(context.accent)} độ Bắc, {second.say(context.accent)} độ Đông"
            return Reading(found.end(), said, SemioticClass.COORDINATE, 0.9)
    found = _DEGREES.match(context.text, at)
    if found is None:
        return None
    number = parse(found[1], 0)
    if number is None:
        return None
    if found[2] == "N" and not _SAUCE.isdisjoint(context.before(at)[:6]):
        said = f"{number.say(context.accent)} độ đạm"
        return Reading(found.end(), said, SemioticClass.MEASURE)
    said = f"{number.say(context.accent)} độ{_side(context, found[2], at)}"
    return Reading(found.end(), said, SemioticClass.COORDINATE)
