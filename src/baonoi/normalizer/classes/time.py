"""Classes ``time`` and ``duration``: 22:11, 22h11, 7g30, 8 AM, 12p03s.

Minutes are always said with "phút"; what is zero is not said (17:00: "mười bảy giờ"), except at
midnight (0h00: "không giờ").
"""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import measure, ordinal, score
from baonoi.normalizer.classes.punctuation import line_start
from baonoi.normalizer.evidence import Sense, cues, decide
from baonoi.normalizer.numbers import integer, parse
from baonoi.normalizer.reading import UPPER, Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_HALF = rf"(?:\s?([ap])(?:m\b|\.m\b(?:\.(?!\s+(?-i:[{UPPER}])))?))?"
_CLOCK = compile_pattern(
    rf"([01]?[0-9]|2[0-4])(:)([0-5][0-9])(?::([0-5][0-9]))?(?![0-9]|[:.,/][0-9])"
    rf"(?:\s?(?:phút|giờ)\b)?(?:\s?h\b)?{_HALF}",
    re.IGNORECASE,
)
_HOURS = compile_pattern(
    rf"""([0-9]{{1,3}})\s?([hg])(?![^\W\d_])
    (?:(?!\s[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9hg:]))  # 14h 25-11: a day follows
      \s?([0-5]?[0-9])(?![0-9]|[.,/][0-9])
      (?:\s?(?:phút|ph|p|m|')(?![^\W\d_]))?
      (?:\s?([0-5]?[0-9])\s?(?:giây|s|''|\")(?![^\W\d_]))?
    )?{_HALF}""",
    re.IGNORECASE | re.VERBOSE,
)
_LAP = compile_pattern(
    r"([0-5]?[0-9]):([0-5][0-9])[.,]([0-9]{1,2}|(?![0-9]00)[0-9]{3})(?![0-9]|[.,:/][0-9])"
)
"""A lap of a stopwatch; 1:50.000 and 1:12.500 are scales of maps."""
_WATCH = compile_pattern(r"([0-9]{1,2}):([0-5][0-9])(?:\s?phút)?(?![0-9]|[.,:][0-9])")
_A_DISTANCE = r"\s?/\s?(?:1\s?)?(?:k?m|[0-9]{2,4}\s?m)(?![^\W_])"
_MINUTES = compile_pattern(r"([0-9]{1,3})\s?(?:p|ph|')([0-5]?[0-9])(?:s|''|\")?(?![\w])")
_PLAIN_MINUTES = compile_pattern(r"([0-9]{1,3})(?:p|ph|'|′)(?![\w'])")
_INCHES = compile_pattern(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\"(?![\w\"])")
_PLAIN_SECONDS = compile_pattern(r"([0-9]{1,3})(?:''|″)(?![\w'])")
_SECONDS = compile_pattern(r"([0-9]{1,2})[\"″s]([0-9]{2})(?![\w])")
_HALF_ONLY = compile_pattern(
    r"(1[0-2]|0?[1-9])\s?(?:giờ\s)?([ap])(?:m\b|\.m\b(?:\.(?!\s+(?-i:[A-ZÀ-Ỹ])))?)(?=\W|$)",
    re.IGNORECASE,
)

_MINUTE = (
    r"([0-9]{1,3})(?:\s?\+\s?([0-9]{1,2}))?(['’])(?!['’]|[0-9]{1,2}(?:''|\"|s|″|[.,][0-9]))"
    r"(?:\s?\+\s?([0-9]{1,2}))?(?![^\W_])"
)
_MINUTE_BEFORE = r"phút (?:[0-9]{1,3}(?:\+[0-9]{1,2})?['’]?(?:,| và) ){1,4}$"
_STRETCH = frozenset("cuối đầu bù nữa qua còn chính liên".split())
_IN_BRACKET = r"[^\W_)][\"”]? ?\((?:[^()]{0,30}[,; ] ?)?$"
_CARDS = r"(?:[Tt]hẻ (?:vàng|đỏ)|[Bb]àn thắng|[Gg]hi bàn|[Tt]hay người): ?[^.;\n]{0,60}$"
_LASTING = frozenset("trong sau hết suốt khoảng đá thi hiệp dài chơi nghỉ đủ hơn gần mất".split())
_OPEN = r"(?:^|[\s(:,–-])(['‘])(?=[^\s'’])"
_CLOSED = r"['’](?![^\W_])"
_BY_HALF = 0.75
"""a.m. and p.m. are said as the part of the day, or left in English."""
_MINUTES_ABOUT = r"([0-9]{1,3})\s?[-–]\s?([0-9]{1,3})(['’′])(?!['’\w])"
_HOURS_ON = (
    r"(?:,|;| và|\s?[-–])\s?(?:[0-9]{1,2}g(?:,|;| và|\s?[-–])\s?){0,6}[0-9]{1,2}g[0-5][0-9](?![\w])"
    r"|\s\([0-9]{1,2}[-/][0-9]{1,2}[),]|\s[0-9]{1,2}[-/][0-9]{1,2}(?=[.,;)](?!\w)|$)"
)
"""Behind g they make it an hour: 5g, 7g, 17g30; 19g (24-12)."""
_TIME_BEFORE = frozenset("lúc từ đến tới trước sau vào khoảng hồi là".split())
_TIME_AFTER = frozenset("sáng trưa chiều tối đêm khuya ngày hôm kém rưỡi đúng".split())
_RATIO = frozenset("lệ số".split())
_RUN = frozenset("pace tích lượng".split())
"""How fast, how good (thành tích) and how long (thời lượng) something was."""


