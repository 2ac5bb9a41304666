"""Class ``ordinal``: thứ 1 is "thứ nhất", lần thứ 4 "lần thứ tư", tháng 4 "tháng tư"."""

from __future__ import annotations

import re

from baonoi.normalizer.numbers import four_in_order
from baonoi.normalizer.reading import Context
from baonoi.store.patterns import compile_pattern

_FIRST = frozenset("thứ hạng".split())
_FOURTH = frozenset("thứ hạng tháng quý quí".split())


_LISTED = compile_pattern(
    r"(?:thứ|tháng) [0-9]{1,2}(?:(?:, | và )[0-9]{1,2}){0,3}(?:, | và )$", re.IGNORECASE
)


def say(context: Context, at: int, spoken: str) -> str:
    """A number as it is said after thứ, hạng, tháng, quý; elsewhere unchanged."""
    before, second = context.before(at)[:2]
    if context.text[max(0, at - 2) : at].rstrip()[-1:] == ":":
        return spoken  # Bảng xếp hạng: 1. Huế
    if before in _FIRST and spoken == "một":
        return "nhất"
    if spoken == "bốn" and before.isdigit() and _LISTED.search(context.text, max(0, at - 24), at):
        return "tư"
    part = before == "phần" and second.isdigit()  # 3 phần 4
    return four_in_order(spoken) if part or before in _FOURTH else spoken
