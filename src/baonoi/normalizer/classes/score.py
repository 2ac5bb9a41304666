"""Class ``score``: 3-1 is "ba một" where two sides meet, and a range where nothing says so.

Line-ups (4-2-3-1) and votes are said the same way, number after number.
"""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading

_PAIR = re.compile(r"([0-9]{1,3})\s?[-–]\s?([0-9]{1,3})(?![0-9]|[.,/\-–:][0-9]|[^\W_]|\s?%)")
_LINE_UP = re.compile(r"[0-9]{1,2}(?:[-–][0-9]{1,2}){2,5}(?![0-9]|[.,/\-–:][0-9]|[^\W_])")
_CUES = frozenset(
    """thắng thua hòa hoà huề dẫn gỡ cuộc quả hiệp bại hạ đè sân lưu set ván trận kết gặp tiếp
    cầm chia thành ngược chênh đảo penalty ghi đánh vượt đậm sít""".split()
)
_AFTER = frozenset("trước nghiêng cho penalty gặp".split())
_COUNTED = frozenset(
    """lần ngày tháng năm tuần giờ phút giây người tuổi tỷ tỉ triệu nghìn ngàn trăm phần điểm độ
    đồng mét km cm mm m kg g tấn tạ lít ml ha con cái chiếc bộ cấp mũi viên quả bước món giấc trẻ
    bữa vòng tầng học hộ xã huyện tỉnh nhà khóa lớp em cháu cây m2 m3 c f bàn""".split()
)
_RANGE_BEFORE = frozenset("từ khoảng mỗi còn cần mất chừng tầm cấp lớp".split())


def read(context: Context, at: int) -> Reading | None:
    """The two numbers of a score."""
    found = _PAIR.match(context.text, at)
    if found is None:
        return None
    left, right = int(found[1]), int(found[2])
    spaced = " " in found[0]
    before, after = context.before(at), context.after(found.end())
    if after[0] in _COUNTED or after[0] == "%" or before[0] in _RANGE_BEFORE:
        return None
    if text_after(context.text, found.end()) == "=":
        said = f"{integer(found[1], context.accent)} trừ {integer(found[2], context.accent)}"
        return Reading(found.end(), said, SemioticClass.MATH)
    sure = cued(before) or after[0] in _AFTER
    if left > 99 or right > 99 or not (sure or context.follows(at, SemioticClass.SCORE)):
        named = _between_names(context, at, found.end())
        if spaced or not (left <= 30 and right <= 30 and (left >= right or named)):
            return None
    said = say(found[1], found[2], context)
    if sure:
        return Reading(found.end(), said, SemioticClass.SCORE)
    other = f"{integer(found[1], context.accent)} đến {integer(found[2], context.accent)}"
    return Reading(found.end(), said, SemioticClass.SCORE, 0.7, (other,))


def text_after(text: str, at: int) -> str:
    """The next character that is no space, if it is near."""
    return text[at : at + 2].lstrip()[:1]


def say(left: str, right: str, context: Context) -> str:
    """Two numbers, with a pause where they would make a third: 30-4 is not 34."""
    joint = ", " if left[-1] == "0" and left.strip("0") else " "
    return f"{integer(left, context.accent)}{joint}{integer(right, context.accent)}"


def cued(before: list[str]) -> bool:
    """Whether the words before tell of two sides that meet."""
    before = before[:6]
    ratio = "số" in before and ("tỷ" in before or "tỉ" in before)
    return ratio or not _CUES.isdisjoint(before)


def _between_names(context: Context, start: int, end: int) -> bool:
    """Whether it stands between two names: Việt Nam 2-3 Thái Lan."""
    text = context.text
    return (
        text[max(0, start - 1) : start] == " "
        and text[end : end + 1] == " "
        and text[end + 1 : end + 2].isupper()
        and text[:start].rstrip().rpartition(" ")[2][:1].isupper()
    )


def read_line_up(context: Context, at: int) -> Reading | None:
    """More than two numbers: a line-up, a saying (1-0-2)."""
    found = _LINE_UP.match(context.text, at)
    if found is None:
        return None
    parts = re.split("[-–]", found[0])
    said = " ".join(integer(part, context.accent) for part in parts)
    return Reading(found.end(), said, SemioticClass.SCORE, 0.8)
