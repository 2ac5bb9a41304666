"""Class ``date``: 9/2/2024 is "ngày chín tháng hai năm hai nghìn không trăm hai mươi tư".

"Ngày" is said once: not again after ngày, mùng, and not after a part of the day (sáng 30/4). Two
numbers around a slash are a date where the words before say so (ngày, sáng, lễ, từ …), or where
they can be nothing else; ``fraction`` has the others.
"""

from __future__ import annotations

import re

from baonoi.model import Accent, SemioticClass
from baonoi.normalizer.classes import score
from baonoi.normalizer.numbers import four_in_order, integer
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_DAY = "(0?[1-9]|[12][0-9]|3[01])"
_MONTH = "(0?[1-9]|1[0-2])"
_YEAR = "([12][0-9]{3})"
_END = r"(?![0-9]|[/.\-:,][0-9])"
_FULL = compile_pattern(rf"{_DAY}(\s?)([/.\-–])\2{_MONTH}\2\3\2([12][0-9]{{3}}|[0-9]{{2}}){_END}")
_DAY_MONTH = compile_pattern(rf"{_DAY}\.{_MONTH}{_END}(?![/\-][^\W_])")
_MONTH_YEAR = compile_pattern(rf"{_MONTH}\s?([/.\-])\s?{_YEAR}{_END}(?![/\-][^\W_])")
_MONTH_SHORT_YEAR = compile_pattern(rf"{_MONTH}/([0-9]{{2}}){_END}(?![\w])")
_DAYS = compile_pattern(rf"{_DAY}\s?[-–]\s?{_DAY}([/.]){_MONTH}(?:\3{_YEAR})?{_END}")
_MONTHS = compile_pattern(rf"{_MONTH}\s?[-–]\s?{_MONTH}/{_YEAR}{_END}")
_BACKWARDS = compile_pattern(rf"{_YEAR}([/\-.]){_MONTH}\2{_DAY}{_END}")
_CLOCK = (
    r"T([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(?:(Z)|([+-])([0-9]{2}):?([0-9]{2}))?(?![\w])"
)
"""The time behind a date as computers write it: 2026-03-06T10:47:00+07:00."""
_TIMED = r"[0-9](?:[hg]|[hg:][0-5][0-9]|\s?giờ|[/-][0-9]{1,2}) ?\($"
_LASTED = r"[0-9] ngày \($"
_MONTHS_SHORT = r"T(1[0-2]|[1-9])-T(1[0-2]|[89])(?![\w]|[./-][\w])"
_NO_MONTHS = frozenset("đốt sống tòa toà tháp ga cổng nhà".split())
_AT_HOUR = r"[0-9][hg](?:[0-5][0-9])?/$"
_SPANNED = compile_pattern(
    rf"{_DAY}([/.]){_MONTH}(?:\2{_YEAR})?(?:\s?[-–]\s?|\s(?:đến|tới)\s){_DAY}\2{_MONTH}(?:\2{_YEAR})?{_END}"
    rf"(?!\s?%|[^\W_])"
)
_DASHED_SPAN = rf"{_DAY}-{_MONTH}\s[-–]\s{_DAY}-{_MONTH}{_END}(?![^\W_])"
_MONTH_YEARS = rf"{_MONTH}/{_YEAR}\s?[-–]\s?{_MONTH}/{_YEAR}{_END}"
_PERIODS = frozenset("đợt điểm đoạn gian kỳ lịch nghỉ diễn kéo trại hè động nhận mở".split())
"""Words of a stretch of time near a span of days with dots: đợt cao điểm, thời gian nhận hồ sơ."""
_WEEKDAYS_SHORT = compile_pattern(r"T([2-7])\s?[-–]\s?(?:T([2-7])|CN)(?![\w])")
_WEEKDAY_SHORT = compile_pattern(
    r"(?:T([2-7])|CN)(?=:\s?[0-9]{1,2}[hg:][0-9]{0,2})|T([2-7])(?=\s?(?:,|-|–|và|/|&)\s?(?:CN|T[2-7])(?![\w])"
    r"|\s(?:hàng |hằng )?tuần(?![\w])"
    r"|\s?\([0-9]{1,2}[/-][0-9]{1,2}\))"
)
_ONE_WEEKDAY = r"T([2-7])(?![\w]|[./-][\w])"
_ONE_MONTH = r"T(1[0-2]|[1-9])(?![\w]|[./-][\w])"
_BEFORE_WEEKDAY = frozenset("trừ nghỉ sáng chiều tối".split())
_TIMES_OF_MONTH = frozenset("rằm cuối giữa đầu".split())
_TO_SUNDAY = r"([2-7])\s?[-–]\s?CN(?![\w])"
_SHORT_MONTH = compile_pattern(rf"T(0?[1-9]|1[0-2])\s?[/\-.]\s?{_YEAR}{_END}")
_YEAR_AFTER = compile_pattern(rf"(?:\s?[/.\-]\s?|\s){_YEAR}{_END}(?!\w)")
_ANOTHER = compile_pattern(r"\s?[-–]\s?[0-9]{1,2}[/.][0-9]{1,2}(?![0-9])")
_QUARTER = compile_pattern(rf"[Qq]([1-4])(?:\s?[/.\-]\s?{_YEAR}{_END}|\s{_YEAR}{_END})")
_QUARTERS = rf"Q([1-4])(?=(?:(?:, | và |-)Q[1-4]){{0,3}}(?: năm |/| ){_YEAR}{_END})"

