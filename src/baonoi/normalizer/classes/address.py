"""Class ``address``: house numbers (số 12/3A: "mười hai trên ba a"), roads (QL1A), km 15+300."""

from __future__ import annotations

import re

from baonoi.normalizer.classes import measure
from baonoi.normalizer.classes.version import number
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading

CUES = frozenset("số hẻm ngõ ngách kiệt nhà sn".split())
_HOUSE = re.compile(r"[0-9]{1,5}[A-Za-z]?(?:/[0-9]{1,4}[A-Za-z]?){1,5}(?![\w]|[/.\-][\w])")
_PART = re.compile(r"([0-9]+)([A-Za-z]?)")
_YEAR = re.compile(r"/(?:19|20)[0-9]{2}$")
_ROAD = re.compile(r"(QL|TL|HL|ĐT|ĐH|CT)(\.?\s?)([0-9]{1,4})([A-ZĐa-zđ]?)(?![\w]|\.[0-9])")
_ROADS = {
    "QL": "quốc lộ", "TL": "tỉnh lộ", "HL": "hương lộ", "ĐT": "đường tỉnh", "ĐH": "đường huyện",
    "CT": "cao tốc",
}  # fmt: skip
_POST = re.compile(r"[Kk][Mm]\.?\s?([0-9]{1,4})(?:\s?\+\s?([0-9]{1,3}))?(?![\w]|[.,/][0-9])")


def read(context: Context, at: int) -> Reading | None:
    """The number of a house in an alley, after a word that says so."""
    if context.before(at)[0] not in CUES:
        return None
    found = _HOUSE.match(context.text, at)
    if found is None or _YEAR.search(found[0]):
        return None
    said = []
    for digit, letter in _PART.findall(found[0]):
        name = digits(digit) if digit[0] == "0" else integer(digit, context.accent)
        said.append(f"{name} {letter_name(letter, context.accent)}" if letter else name)
    return Reading(found.end(), " trên ".join(said), "address")


def read_road(context: Context, at: int) -> Reading | None:
    """A road by its letters and number, or a milestone."""
    found = _ROAD.match(context.text, at)
    if found is not None:
        letters, gap, digit, branch = found.groups()
        if letters in ("ĐT", "ĐH", "CT") and (" " in gap or digit[0] == "0"):
            return None
        said = f"{_ROADS[letters]} {number(digit, context)}"
        if branch:
            said += " " + letter_name(branch, context.accent)
        return Reading(found.end(), said, "address")
    found = _POST.match(context.text, at)
    if found is None:
        return None
    said = f"{measure.name('km')} {integer(found[1], context.accent)}"
    if found[2]:
        said += " cộng " + integer(found[2], context.accent)
    return Reading(found.end(), said, "address")
