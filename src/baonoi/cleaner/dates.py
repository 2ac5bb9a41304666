"""When it was published: the date lines of Vietnamese papers and of their metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache

from baonoi.cleaner import byline, junk, shape
from baonoi.cleaner.tables import rows
from baonoi.model import VIETNAM_TIME
from baonoi.store.patterns import compile_pattern

_WEEKDAY = r"(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn)"
_TIME = (
    r"(?P<hour>\d{1,2})\s*(?::|h|g|giờ)\s*(?P<minute>\d{2})(?::\d{2})?"
    r"(?:\s*phút)?(?:\s*(?P<half>AM|PM|SA|CH)\b)?"
)
_DATE = (
    r"(?:(?:ngày\s*)?(?P<day>\d{1,2})\s*(?:[/.-]\s*|\s+tháng\s+|\s+thg\s+)(?P<month>\d{1,2})"
    r"(?:\s*[/.-]\s*|,?\s+năm\s+|,?\s+)(?P<year>\d{4})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})"
    r"|tháng\s+(?P<us_month>\d{1,2})\s+(?P<us_day>\d{1,2}),\s+(?P<us_year>\d{4}))"
)
_ZONE = r"\(?\s*(?:GMT|UTC)\s*\+?\s*0?7?(?::00)?\s*\)?"
_LABEL = (
    r"(?:ngày đăng|đăng lúc|đăng ngày|xuất bản|ngày xuất bản|cập nhật(?: lần cuối)?(?: lúc)?"
    r"|cập nhật ngày|thời gian|published|updated|last updated)\s*:?"
)
_DIGIT = compile_pattern(r"\d")
_BAR = compile_pattern(r"\s*[|•·]\s*|\s+[-–—]\s+")
"""What parts the date from the writer, the section and the counters on its line."""
_BAR_SHOWN = " | "
_SIGNS = compile_pattern(r"^(?:(?:đăng|viết)?\s*bởi|by)\s+|\s+(?:vào|on)$", re.IGNORECASE)
"""What stands around a writer's name beside a date: "Đăng bởi Cô Ba vào 01/05/2025"."""
_DATE_RE = compile_pattern(rf"(?<!\d){_DATE}(?!\d)", re.IGNORECASE)
_TIME_RE = compile_pattern(rf"(?<![\d/.]){_TIME}(?!\d)", re.IGNORECASE)
_AROUND = rf"{_WEEKDAY}\b|{_ZONE}|{_LABEL}|\blúc\b"
_TRIM = compile_pattern(rf"{_AROUND}|[\W_]+", re.IGNORECASE)
_SAID = compile_pattern(_AROUND, re.IGNORECASE)
_UPDATED = compile_pattern(r"cập nhật|updated|sửa lần cuối|chỉnh sửa", re.IGNORECASE)
_CLOSE = timedelta(minutes=30)
"""How far metadata may be from the date that is shown and still mean the same moment."""
_DAY = timedelta(days=1)
"""How far the two may contradict each other; a line that is farther off is the site's clock."""
_ISO = compile_pattern(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:\s?Z|\s?[+-]\d{2}:?\d{2})?"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as it was found."""

    published: datetime | date
    rest: str
    """What else stands on the line: often the name of a section or of the writer."""

    signed: str = ""
    """The writer that the line names."""

    updated: bool = False
    """Whether it says when the page was changed, not when it was published."""

    @property
    def timed(self) -> bool:
        """Whether it gives a time of day."""
        return isinstance(self.published, datetime)


@lru_cache(maxsize=4096)
def dateline(text: str) -> Stamp | None:
    """The date of a line that holds little else; None for a sentence that mentions one."""
    if not 8 <= len(text) <= 110 or _DIGIT.search(text) is None:
        return None
    ends = text.rstrip()[-1:]
    text = _month_names().sub(_month, _alone(text))
    found = _DATE_RE.search(text)
    if found is None:
        return None
    day = _date(found)
    if day is None:
        return None
    remainder = text[: found.start()] + " " + text[found.end() :]
    clock = _TIME_RE.search(remainder)
    published: datetime | date = day
    if clock is not None:
        timed = _with_time(day, clock)
        if timed is not None:
            published = timed
            remainder = remainder[: clock.start()] + " " + remainder[clock.end() :]
    rest = " ".join(_TRIM.sub(" ", remainder).split())
    if (rest[:1].islower() and not _SIGNS.match(rest)) or ends in {".", ":", ";"}:
        return None
    said = _SAID.sub(" ", remainder).replace(" ,", ",").strip(" ,-–|•·")
    brief = rest.count(" ") <= 4 and len(rest) <= 40
    if not (brief or byline.is_byline(said) or junk.family(rest) is not None):
        return None
    return Stamp(published, rest, _writer(said), _UPDATED.search(text) is not None)