_JOINS = frozenset("và đến tới hoặc hay".split())
_LAWS = frozenset("nghị-quyết nghị-định quyết-định chỉ-thị thông-tư pháp-lệnh".split())
_MAPS = frozenset("lệ khu tiết hoạch qhpk qhct đồ án bản".split())
DAY_SAID = frozenset("ngày mùng mồng".split())
PARTS_OF_DAY = frozenset("hôm sáng trưa chiều tối đêm khuya".split())
_CALLS = frozenset(
    """lễ dịp niệm hết nay mai qua kia rằm nhật cn từ đến tới trước sau vào tết kể hạn vụ
    kiện bố nghỉ phiên khánh động nhi lực mạc ra đầu thúc chốt đô""".split()
)
CUES = DAY_SAID | PARTS_OF_DAY | _CALLS
_ADDRESS = frozenset("lớp số hẻm ngõ ngách kiệt nhà sn".split())
_STREETS = frozenset("đường phố viên trường cầu".split())
"""A day after them is their name: đường 3/2, "đường ba tháng hai"."""
SHARED = frozenset(
    """số tổng dân diện nguồn lượng sản thành đại người hộ quãng chặng thời doanh vốn chi kinh thu
    nhân lực tài công việc học cổ đất nước rừng khối mức giá trị phiếu ghế cử tỉnh xã huyện bài câu
    điểm chiều trọng cơ thị nhu sinh lao thế cả""".split()
)
WEEKDAYS = frozenset("hai ba tư năm sáu bảy bẩy 2 3 4 5 6 7".split())
AFTER = frozenset("âm dương hàng hằng tới vừa năm vừa này lịch".split())


def month(written: str, accent: Accent) -> str:
    """The name of a month: tháng một, tháng tư."""
    return "tháng " + four_in_order(integer(written, accent))


def year(written: str, accent: Accent) -> str:
    """The year, as a whole number."""
    return "năm " + integer(written, accent)


def year_after(context: Context, at: int) -> tuple[int, str]:
    """Where a year that belongs to what stands before ends, and how it is said; "" if none."""
    found = _YEAR_AFTER.match(context.text, at)
    if found is None or (found[0][0] == " " and found[0][1].isdigit()):
        return at, ""
    return found.end(), " " + year(found[1], context.accent)


def cued(context: Context, at: int) -> bool:
    """Whether the words before call for a date."""
    before = context.before(at)
    if before[0] in CUES or (before[0] in WEEKDAYS and before[1] == "thứ"):
        return True
    return context.follows(at, SemioticClass.DATE) or listed(before)


