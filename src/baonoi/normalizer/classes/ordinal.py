"""Class ``ordinal``: thứ 1 is "thứ nhất", lần thứ 4 "lần thứ tư", tháng 4 "tháng tư"."""

from __future__ import annotations

from baonoi.normalizer.numbers import four_in_order
from baonoi.normalizer.reading import Context

_FIRST = frozenset("thứ hạng".split())
_FOURTH = frozenset("thứ hạng tháng quý quí".split())


def say(context: Context, at: int, spoken: str) -> str:
    """A number as it is said after thứ, hạng, tháng, quý; elsewhere unchanged."""
    before, second = context.before(at)[:2]
    if before in _FIRST and spoken == "một":
        return "nhất"
    part = before == "phần" and second.isdigit()  # 3 phần 4
    return four_in_order(spoken) if part or before in _FOURTH else spoken
