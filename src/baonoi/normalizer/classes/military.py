"""Class ``acronym``: a unit of the army by a small letter and a number (e101: "trung đoàn").

The letters are a fuel, a game or a code elsewhere, so the words beside them must be of the army.
"""

from __future__ import annotations

from itertools import pairwise

from baonoi.model import SemioticClass
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading, compiled

_UNIT = r"([cdef])([1-9][0-9]{0,2})(?![\w]|[.,:/-][0-9])"
_NAMES = {"c": "đại đội", "d": "tiểu đoàn", "e": "trung đoàn", "f": "sư đoàn"}
_ARMY = frozenset(
    """sư-đoàn trung-đoàn tiểu-đoàn đại-đội lữ-đoàn quân-đoàn binh-đoàn quân-khu bộ-đội chiến-sĩ
    liệt-sĩ nhập-ngũ xuất-ngũ bộ-binh pháo-binh công-binh chiến-binh quân-nhân phiên-hiệu""".split()
)
_REACH = 8
"""Words on either side that are looked at."""


def read(context: Context, at: int) -> Reading | None:
    """A unit, where words of the army or another unit stand beside it."""
    found = compiled(_UNIT).match(context.text, at)
    if found is None or not (_after_unit(context, at) or _of_army(context, at, found.end())):
        return None
    name, number = _NAMES[found[1]], integer(found[2], context.accent)
    said = name.split() == context.before(at)[1::-1]  # trung đoàn e101
    return Reading(found.end(), number if said else f"{name} {number}", SemioticClass.ACRONYM, 0.85)


def _after_unit(context: Context, at: int) -> bool:
    """Whether another unit ended right before: d4, e66."""
    return (
        context.last_kind == SemioticClass.ACRONYM
        and at - context.last_end < 4
        and context.last_spoken.startswith(tuple(_NAMES.values()))
    )


def _of_army(context: Context, at: int, end: int) -> bool:
    before = context.before(at)[:_REACH][::-1]
    words = (*pairwise(before), *pairwise(context.after(end)[:_REACH]))
    return any(f"{first}-{second}" in _ARMY for first, second in words)