def listed(before: list[str]) -> bool:
    """Whether days without their month stand before: ngày 5 và 6-3."""
    for index, word in enumerate(before[:8]):
        if not (word[:1].isdigit() or word in _JOINS):
            return index > 0 and word in DAY_SAID
    return False


def on_street(context: Context, at: int) -> bool:
    """Whether a day is the name of a street, a park, a school: đường 3/2, Đ.3/2."""
    if context.last_spoken == "đường" and at - context.last_end < 2:
        return True
    return context.before(at)[0] in _STREETS


def _day(context: Context, at: int, said: str) -> str:
    before = context.before(at)[0]
    if before in DAY_SAID and compiled(_LASTED).search(context.text, max(0, at - 12), at):
        return "ngày " + said  # 40 ngày (20/10-11/12)
    if before in DAY_SAID or before in PARTS_OF_DAY or on_street(context, at):
        return said
    return "ngày " + said


def read(context: Context, at: int) -> Reading | None:
    """A date with day, month and year, or a span of days or months that ends in one."""
    text, accent = context.text, context.accent
    found = _FULL.match(text, at)
    if found is not None:
        day, space, sign, mon, yr = found.groups()
        if len(yr) == 4 or (sign == "/" and not space) or cued(context, at):
            said = f"{integer(day, accent)} {month(mon, accent)} {year(yr, accent)}"
            return Reading(found.end(), _day(context, at, said), SemioticClass.DATE)
        return None
    found = _SPANNED.match(text, at)
    if found is not None:
        return _span(context, at, found)
    found = compiled(_TO_SUNDAY).match(text, at)
    if found is not None and context.before(at)[0] == "thứ":
        said = f"{_weekday(context, found[1])[4:]} đến Chủ nhật"
        return Reading(found.end(), said, SemioticClass.DATE)
    found = compiled(_DASHED_SPAN).match(text, at)
    if found is not None:
        day, mon, last_day, last_mon = found.groups()
        last = f"{integer(last_day, accent)} {month(last_mon, accent)}"
        said = f"{say_day(context, at, day, mon)} đến ngày {last}"
        return Reading(found.end(), said, SemioticClass.DATE, 0.95)
    found = compiled(_MONTH_YEARS).match(text, at)
    if found is not None:
        mon, yr, last_mon, last_yr = found.groups()
        said = f"{month(mon, accent)} {year(yr, accent)} đến "
        said += f"{month(last_mon, accent)} {year(last_yr, accent)}"
        said = said.removeprefix("tháng ") if context.before(at)[0] == "tháng" else said
        return Reading(found.end(), said, SemioticClass.DATE)
    found = _BACKWARDS.match(text, at)
    if found is not None:
        yr, _, mon, day = found.groups()
        said = f"{integer(day, accent)} {month(mon, accent)} {year(yr, accent)}"
        end, clock = _clock(context, found.end())
        return Reading(end, _day(context, at, said) + clock, SemioticClass.DATE, 0.9)
    found = _MONTHS.match(text, at)
    if found is not None:
        first, last, yr = found.groups()
        prefix = "" if context.before(at)[0] == "tháng" else "tháng "
        said = f"{month(first, accent)} đến {month(last, accent)} {year(yr, accent)}"
        return Reading(
            found.end(), said if prefix else said.removeprefix("tháng "), SemioticClass.DATE
        )
    found = _DAYS.match(text, at)
    if found is not None and int(found[1]) < int(found[2]):
        first, last, _, mon, yr = found.groups()
        prefix = "" if context.before(at)[0] in DAY_SAID else "ngày "
        said = f"{prefix}{integer(first, accent)} đến ngày {integer(last, accent)}"
        said += " " + month(mon, accent) + (" " + year(yr, accent) if yr else "")
        return Reading(found.end(), said, SemioticClass.DATE, 1.0 if cued(context, at) else 0.8)
    return _month_and_year(context, at)


