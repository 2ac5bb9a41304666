"""Class ``date``: stretches of time as the pages of business write them.

1H26 is the first half of 2026, 2Q26 its second quarter, 7T2026 its first seven months, 10Y a term
of ten years, 3N2Đ three days and two nights; 1990s the years from 1990.
"""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
from baonoi.normalizer.evidence import Sense, cues, decide
from baonoi.normalizer.numbers import four_in_order, integer
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.normalizer.subject import fields

_YEAR = r"(20[0-9]{2}|[12][0-9])(?![0-9]|[.,/:][0-9]|[^\W_]|['’])"
_HALF = rf"([12])H\s?[/.]?\s?{_YEAR}"
_QUARTER = rf"([1-4])Q\s?[/.]?\s?{_YEAR}"
_MONTHS = rf"([1-9]|1[0-2])[TM]\s?[/.\-]?\s?{_YEAR}"
_LETTER_FIRST = rf"(?:H([12])[ /.\-]|Q([1-4])[/.\-]|FY\s?){_YEAR}"
_BARE_MONTHS = r"([1-9]|1[0-2])T(?=\s(?:đầu|cuối|năm|qua|đã)(?!\w))"
_SOLD_MONTHS = r"([369])T(?=\s(?:đạt|tăng|giảm|lãi|lỗ|ước)(?!\w))"
_SOLD = frozenset("lnst lntt thu nhuận kế khẩu ngạch".split())
"""What is reckoned by months: doanh thu, lợi nhuận, lũy kế 9T đạt."""
_TOUR = r"([1-9])N([1-9])Đ(?![\w])"
_TERM = r"([1-9][0-9]?)([YMWD])(?![\w])"
_DECADE = r"((?:19|20)[0-9]0)s(?![\w])"
_SHORT_DECADE = r"([1-9]0)s(?![\w])"
_LOADED = frozenset("tải thùng ben xe".split())
_TERMS = {"Y": "năm", "M": "tháng", "W": "tuần", "D": "ngày"}
_TERM_CUES = frozenset("hạn suất phiếu bond yield".split())
_CLOCK_CUES = frozenset("lúc từ đến tới hồi trước sau khoảng vào".split())
_SAID = frozenset("niên kỷ kỉ năm".split())
_UNKNOWN = r"\?\s?[-–]\s?(?=[0-9]{3,4}\s?\))"
_OPEN_END = r"([0-9]{3,4})\s?[-–]\s?\?(?=\s?\))"


def _year(written: str, context: Context) -> str:
    full = written if len(written) == 4 else "20" + written
    return "năm " + integer(full, context.accent)


def read(context: Context, at: int) -> Reading | None:
    """A half, a quarter, a number of months, a term or a decade."""
    text, accent = context.text, context.accent
    found = compiled(_HALF).match(text, at)
    if found is not None:
        return _half(context, at, found)
    found = compiled(_QUARTER).match(text, at)
    if found is not None:
        quarter = four_in_order(integer(found[1], accent))
        said = f"quý {quarter} {_year(found[2], context)}"
        return Reading(found.end(), said, SemioticClass.DATE, 0.97, (), "Q")
    found = compiled(_MONTHS).match(text, at)
    if found is not None and not _LOADED.isdisjoint(context.before(at)[:4]):
        return None  # xe tải 1T25
    if found is not None:
        said = f"{integer(found[1], accent)} tháng {_year(found[2], context)}"
        return Reading(found.end(), said, SemioticClass.DATE, 0.95, (), "T")
    found = compiled(_BARE_MONTHS).match(text, at)
    if found is None and not _SOLD.isdisjoint(context.before(at)[:3]):
        found = compiled(_SOLD_MONTHS).match(text, at)
    if found is not None:
        said = f"{integer(found[1], accent)} tháng"
        return Reading(found.end(), said, SemioticClass.DATE, 0.9, (), "T")
    found = compiled(_TOUR).match(text, at)
    if found is not None:
        said = f"{integer(found[1], accent)} ngày {integer(found[2], accent)} đêm"
        return Reading(found.end(), said, SemioticClass.DURATION, 0.95, (), "N, Đ")
    found = compiled(_TERM).match(text, at)
    if found is not None and not _TERM_CUES.isdisjoint(context.before(at)[:3]):
        said = f"{integer(found[1], accent)} {_TERMS[found[2]]}"
        return Reading(found.end(), said, SemioticClass.DURATION, 0.9, (), context.before(at)[0])
    found = compiled(_SHORT_DECADE).match(text, at)
    if found is not None and context.before(at)[0] in _SAID:
        return Reading(found.end(), integer(found[1], accent), SemioticClass.DATE, 0.95)
    found = compiled(_DECADE).match(text, at)
    if found is None:
        return None
    years = "" if context.before(at)[0] in _SAID else "những năm "
    return Reading(found.end(), years + integer(found[1], accent), SemioticClass.DATE, 0.95)


def read_word(context: Context, at: int) -> Reading | None:
    """The same with the letter first: H1/2026, Q2/26, FY26."""
    if context.text[at] not in "HQF":
        return None
    found = compiled(_LETTER_FIRST).match(context.text, at)
    if found is None:
        return None
    half, quarter, year = found.groups()
    if half:
        said = f"nửa {'đầu' if half == '1' else 'cuối'} {_year(year, context)}"
    elif quarter:
        said = f"quý {four_in_order(integer(quarter, context.accent))} {_year(year, context)}"
    else:
        said = _year(year, context).replace("năm ", "năm tài chính ", 1)
    said = said.removeprefix("quý ") if context.before(at)[0] == "quý" else said
    return Reading(found.end(), said, SemioticClass.DATE, 0.9, (), found[0][0])


def _half(context: Context, at: int, found: re.Match[str]) -> Reading:
    """Half a year, or an hour and minutes with a capital H."""
    half = "nửa đầu" if found[1] == "1" else "nửa cuối"
    clock = f"{integer(found[1], context.accent)} giờ {integer(found[2], context.accent)} phút"
    before = context.before(at)[0]
    about = fields(context.text[max(0, at - 120) : found.end() + 120])
    verdict = decide(
        (
            Sense(
                SemioticClass.DATE,
                f"{half} {_year(found[2], context)}",
                cues(
                    (True, "H", 2.0),
                    (about["finance"], "subject: finance", 2.0),
                    ("finance" in context.subject.fields, "subject: finance", 2.0),
                ),
            ),
            Sense(
                SemioticClass.TIME,
                clock,
                cues(
                    (before in _CLOCK_CUES, before, 4.0),
                    (len(found[2]) == 4, "four digits", -9.0),
                ),
            ),
        )
    )
    sense, confidence, cue, others = verdict
    return Reading(found.end(), sense.spoken, sense.kind, confidence, others, cue)


def read_unknown(context: Context, at: int) -> Reading | None:
    """The year of birth that nobody knows: (?-1738)."""
    found = compiled(_UNKNOWN).match(context.text, at)
    if found is None or context.text[at - 1 : at] != "(":
        return None
    return Reading(found.end(), ", không rõ đến ", SemioticClass.DATE, 0.8)


def read_open(context: Context, at: int) -> Reading | None:
    """The year of death that nobody knows: (1397-?)."""
    found = compiled(_OPEN_END).match(context.text, at)
    if found is None or context.text[at - 1 : at] not in ("(", " "):
        return None
    said = f"{integer(found[1], context.accent)} đến không rõ"
    return Reading(found.end(), said, SemioticClass.DATE, 0.8)
