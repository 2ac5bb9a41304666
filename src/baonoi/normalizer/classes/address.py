"""Class ``address``: house numbers (số 12/3A: "mười hai trên ba a"), roads (QL1A), km 15+300."""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
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
_WARD = re.compile(r"([QP])([1-9][0-9]?)(?![\w]|[./-][\w])")
_PARTS = frozenset("tp tphcm tp.hcm phường p q quận đường hcm hẻm".split())
_POST = re.compile(r"[Kk][Mm]\.?\s?([0-9]{1,4})(?:\s?\+\s?([0-9]{1,3}))?(?![\w]|[.,/][0-9])")


def read(context: Context, at: int) -> Reading | None:
    """The number of a house in an alley, after a word that says so."""
    found = _HOUSE.match(context.text, at)
    if found is None or _YEAR.search(found[0]):
        return None
    if context.before(at)[0] not in CUES and not _before_street(context, found):
        return None
    said = []
    for digit, letter in _PART.findall(found[0]):
        name = digits(digit) if digit[0] == "0" else integer(digit, context.accent)
        said.append(f"{name} {letter_name(letter, context.accent)}" if letter else name)
    return Reading(found.end(), " trên ".join(said), SemioticClass.ADDRESS)


def _before_street(context: Context, found: re.Match[str]) -> bool:
    """Whether several slashes stand before the name of a street: 123/45/6 Lê Văn Sỹ."""
    if found[0].count("/") < 2:
        return False
    following = context.text[found.end() : found.end() + 2]
    return following[:1] == " " and (following[1:].isupper() or _street(context, found.end()))


def _in_address(context: Context, found: re.Match[str]) -> bool:
    """Whether Q7 or P7 stands beside another part of an address."""
    around = {*context.before(found.start())[:3], *context.after(found.end())[:3]}
    return not _PARTS.isdisjoint(around) or context.follows(found.start(), SemioticClass.ADDRESS)


def _street(context: Context, at: int) -> bool:
    return context.after(at)[0] in ("đường", "phố")


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
        return Reading(found.end(), said, SemioticClass.ADDRESS)
    found = _WARD.match(context.text, at)
    if found is not None and _in_address(context, found):
        kind = "quận" if found[1] == "Q" else "phường"
        return Reading(
            found.end(), f"{kind} {integer(found[2], context.accent)}", SemioticClass.ADDRESS, 0.8
        )
    found = _POST.match(context.text, at)
    if found is None:
        return None
    said = f"{measure.name('km')} {integer(found[1], context.accent)}"
    if found[2]:
        said += " cộng " + integer(found[2], context.accent)
    return Reading(found.end(), said, SemioticClass.ADDRESS)
