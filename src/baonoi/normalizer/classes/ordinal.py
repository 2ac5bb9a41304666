"""Class ``ordinal``: thứ 1 is "thứ nhất", lần thứ 4 "lần thứ tư", tháng 4 "tháng tư"."""

from __future__ import annotations

from baonoi.normalizer.numbers import four_in_order
from baonoi.normalizer.reading import Context

_FIRST = frozenset("thứ hạng".split())
_FOURTH = frozenset("thứ hạng tháng quý quí".split())


def say(context: Context, at: int, spoken: str) -> str:
    """A number as it is said after thứ, hạng, tháng, quý; elsewhere unchanged."""
    before = context.before(at)[0]
    if before in _FIRST and spoken == "một":
        return "nhất"
    return four_in_order(spoken) if before in _FOURTH else spoken