def _clock(context: Context, at: int) -> tuple[int, str]:
    """The time that computers write behind a date: where it ends, and how it is said."""
    found = compiled(_CLOCK).match(context.text, at)
    if found is None:
        return at, ""
    hours, minutes, zulu, sign, ahead, beyond = found.groups()
    said = f", {integer(hours, context.accent)} giờ"
    if minutes != "00":
        said += f" {integer(minutes, context.accent)} phút"
    if zulu:
        said += ", u tê xê"
    elif sign:
        zone = f"{'cộng' if sign == '+' else 'trừ'} {integer(ahead, context.accent)}"
        zone += f" giờ {integer(beyond, context.accent)}" if beyond != "00" else ""
        said += f", u tê xê {zone}"
    return found.end(), said


def _span(context: Context, at: int, found: re.Match[str]) -> Reading | None:
    """From one day to another: 30/4 - 1/5."""
    accent = context.accent
    day, sign, mon, yr, last_day, last_mon, last_yr = found.groups()
    years = yr or last_yr
    falling = int(day) >= int(mon) or int(last_day) >= int(last_mon)
    period = not _PERIODS.isdisjoint(context.before(at)[:4])
    apart = sign == "." and " " in found[0] and max(int(day), int(last_day)) > 12
    called = cued(context, at) or (
        sign == "." and (period or (apart and _uncounted(context, found.end())))
    )
    if not (years or called or (sign == "/" and (falling or period or mon[0] == "0"))):
        return None
    first = f"{integer(day, accent)} {month(mon, accent)}" + (" " + year(yr, accent) if yr else "")
    last = f"{integer(last_day, accent)} {month(last_mon, accent)}"
    last += " " + year(last_yr, accent) if last_yr else ""
    return Reading(found.end(), f"{_day(context, at, first)} đến ngày {last}", SemioticClass.DATE)


def _uncounted(context: Context, end: int) -> bool:
    """Whether nothing behind two numbers with a dot makes them decimals."""
    word = context.after(end)[0] if context.text[end : end + 1] == " " else ""
    return word not in score.COUNTED and word not in ("tỷ", "triệu", "%", "độ", "điểm")


def _month_and_year(context: Context, at: int) -> Reading | None:
    before = context.before(at)[0]
    short = _MONTH_SHORT_YEAR.match(context.text, at)
    if short is not None and before in ("quý", "quí") and int(short[1]) < 5 and int(short[2]) > 12:
        quarter = four_in_order(integer(short[1], context.accent))
        said = f"{quarter} {year('20' + short[2], context.accent)}"
        return Reading(short.end(), said, SemioticClass.DATE, 0.9)
    found = short if before == "tháng" else None
    if found is not None and int(found[2]) > 12:
        said = f"{month(found[1], context.accent)[6:]} {year(found[2], context.accent)}"
        return Reading(found.end(), said, SemioticClass.DATE, 0.9)
    found = _MONTH_YEAR.match(context.text, at)
    if context.follows(at, SemioticClass.DOCUMENT) and context.before(at)[0] != "tháng":
        return None  # Nghị định 03/2023, 04/2024
    scale = found is not None and found[0] in ("1/2000", "1/5000")
    if scale and not _MAPS.isdisjoint(context.before(at)[:4]):
        return None  # tỷ lệ 1/2000
    words = context.before(at)
    law = f"{words[2]}-{words[1]}" if before == "số" and len(words) > 2 else f"{words[1]}-{before}"
    if found is None or law in _LAWS:
        return None
    mon, sign, yr = found.groups()
    said = " " + year(yr, context.accent)
    if before == "tháng":
        return Reading(found.end(), month(mon, context.accent)[6:] + said, SemioticClass.DATE)
    if before in ("quý", "quí") and int(mon) <= 4:
        quarter = four_in_order(integer(mon, context.accent))
        return Reading(found.end(), quarter + said, SemioticClass.DATE)
    dashed = sign == "-" and before not in ("số", "từ")
    if (sign == "/" or dashed or mon[0] == "0") and 1800 <= int(yr) <= 2100:
        return Reading(found.end(), month(mon, context.accent) + said, SemioticClass.DATE, 0.9)
    return None


def say_day(context: Context, at: int, day: str, mon: str) -> str:
    """Day and month in words, with "ngày" where it is not said already."""
    said = f"{integer(day, context.accent)} {month(mon, context.accent)}"
    return _day(context, at, said)


