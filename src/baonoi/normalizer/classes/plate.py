"""Class ``plate``: 29A-123.45 is "hai mươi chín a, một hai ba bốn năm"."""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_PLATE = compile_pattern(
    r"([1-9][0-9])[\s\-]?([A-ZĐ]{1,2})([0-9]?)\s?[\-–. ]\s?"
    r"([0-9]{3}\.[0-9]{2}|[0-9]{4,5})(?![\w]|\.[0-9])"
)
_ABROAD = (
    r"([1-9][0-9])[\- ]?([0-9]{3})?[\- ]?(NG|NN|QT)[\- ]?([0-9]{3})?[\-. ]?([0-9]{2,3})(?![\w])"
)
_ABROAD_FIRST = r"(NG|NN|QT)[\- ]?([1-9][0-9])[\- ]([0-9]{3})[\- ]([0-9]{2})(?![\w]|[-.][0-9])"
_BOAT = r"([A-ZĐ][A-Za-zĐđ]{1,2})[ \-.]?([0-9]{4,5})(?:[ \-.]?(TS|LA|BK))(?![\w])"
_AT_SEA = frozenset("tàu cá ghe thuyền hiệu vỏ".split())


def read_boat(context: Context, at: int) -> Reading | None:
    """The number of a fishing boat: BĐ 96789 TS."""
    found = compiled(_BOAT).match(context.text, at)
    if found is None:
        return None
    if found[3] != "TS" and _AT_SEA.isdisjoint(context.before(at)[:4]):
        return None
    province, number, kind = found.groups()
    names = [" ".join(letter_name(ch, context.accent) for ch in part) for part in (province, kind)]
    said = f"{names[0]} {digits(number)} {names[1]}"
    return Reading(found.end(), said, SemioticClass.PLATE, 0.95)


def read(context: Context, at: int) -> Reading | None:
    """The number plate of a vehicle."""
    found = _PLATE.match(context.text, at)
    if found is None:
        return _abroad(context, at)
    province, letters, series, number = found.groups()
    names = " ".join(letter_name(ch, context.accent) for ch in letters)
    head = f"{integer(province, context.accent)} {names}"
    if series:
        head += " " + digits(series)
    return Reading(found.end(), f"{head}, {digits(number)}", SemioticClass.PLATE)


def _abroad(context: Context, at: int) -> Reading | None:
    """The plate of an embassy or of foreigners: 80-011-NG-05."""
    found = compiled(_ABROAD).match(context.text, at)
    if found is None or not (found[2] or found[4]):
        return None
    province, country, kind, *rest = found.groups()
    letters = " ".join(letter_name(ch, context.accent) for ch in kind)
    parts = [integer(province, context.accent), country and digits(country), letters]
    parts += [digits(part) for part in rest if part]
    return Reading(found.end(), ", ".join(filter(None, parts)), SemioticClass.PLATE, 0.95)


def read_abroad(context: Context, at: int) -> Reading | None:
    """The same with the letters first: NG 80-011-05."""
    found = compiled(_ABROAD_FIRST).match(context.text, at)
    if found is None:
        return None
    kind, province, country, number = found.groups()
    letters = " ".join(letter_name(ch, context.accent) for ch in kind)
    head = f"{letters} {integer(province, context.accent)}"
    said = f"{head}, {digits(country)}, {digits(number)}"
    return Reading(found.end(), said, SemioticClass.PLATE, 0.95)