def _half(hours: str, mark: str | None) -> str:
    if not mark:
        return ""
    if mark in "aA":
        return " đêm" if hours == "12" else " sáng"
    return " chiều" if int(hours) in (12, 1, 2, 3, 4, 5) else " tối"


def _say(context: Context, hours: str, minutes: str | None, seconds: str | None) -> str:
    accent = context.accent
    said = integer(hours, accent) + " giờ"
    if minutes and minutes.strip("0"):
        said += f" {integer(minutes, accent)} phút"
    if seconds and seconds.strip("0"):
        said += f" {integer(seconds, accent)} giây"
    return said


def read(context: Context, at: int) -> Reading | None:
    """A time of day, or a length of time written like one."""
    text = context.text
    lap = _LAP.match(text, at)
    if lap is not None:
        minutes, seconds, rest = (integer(part, context.accent) for part in lap.groups())
        return Reading(
            lap.end(), f"{minutes} phút {seconds} giây {rest}", SemioticClass.DURATION, 0.8
        )
    found = _CLOCK.match(text, at)
    if found is not None:
        if context.before(at)[0] in _RATIO and found[4] is None and found[1][0] != "0":
            return None  # tỷ lệ 16:10
        hours, _, minutes, seconds, half = found.groups()
        said = _say(context, hours, minutes, seconds) + _half(hours, half)
        return Reading(found.end(), said, SemioticClass.TIME, _BY_HALF if half else 1.0)
    found = _HOURS.match(text, at)
    if found is not None:
        hours, sign, minutes, seconds, half = found.groups()
        if sign == "H" and minutes and len(minutes) == 1 and found[0][-1].isdigit():
            return None  # 2H2 + O2
        if (
            sign == "G"
            and minutes
            and (" " in found[0] or text[found.end() : found.end() + 1].isalpha())
        ):
            return None  # 3G 4G
        if minutes is None and half is None and sign in "hG":
            return None  # 24h is a quantity, 5G a name
        if (
            sign == "g"
            and minutes is None
            and not (int(hours) <= 24 and _is_hour(context, at, found.end()))
        ):
            return None  # 8g of gold
        said = _say(context, hours, minutes, seconds) + _half(hours, half)
        return Reading(found.end(), said, SemioticClass.TIME, _BY_HALF if half else 1.0)
    found = _HALF_ONLY.match(text, at)
    if found is not None:
        said = f"{integer(found[1], context.accent)} giờ{_half(found[1], found[2])}"
        return Reading(found.end(), said, SemioticClass.TIME, _BY_HALF)
    return None


def read_watch(context: Context, at: int) -> Reading | None:
    """Minutes and seconds as a watch shows them: 45:20, pace 5:10, 5:10/km."""
    text = context.text
    found = _WATCH.match(text, at)
    if found is None:
        return None
    minutes, seconds = int(found[1]), int(found[2])
    before = context.before(at)
    distance = compiled(_A_DISTANCE).match(text, found.end()) is not None
    lasted = distance or before[0] in _RUN or "pace" in before[:4]
    if not lasted and (
        minutes <= 24 or minutes + seconds == 100 or before[0] in _RATIO or score.cued(before)
    ):
        return None  # a time of day, shares, goals
    said = f"{integer(found[1], context.accent)} phút"
    if seconds:
        said += f" {integer(found[2], context.accent)} giây"
    end, more = measure.per(context, found.end())
    return Reading(end, said + more, SemioticClass.DURATION, 0.9)


def _is_hour(context: Context, at: int, end: int) -> bool:
    following = context.text[end : end + 1]
    if following == "/":
        return False  # 5 g/ngày
    if context.after(end)[0] in _TIME_AFTER or context.follows(at, SemioticClass.TIME):
        return True
    if compiled(_HOURS_ON).match(context.text, end):
        return True
    before = context.before(at)[0]
    if before == "khoảng" and (following == ")" or context.text[end + 1 : end + 2].islower()):
        return False  # khoảng 20g muối
    return before in _TIME_BEFORE


