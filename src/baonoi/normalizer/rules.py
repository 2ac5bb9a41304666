"""Which classes are asked about a number, and in which order: what follows its digits decides."""

from __future__ import annotations

import re

from baonoi.normalizer.classes import (
    address,
    coordinate,
    date,
    document,
    fraction,
    math,
    phone,
    plate,
    quantity,
    score,
    time,
    version,
)
from baonoi.normalizer.reading import Context, Reading, Rule

_DIGITS = re.compile(r"[0-9]++")
_NAMED = (phone.read_account, phone.read)
_DATED = (date.read, document.read)
_DASHED: tuple[Rule, ...] = (
    plate.read,
    *_DATED,
    *_NAMED,
    date.read_day_month,
    fraction.read_season,
    score.read_line_up,
    score.read,
    quantity.read,
)
_ANGLED: tuple[Rule, ...] = (time.read, time.read_duration, coordinate.read, quantity.read)
_FOLLOWED: dict[str, tuple[Rule, ...]] = {
    "": (*_NAMED, quantity.read),
    "%": (quantity.read,),
    ",": (
        phone.read,
        fraction.read_decimal,
        math.read_exponent,
        coordinate.read,
        fraction.read_ratio,
        math.read_product,
        time.read_inches,
        quantity.read,
    ),
    ".": (
        date.read,
        fraction.read_decimal,
        *_NAMED,
        version.read,
        date.read_day_month,
        coordinate.read,
        fraction.read_ratio,
        math.read_exponent,
        math.read_product,
        time.read_inches,
        quantity.read,
    ),
    "/": (
        address.read,
        fraction.read_season,
        fraction.read_decimal,
        *_DATED,
        phone.read,
        date.read_day_month,
        fraction.read,
        quantity.read,
    ),
    ":": (document.read, time.read, fraction.read_ratio, quantity.read),
    "-": _DASHED,
    "–": _DASHED,
    "°": _ANGLED,
    "º": _ANGLED,
    "'": _ANGLED,
    "’": _ANGLED,
    "″": _ANGLED,
    "′": _ANGLED,
    '"': _ANGLED,
}
_GLUED: tuple[Rule, ...] = (
    address.read,
    plate.read,
    document.read,
    time.read,
    time.read_duration,
    coordinate.read,
    math.read_exponent,
    math.read_product,
    quantity.read,
)
_SPACED_WORD: tuple[Rule, ...] = (
    *_NAMED,
    time.read,
    coordinate.read,
    math.read_product,
    quantity.read,
)
_SPACED_NUMBER: tuple[Rule, ...] = (*_NAMED, fraction.read, quantity.read)
_SPACED_SIGN: tuple[Rule, ...] = (
    *_DATED,
    *_NAMED,
    coordinate.read,
    fraction.read_ratio,
    score.read,
    math.read_product,
    quantity.read,
)
_COUNT: tuple[Rule, ...] = (quantity.read,)
_HOUR_OR_TIMES = frozenset("hHgGaApPxNB")


def _rules(text: str, at: int) -> tuple[Rule, ...]:
    found = _DIGITS.match(text, at)
    end = found.end() if found else at + 1
    following = text[end : end + 1]
    if following not in (" ", "\u00a0"):
        rules = _FOLLOWED.get(following)
        if rules is not None:
            return rules
        return _GLUED if following.isalpha() else _FOLLOWED[""]
    following = text[end + 1 : end + 2]
    if following.isalpha():
        if end - at < 3 and following not in _HOUR_OR_TIMES:
            return _COUNT
        return _SPACED_WORD
    return _SPACED_NUMBER if following.isdigit() else _SPACED_SIGN


def read_number(context: Context, at: int) -> Reading | None:
    """What a digit begins."""
    for rule in _rules(context.text, at):
        reading = rule(context, at)
        if reading is not None:
            return reading
    return None
