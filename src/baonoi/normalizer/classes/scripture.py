"""Class ``ratio``: chapter and verse of the Bible (Gioan 3:16), which are no time and no ratio."""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading, compiled

_PLACE = (
    r"([1-9][0-9]{0,2})(?::\s?|,)([1-9][0-9]{0,2})[a-c]?"
    r"(?:\s?[-–]\s?([1-9][0-9]{0,2})[a-c]?)?(?![\w]|[.,:/\-–][0-9])"
)
_BOOKS = frozenset(
    """mátthêu mát-thêu ma-thi-ơ máccô mác-cô luca lu-ca gioan giăng rôma rô-ma côrintô cô-rin-tô
    cô-rinh-tô galát ga-la-ti êphêsô ê-phê-sô philípphê phi-líp côlôxê cô-lô-se timôthê ti-mô-thê
    phêrô phi-e-rơ giacôbê gia-cơ isaia ê-sai giêrêmia giê-rê-mi đanien đa-ni-ên hê-bơ-rơ
    thánh-vịnh thi-thiên châm-ngôn xuất-hành sáng-thế khải-huyền công-vụ giảng-viên truyền-đạo
    thế-ký""".split()
)
_SHORT = frozenset("mác mt mc lc ga cv rm tv st xh is kh".split())
"""Said of other things too: a word of the Bible must stand before."""
_BIBLE = frozenset("kinh sách thánh mừng".split())


def read(context: Context, at: int) -> Reading | None:
    """Chapter and verse, behind the name of a book."""
    before = context.before(at)
    name = before[0]
    known = name in _BOOKS or f"{before[1]}-{name}" in _BOOKS
    if not known and not (name in _SHORT and not _BIBLE.isdisjoint(before[1:9])):
        return None
    found = compiled(_PLACE).match(context.text, at)
    if found is None:
        return None
    chapter, first, last = found.groups()
    said = f"chương {integer(chapter, context.accent)}, câu {integer(first, context.accent)}"
    if last:
        said += f" đến {integer(last, context.accent)}"
    return Reading(found.end(), said, SemioticClass.RATIO, 0.9)