def read_minute(context: Context, at: int) -> Reading | None:
    """The minute of a match: Công Phượng (23'), phút 45+2'; and the quotation that ends at a digit.

    A prime needs a partner, a match or a word of time; behind an open quotation it closes that.
    """
    text = context.text
    found = compiled(_MINUTE).match(text, at)
    if found is None:
        return None
    minute, added, sign, more = found.groups()
    said = integer(minute, context.accent)
    if added or more:
        said += " cộng " + integer(added or more, context.accent)
    before = context.before(at)[0]
    listed = compiled(_IN_BRACKET).search(text, max(0, at - 40), at)
    opens = line_start(text, at) and not added
    verdict = decide(
        (
            Sense(
                SemioticClass.QUOTE, "", cues((_is_open(text, at, sign), "an open quotation", 5.0))
            ),
            Sense(
                SemioticClass.DURATION,
                f"{said} phút",
                cues(
                    (True, "its prime", 1.0),
                    (before in _LASTING, before, 3.0),
                    (not _is_open(text, at, sign), "no open quotation", 2.0),
                    (context.after(found.end())[0] in _STRETCH, "a stretch", 4.0),
                ),
            ),
            Sense(
                SemioticClass.TIME,
                said if before == "phút" else f"phút {said}",
                cues(
                    (before == "phút", "phút", 7.0),
                    (listed, "a bracket behind a name", 6.0),
                    (
                        compiled(_MINUTE_BEFORE).search(text, max(0, at - 40), at),
                        "a minute before it",
                        6.0,
                    ),
                    (
                        compiled(_CARDS).search(text, max(0, at - 76), at),
                        "a list of goals or cards",
                        5.0,
                    ),
                    (added or more, "added time", 4.0),
                    (
                        opens and text[found.end() : found.end() + 1] in (":", " ", "."),
                        "it begins a line",
                        3.5,
                    ),
                ),
            ),
        )
    )
    if verdict.sense.kind == SemioticClass.QUOTE:
        if added or more:
            return None
        whole = ordinal.say(context, at, integer(minute, context.accent))
        end = at + len(minute)
        return Reading(end, whole, SemioticClass.CARDINAL, verdict.confidence, (), verdict.cue)
    sense, confidence, cue, others = verdict
    return Reading(found.end(), sense.spoken, sense.kind, confidence, others, cue)


def read_minutes(context: Context, at: int) -> Reading | None:
    """About so many minutes: 5-7', outside of quotation marks."""
    found = compiled(_MINUTES_ABOUT).match(context.text, at)
    if found is None or int(found[1]) >= int(found[2]) or _is_open(context.text, at, found[3]):
        return None
    first, last = integer(found[1], context.accent), integer(found[2], context.accent)
    return Reading(found.end(), f"{first} đến {last} phút", SemioticClass.DURATION, 0.9)


def read_duration(context: Context, at: int) -> Reading | None:
    """Minutes and seconds by their short signs: 12p03s, 90', 30''."""
    found = _MINUTES.match(context.text, at)
    if found is not None:
        said = integer(found[1], context.accent) + " phút"
        if found[2].strip("0"):
            said += f" {integer(found[2], context.accent)} giây"
        return Reading(found.end(), said, SemioticClass.DURATION)
    found = _SECONDS.match(context.text, at)
    if found is not None:
        said = f"{integer(found[1], context.accent)} giây {integer(found[2], context.accent)}"
        return Reading(found.end(), said, SemioticClass.DURATION, 0.9)
    for pattern, unit in ((_PLAIN_MINUTES, " phút"), (_PLAIN_SECONDS, " giây")):
        found = pattern.match(context.text, at)
        if found is not None and int(found[1]) <= 300:
            prefix = context.before(at)[0] == "phút"
            said = integer(found[1], context.accent) + ("" if prefix else unit)
            end, more = measure.per(context, found.end())
            return Reading(end, said + more, SemioticClass.DURATION)
    return read_inches(context, at)


def read_inches(context: Context, at: int) -> Reading | None:
    """The size of a screen or a pipe: 6.7", outside of quotation marks."""
    found = _INCHES.match(context.text, at)
    if found is None or _in_quotes(context.text, at):
        return None
    number = parse(found[1], 0)
    if number is None:
        return None
    return Reading(found.end(), f"{number.say(context.accent)} in-sơ", SemioticClass.MEASURE, 0.8)


def _in_quotes(text: str, at: int) -> bool:
    """Whether a straight quotation mark has been opened before and not closed."""
    return text.count('"', _line_start(text, at), at) % 2 == 1


def _line_start(text: str, at: int) -> int:
    """Where the line of a place begins, or what of it is looked at."""
    nearest = max(0, at - 400)
    return max(nearest, text.rfind("\n", nearest, at) + 1)


def _is_open(text: str, at: int, sign: str) -> bool:
    """Whether a single quotation mark has been opened before on the line and not closed."""
    line = text[_line_start(text, at) : at]
    opened = [
        found for found in compiled(_OPEN).finditer(line) if (found[1] == "'") == (sign == "'")
    ]
    return bool(opened) and compiled(_CLOSED).search(line, opened[-1].end()) is None