def _alone(text: str) -> str:
    """A line without those of its parts that only a page's frame has: counters, sections."""
    parts = _BAR.split(text)
    kept = [p for p in parts if junk.family(p) is None and not shape.section_name(p)]
    return text if len(kept) == len(parts) else _BAR_SHOWN.join(kept)


def _writer(said: str) -> str:
    """The writer whom a line names beside its date; empty where it names none for sure."""
    if byline.is_person(said):
        return _SIGNS.sub("", said)
    if name := byline.before_source(said):
        return name
    for part in _BAR.split(said):
        bare = _SIGNS.sub("", part.strip(" ,"))
        if byline.is_person(bare) or (bare != part and byline.is_byline(bare)):
            return bare
    return ""


@cache
def _month_names() -> re.Pattern[str]:
    """A month that is written out, or as blogs shorten it: "Tháng Năm", "May", "Th5"."""
    names = "|".join(sorted(_months(), key=len, reverse=True))
    month = rf"(?:(?:{names})\b|Th ?\d{{1,2}})"
    return compile_pattern(
        rf"(?<=\d[ ,]){month}(?=,? \d{{4}}\b)|\b{month}(?= \d{{1,2}}, \d{{4}}\b)"
    )


def _month(match: re.Match[str]) -> str:
    return "tháng " + _months().get(match[0], match[0].removeprefix("Th").strip())


@cache
def _months() -> dict[str, str]:
    """Their numbers by their names."""
    return {name: number for name, number, *_ in rows("months")}


def from_metadata(value: str) -> datetime | date | None:
    """The date of a ``<meta>`` or of JSON-LD; in Vietnam's zone if it names none."""
    value = value.strip()
    match = _ISO.match(value)
    if match is not None:
        try:
            if len(match[0].strip()) == 10:
                return date.fromisoformat(match[0].strip())
            moment = datetime.fromisoformat(match[0].replace(" Z", "Z").replace("Z", "+00:00"))
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM_TIME)
    found = dateline(value)
    if found is not None:
        return found.published
    return None


def settle(told: datetime | date | None, shown: list[Stamp]) -> datetime | date | None:
    """When it was published, by the head of the page and by the date lines that it shows.

    Many papers write their local time into metadata as if it were UTC: where the two contradict
    each other, readers have seen the one that is shown. A line that says when the page was changed
    counts only where there is nothing else.
    """
    lines = [stamp for stamp in shown if not stamp.updated] or (shown if told is None else [])
    if not lines:
        return told
    line = next((stamp for stamp in lines if stamp.timed), lines[0]).published
    if not isinstance(told, datetime):
        return line
    if isinstance(line, datetime):
        return line if _CLOSE <= abs(told - line) <= _DAY else told
    if abs(told.astimezone(VIETNAM_TIME).date() - line) != _DAY:
        return told
    local = told.replace(tzinfo=VIETNAM_TIME)
    return local if told.tzinfo is UTC and local.date() == line else line


def _date(match: re.Match[str]) -> date | None:
    try:
        for order in ("iso", "us"):
            if match[f"{order}_year"]:
                parts = (match[f"{order}_{part}"] for part in ("year", "month", "day"))
                return date(*map(int, parts))
        day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def _with_time(day: date, match: re.Match[str]) -> datetime | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["half"] or "").upper()
    if half in {"PM", "CH"} and hour < 12:
        hour += 12
    elif half in {"AM", "SA"} and hour == 12:
        hour = 0
    try:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM_TIME)
    except ValueError:
        return None