def read_dotted(context: Context, at: int) -> Reading | None:
    """Day and month around a dot, which is a decimal unless the words before call for a day."""
    found = _DAY_MONTH.match(context.text, at)
    if found is None:
        return None
    before = context.before(at)
    called = cued(context, at) and before[0] not in ("từ", "đến", "tới", "trước", "sau")
    sold = found[1] == found[2] and "sale" in before[:4]  # Mega Sale 12.12
    hour = compiled(_AT_HOUR).search(context.text, max(0, at - 7), at)
    if not (called or sold or hour or context.follows(at, SemioticClass.DATE)):
        return None  # 5.3 is a decimal; "ngày 5.3 đến 15.3" calls both days by name
    return Reading(found.end(), say_day(context, at, *found.groups()), SemioticClass.DATE, 0.95)


def _weekday(context: Context, written: str | None) -> str:
    return f"thứ {four_in_order(integer(written, context.accent))}" if written else "Chủ nhật"


def _in_bracket(context: Context, at: int, end: int) -> bool:
    """Whether a bracket behind a time or a day holds nothing else: 20:00 (T7)."""
    timed = compiled(_TIMED).search(context.text, max(0, at - 12), at)
    return timed is not None and context.text[end : end + 1] == ")"


def read_short(context: Context, at: int) -> Reading | None:
    """Q3/2024 and T10/2024: a quarter and a month by their first letter."""
    if context.text[at] not in "CQTq":
        return None
    found = _WEEKDAYS_SHORT.match(context.text, at)
    if found is not None:
        said = f"{_weekday(context, found[1])} đến {_weekday(context, found[2])}"
        return Reading(found.end(), said, SemioticClass.DATE, 0.9)
    found = _WEEKDAY_SHORT.match(context.text, at)
    if found is not None and not context.last_spoken.endswith("tê một"):  # nhà ga T1, T2
        said = _weekday(context, found[1] or found[2])
        return Reading(found.end(), said, SemioticClass.DATE, 0.8)
    found = compiled(_ONE_MONTH).match(context.text, at)
    if found is not None and context.before(at)[0] in _TIMES_OF_MONTH:
        return Reading(found.end(), month(found[1], context.accent), SemioticClass.DATE, 0.85)
    found = compiled(_MONTHS_SHORT).match(context.text, at)
    if found is not None and _NO_MONTHS.isdisjoint(context.before(at)[:4]):
        first, last = (month(part, context.accent) for part in found.groups())
        return Reading(found.end(), f"{first} đến {last}", SemioticClass.DATE, 0.85)
    found = compiled(_ONE_WEEKDAY).match(context.text, at)
    if found is not None and (
        context.before(at)[0] in _BEFORE_WEEKDAY or _in_bracket(context, at, found.end())
    ):
        return Reading(found.end(), _weekday(context, found[1]), SemioticClass.DATE, 0.85)
    listed_day = context.follows(at, SemioticClass.DATE) and context.last_spoken[:4] == "thứ "
    if found is not None and listed_day:
        return Reading(found.end(), _weekday(context, found[1]), SemioticClass.DATE, 0.9)
    found = _SHORT_MONTH.match(context.text, at)
    if found is not None:
        said = f"{month(found[1], context.accent)} {year(found[2], context.accent)}"
        return Reading(found.end(), said, SemioticClass.DATE)
    found = _QUARTER.match(context.text, at)
    if found is None:
        found = compiled(_QUARTERS).match(context.text, at)
        if found is None:
            return None
        said = f"quý {four_in_order(integer(found[1], context.accent))}"
        ranges = context.text.startswith("-", found.end())
        if ranges:
            said += " đến"
        return Reading(found.end() + ranges, said, SemioticClass.DATE, 0.9)
    quarter = four_in_order(integer(found[1], context.accent))
    said = f"quý {quarter} {year(found[2] or found[3], context.accent)}"
    if context.before(at)[0] == "quý":
        said = said.removeprefix("quý ")
    return Reading(found.end(), said, SemioticClass.DATE)
