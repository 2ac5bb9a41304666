"""Class ``score``: 3-1 is "ba một" where two sides meet, and a range where nothing says so.

Line-ups (4-2-3-1) and votes are said the same way, number after number.
"""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import measure
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_LINE_UP = compile_pattern(r"[0-9]{1,3}(?:[-–][0-9]{1,3}){2,5}(?![0-9]|[.,/\-–:][0-9])")
_HALF = r"(H[12]|HT|FT)(:?)(?=\s?[0-9]{1,2}\s?[-–:]\s?[0-9]{1,2}(?![0-9%]|[-–/.,:][0-9]))"
_HALVES = {"H1": "hiệp một", "H2": "hiệp hai", "HT": "hết hiệp một", "FT": "hết trận"}
_DRAW = r"(?:1/2|½)\s?[-–]\s?(?:1/2|½)(?![0-9/]|[-–][0-9])"
_CUES = frozenset(
    """thắng thua hòa hoà huề dẫn gỡ cuộc quả hiệp bại hạ đè sân lưới lưu set ván trận kết gặp tiếp
    thủ cầm ngược nhì chênh đảo penalty ghi đánh vượt đậm sít pickleball""".split()
)
LOOSE = frozenset("kết tiếp lưu gặp đánh cầm ghi vượt trận quả cuộc sân gỡ".split())
"""Words that hardly call for a score with a slash: tứ kết 1/4."""
AFTER = frozenset("trước nghiêng cho penalty gặp".split())
COUNTED = frozenset(
    """lần ngày tháng năm tuần giờ phút giây người tuổi tỷ tỉ triệu nghìn ngàn trăm phần
    điểm độ đồng mét km cm mm m kg g tấn tạ lít ml ha con cái chiếc bộ cấp mũi viên
    quả bước món giấc trẻ bữa vòng tầng học hộ xã huyện tỉnh nhà khóa lớp em cháu cây
    m2 m3 c f bàn nhóm câu ca gói mẫu thùng hộp chai ly suất căn chuyến tờ trang""".split()
)
_REACH = 64
"""Characters before a score that are looked at."""
RANGE_BEFORE = frozenset("từ khoảng mỗi còn cần mất chừng tầm cấp lớp".split())


def text_after(text: str, at: int) -> str:
    """The next character that is no space, if it is near."""
    return text[at : at + 2].lstrip()[:1]


def say(left: str, right: str, context: Context) -> str:
    """Two numbers, with a pause where they would make a third: 30-4 is not 34."""
    joint = ", " if left[-1] == "0" and left.strip("0") else " "
    return f"{integer(left, context.accent)}{joint}{integer(right, context.accent)}"


def met(before: list[str]) -> tuple[str, float]:
    """The word before that tells of two sides that meet, and what it is worth; "", 0 if none."""
    near = before[:6]
    if "số" in near and not {"tỷ", "tỉ", "hiệu"}.isdisjoint(near):
        return "tỷ số", 6.0
    for index, word in enumerate(near):
        if word in _CUES:
            return word, 5.0 if index < 2 else 4.0 if index < 4 else 3.0
    return "", 0.0


def cued(before: list[str]) -> bool:
    """Whether the words before tell of two sides that meet."""
    return bool(met(before)[0])


def between_names(context: Context, start: int, end: int) -> bool:
    """Whether it stands between two names: Việt Nam 2-3 Thái Lan."""
    text = context.text
    return (
        text[max(0, start - 1) : start] == " "
        and text[end : end + 1] == " "
        and text[end + 1 : end + 2].isupper()
        and text[max(0, start - _REACH) : start].rstrip().rpartition(" ")[2][:1].isupper()
    )


def lists(text: str, at: int) -> bool:
    """Whether more than two numbers stand here with dashes between."""
    return _LINE_UP.match(text, at) is not None


def read_half(context: Context, at: int) -> Reading | None:
    """The half of a match before its score: H1: 1-0, (HT 2-1)."""
    if context.text[at] not in "HF" or context.text[at - 1 : at].isalnum():
        return None
    found = compiled(_HALF).match(context.text, at)
    if found is None:
        return None
    pause = "" if found[2] else ","
    return Reading(found.end(1), _HALVES[found[1]] + pause, SemioticClass.SCORE, 0.9)


def read_draw(context: Context, at: int) -> Reading | None:
    """A drawn game of chess: 1/2-1/2."""
    found = compiled(_DRAW).match(context.text, at)
    if found is None:
        return None
    return Reading(found.end(), "một phần hai, một phần hai", SemioticClass.SCORE, 0.9)


def read_line_up(context: Context, at: int) -> Reading | None:
    """More than two numbers: a line-up, a saying (1-0-2)."""
    found = _LINE_UP.match(context.text, at)
    if found is None:
        return None
    parts = re.split("[-–]", found[0])
    unit = measure.suffix(context, found.end())
    if unit is None and any(len(part) > 2 for part in parts):
        return None
    drawn = all(len(part) == 2 for part in parts)  # what a lottery drew
    joint = ", " if unit or drawn or any(part[-1] == "0" and part != "0" for part in parts) else " "
    said = joint.join(
        digits(part) if drawn and part[0] == "0" else integer(part, context.accent)
        for part in parts
    )
    if unit is not None:
        return Reading(unit[0], f"{said} {unit[1]}", SemioticClass.MEASURE, 0.9)
    return Reading(found.end(), said, SemioticClass.SCORE, 0.8)
