"""Class ``money``: the currency is said after the amount, wherever it is written ($5 triệu).

Per unit is "một": 14,2 triệu đồng/người/tháng is "mười bốn phẩy hai triệu đồng một người một
tháng".
"""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import measure
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.normalizer.tables import pairs
from baonoi.store.patterns import compile_pattern

_AFTER = compile_pattern(
    r"\s?((?:US|HK|[ASC])?[$€£¥￥₫₩₽฿₹₿]|[^\W\d_]{1,8})(?![\w]|(?<=Đ)\.\s?[0-9])"
)
_AFTER_LOOSE = compile_pattern(r"\s?([$€£¥￥₫₩₽฿₹₿])")
_BEFORE = compile_pattern(
    r"((?:US|HK|[ASC])?[$€£¥￥₫₩₽฿₹₿]|(?:USD|VND|VNĐ|EUR|GBP|JPY))\s?(?=[0-9])"
)


_PER_UNIT = r"(đ|VNĐ|VND|USD)/([^\W\d_]{1,8}[23²³]?)(?![\w/])"
_PAIR = r"([A-Z]{3,4})/([A-Z]{3,4})(?![\w/])"


def read_pair(context: Context, at: int) -> Reading | None:
    """Two currencies by their codes, one priced in the other: USD/JPY."""
    found = compiled(_PAIR).match(context.text, at)
    if found is None:
        return None
    names = [pairs("currencies").get(code) for code in found.groups()]
    if names[0] is None or names[1] is None:
        return None
    return Reading(found.end(), f"{names[0]} trên {names[1]}", SemioticClass.MONEY, 0.95)


def read_per(context: Context, at: int) -> Reading | None:
    """A price by its unit, without a number: đ/kg, VNĐ/cp."""
    found = compiled(_PER_UNIT).match(context.text, at)
    if found is None or context.text[at - 1 : at].isalnum():
        return None
    unit = measure.name(found[2]) or (found[2] if found[2] in measure.COUNTERS else None)
    if unit is None:
        return None
    name = pairs("currencies")[found[1]]
    return Reading(found.end(), f"{name} một {unit}", SemioticClass.MONEY, 0.9)


def suffix(context: Context, at: int) -> tuple[int, str] | None:
    """The currency after an amount: where it ends, and its name."""
    found = _AFTER.match(context.text, at) or _AFTER_LOOSE.match(context.text, at)
    if found is None:
        return None
    currencies = pairs("currencies")
    written = found[1]
    name = currencies.get(written)
    if name is None and written.isascii() and not written.islower():
        name = currencies.get(written.upper())
    return (found.end(), name) if name else None


def prefix(context: Context, at: int) -> tuple[int, str] | None:
    """The currency before an amount: where the amount begins, and the currency's name."""
    found = _BEFORE.match(context.text, at)
    name = pairs("currencies").get(found[1]) if found else None
    return (found.end(), name) if found and name else None
