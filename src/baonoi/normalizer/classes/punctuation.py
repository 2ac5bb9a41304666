"""Class ``punctuation``: of brackets, quotation marks and dashes a pause is left, or nothing.

Only the neutral marks , . ; : ? ! … stay. A bracket is a pause; a quotation of some length is one
too, a quoted name is not; "./." and "..." are a stop.
"""

from __future__ import annotations

import re
import unicodedata

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.classes import acronym, math, measure
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_STOPS = compile_pattern(r"\.?/\.(?:\s?/\.?)?|[.…,;:?!](?:\s?[.…,;:?!])*")
_OPENERS = {"“": "”", "«": "»", "„": "“", "‘": "’", "‹": "›", '"': '"', "'": "'"}
_CLOSERS = {"”": "“", "»": "«", "’": "‘", "›": "‹", '"': '"', "'": "'"}
_LONG_QUOTE = 5
_REACH = 400
_NO_PAUSE_AFTER = frozenset("và là rằng hoặc hay với của cho từ về theo như tên gọi thành".split())
_FOOTNOTE = compile_pattern(r"\[(?:[0-9]{1,3}|[a-z*])\]|\(\*{1,3}\)")
_SHORT = compile_pattern(r"\(([A-ZĐ][\w&.\-]{1,14})\)")
_LEFT = compile_pattern(r"[^\W\d_]{1,10}$")
_RIGHT = compile_pattern(r"[^\W\d_]{1,10}")
_GLUED_NOTE = compile_pattern(r"\([0-9]{1,2}\)")
_SILENT = frozenset(("So", "Sk", "Mn", "Me", "Cf", "Co", "Cn"))
_POINTERS = frozenset("→➔➜⟶➡➙➝➞⇒⟹►•●▪■‣")
"""Arrows and bullets: what follows one is the next item, on the same line too."""
_DASHES = frozenset("-–—−‐‑‒―")
_IN_WORDS = compile_pattern(r"\(([^()\n]{1,40})\)")
_NUMERIC = frozenset("date time duration measure money percent fraction".split())
_CLOCK = compile_pattern(r"\s?[0-9]{1,2}(?:[:hg][0-9]{2}|h)")
_DATE = compile_pattern(r"\s?[0-9]{1,2}[/.\-][0-9]{1,2}")
_PARTNER: dict[str, re.Pattern[str]] = {
    SemioticClass.DATE: _CLOCK,
    SemioticClass.TIME: _DATE,
}
_PARTS_OF_DAY = frozenset("sáng trưa chiều tối đêm".split())
_ARROWS = compile_pattern(r"<{2,9}|>{2,9}")
_RECKONED = frozenset("tính trừ cộng phép bằng hiệu".split())
_TERM_BEFORE = r"(?:^|[\s(=+])[0-9]*[a-zA-Z][²³]? $|[)²³] $"
_TERM_AFTER = r" (?:[0-9]+[a-z]?[²³]?|[a-z][²³]?)(?![^\W_])"
_EACH = frozenset("ngày tuần tháng năm giờ người lần hộ".split())
_FACE = compile_pattern(r"[:;]-?[)(DPp](?!\w)")
_COUNTS = frozenset("cardinal ordinal roman date".split())
_YEAR_BEFORE = r"(?i)(?:(?<![\w.,])(?:1[89]|20)[0-9]{2}|tháng [0-9]{1,2}|[0-9]/[0-9]{1,4}) ?$"
_NOW = r"(?i) ?(?:(?:hiện )?nay|hiện tại)(?![^\W_])"
_LATER = r"(?i) ?(?:khi hết|hết|trưa|chiều|tối|đêm|khuya)(?![^\W_])"
"""Till when something lasts, in words: for years, and for hours."""
_RATIO = frozenset("lệ số hệ".split())
_PER = frozenset(
    """đồng đ usd vnd vnđ lần lượt người kg tấn tạ triệu tỷ nghìn ca vụ km m lít giờ ngày ha tháng
    mg ml kwh phút vốn suất con cái chiếc""".split()
)
_SPANS = {
    "giây": 1,
    "phút": 60,
    "giờ": 3_600,
    "tiếng": 3_600,
    "ngày": 86_400,
    "tuần": 604_800,
    "tháng": 2_592_000,
    "năm": 31_536_000,
    "tuổi": 31_536_000,
}
"""Seconds."""
_SPAN = rf"([0-9]{{1,3}}) ({'|'.join(_SPANS)})"
_SPAN_BEFORE = rf"(?i)(?<![\w.,/]){_SPAN} ?$"
_SPAN_AFTER = rf"(?i) ?{_SPAN}(?![^\W_])"


def line_start(text: str, at: int) -> bool:
    """Whether nothing but space stands before on the line."""
    while at and text[at - 1] in " \t\u00a0":
        at -= 1
    return not at or text[at - 1] == "\n"


def read(context: Context, at: int) -> Reading | None:
    """Any sign that is no letter, no digit and nobody else's."""
    text = context.text
    sign = text[at]
    if sign in ":;" and (face := _FACE.match(text, at)) and text[at - 1 : at].strip() == "":
        return Reading(face.end(), "", SemioticClass.EMOJI)
    if sign in ",.;:?!…/":
        stop = _stop(context, at)
        if stop is not None:
            return stop
    if sign in _DASHES:
        return _dash(context, at)
    if sign == "/":
        return _slash(context, at)
    if sign in "([":
        footnote = _FOOTNOTE.match(text, at)
        if footnote is None and text[at - 1 : at].isalpha() and at:
            footnote = _GLUED_NOTE.match(text, at)
        if footnote is not None:
            return Reading(footnote.end(), "", SemioticClass.FOOTNOTE)
        repeated = _repetition(context, at)
        if repeated:
            return Reading(repeated, "", SemioticClass.DEFINITION)
    if sign in _POINTERS and not line_start(text, at):
        end = at + 2 if text[at + 1 : at + 2] == "\ufe0f" else at + 1
        return Reading(end, ",", SemioticClass.PAUSE)
    if (arrows := _ARROWS.match(text, at)) is not None:
        return Reading(arrows.end(), ",", SemioticClass.PAUSE)
    if sign in "()[]{}<>|":
        return Reading(at + 1, ",", SemioticClass.PAUSE)
    if sign in _OPENERS or sign in _CLOSERS:
        return _quote(context, at)
    numeral = unicodedata.numeric(sign, None)
    if numeral is not None and not sign.isdigit():
        return None
    end = at + 1
    while end < len(text) and unicodedata.category(text[end]) in _SILENT:
        end += 1
    return Reading(end, "", SemioticClass.SIGN, 0.9)


def _repetition(context: Context, at: int) -> int:
    """Where a bracket ends that only says again what stands before it; 0 if it does not.

    "Công nghiệp Quốc phòng (CNQP)" and "CNQP (Công nghiệp Quốc phòng)" are said once.
    """
    text = context.text
    short = _SHORT.match(text, at)
    if short is not None:
        said = acronym.lookup(context, at + 1, short[1])
        if said is None or said.end != short.end() - 1:
            return 0
        full = said.spoken.lower()
        before = text[max(0, at - len(full) - 2) : at].rstrip().lower()
        return short.end() if before.endswith(full) else 0
    full = context.last_spoken
    if _number_again(context, at):
        return text.index(")", at) + 1
    if context.last_kind == SemioticClass.ACRONYM and text[context.last_end : at].strip() == "":
        end = at + 1 + len(full)
        if text[at + 1 : end].lower() == full.lower() and text[end : end + 1] == ")":
            return end + 1
    return 0


def _number_again(context: Context, at: int) -> bool:
    """Whether a bracket says the number before it again: hai (02) bản, 03 (ba) tháng."""
    found = _IN_WORDS.match(context.text, at)
    if found is None:
        return False
    written = found[1].strip()
    if written.isdecimal() and written.isascii() and len(written) < 8:
        words = integer(written, context.accent).split()
        return context.before(at)[: len(words)] == words[::-1]
    return (
        context.last_kind in (SemioticClass.CARDINAL, SemioticClass.MONEY, SemioticClass.MEASURE)
        and context.text[context.last_end : at].strip() == ""
        and context.last_spoken.lower() == written.lower()
    )


def _stop(context: Context, at: int) -> Reading | None:
    text = context.text
    found = _STOPS.match(text, at)
    if found is None or found[0] == "/":
        return None
    marks = found[0].replace(" ", "").replace("\u00a0", "")
    if "/" in marks:
        return Reading(found.end(), ".", SemioticClass.PUNCTUATION)
    end = found.end()
    if len(marks) == 1:
        following = text[end : end + 1]
        if marks == "." and following.islower() and text[at - 1 : at].isalpha():
            if not _both_plain(text, at):
                return Reading(end, "chấm", SemioticClass.ELECTRONIC)
            return Reading(end, marks, SemioticClass.PLAIN)
        if following.isalpha() or (following.isdigit() and not text[at - 1 : at].isdigit()):
            return Reading(end, marks + " ", SemioticClass.PUNCTUATION)
        return Reading(end, marks, SemioticClass.PLAIN)
    if set(marks) <= {".", "…"}:
        mark = "…" if len(marks) > 2 or "…" in marks else "."
        if mark == "…" and text[end : end + 2].strip()[:1].islower():
            mark = ","
        return Reading(end, mark, SemioticClass.PUNCTUATION)
    asked = next((ch for ch in marks if ch in "?!"), "")
    last = marks[-1] if marks[-1] in ",;:" else next((ch for ch in marks if ch in ".…"), ",")
    return Reading(end, asked or last, SemioticClass.PUNCTUATION)


def _both_plain(text: str, at: int) -> bool:
    """Whether Vietnamese words stand on both sides: a stop without its space."""
    left = _LEFT.search(text, max(0, at - 10), at)
    right = _RIGHT.match(text, at + 1)
    return bool(left and right and is_syllable(left[0]) and is_syllable(right[0]))


def _dash(context: Context, at: int) -> Reading:
    text = context.text
    end = at + 1
    while end < len(text) and text[end] in _DASHES:
        end += 1
    left, right = text[at - 1 : at] if at else "", text[end : end + 1]
    rest = text[end : end + 3].lstrip()
    if rest[:1].isdigit() and context.last_end and text[context.last_end : at].strip() == "":
        if context.last_kind in _NUMERIC:
            other = _PARTNER.get(context.last_kind)
            if other is not None and other.match(text, end):
                return Reading(end, ",", SemioticClass.PAUSE)  # 12/05/2023 - 09:45
            if context.last_kind == SemioticClass.FRACTION and _summed(context, at, end):
                return Reading(end, "trừ", SemioticClass.MATH)
            unit = measure.after_number(context, end + (right == " "))
            measured = context.last_kind == SemioticClass.MEASURE
            if measured and not measure.comparable(context.last_spoken, unit):
                return Reading(end, ",", SemioticClass.PAUSE)  # 110 kV - 250 MVA
            return Reading(end, "đến", context.last_kind)
        if (
            context.last_kind in (SemioticClass.CARDINAL, SemioticClass.DECIMAL, SemioticClass.MATH)
            and left == " "
            and right == " "
        ):
            after = context.after(end)
            if context.before(at)[1] == "năm" or after[1] == "tcn" or after[2:3] == ["công"]:
                return Reading(end, "đến", SemioticClass.RANGE)  # năm 257 - 208 TCN
            if math.in_list(text, at):
                return Reading(end, ",", SemioticClass.LIST)
            return Reading(end, "trừ", SemioticClass.MATH)
    of_day = (
        context.last_spoken.endswith((" giờ", " phút"))
        and text[context.last_end : at].strip() in _PARTS_OF_DAY
    )
    if of_day and _CLOCK.match(text, end):
        return Reading(end, "đến", SemioticClass.TIME)  # 8h sáng - 5h chiều
    if _lengthens(text, at, end):
        return Reading(end, "đến", SemioticClass.RANGE)  # 6 tháng - 3 năm
    if context.last_end and not text[context.last_end : at].strip():
        before, after = context.before(at), context.after(end)
        if context.last_kind in _COUNTS and before[1] and before[1] == after[0]:
            return Reading(end, "đến", SemioticClass.RANGE)  # thứ 2 - thứ 6
        hour = context.last_spoken.endswith((" giờ", " phút"))
        year = compiled(_YEAR_BEFORE).search(text, max(0, at - 12), at)
        if (hour or year) and compiled(_LATER if hour else _NOW).match(text, end):
            return Reading(end, "đến", SemioticClass.RANGE)  # 1986-nay, 9h - trưa
    if (
        left == " "
        and compiled(_TERM_BEFORE).search(text, max(0, at - 16), at)
        and compiled(_TERM_AFTER).match(text, end)
    ):
        near = text[max(0, at - 30) : end + 30]
        if any(sign in near for sign in "²³^=+"):
            return Reading(end, "trừ", SemioticClass.MATH)
    if line_start(text, at):
        return Reading(end, "", SemioticClass.LIST_MARK)
    joins = (
        context.last_kind == SemioticClass.ACRONYM and context.last_end == at and right.isupper()
    )
    if joins or left.isspace() or right.isspace() or not (left and right) or end - at > 1:
        return Reading(end, ",", SemioticClass.PAUSE)
    return Reading(end, " ", SemioticClass.HYPHEN)


def _lengthens(text: str, at: int, end: int) -> bool:
    """Whether a dash parts a span from a longer one, both in words."""
    shorter = compiled(_SPAN_BEFORE).search(text, max(0, at - 20), at)
    longer = compiled(_SPAN_AFTER).match(text, end)
    if shorter is None or longer is None:
        return False
    sizes = [int(found[1]) * _SPANS[found[2].lower()] for found in (shorter, longer)]
    return sizes[0] < sizes[1]


def _summed(context: Context, at: int, end: int) -> bool:
    """Whether a dash between fractions is a minus."""
    reckoned = not _RECKONED.isdisjoint(context.before(at)[:6])
    return (
        reckoned
        or not _RECKONED.isdisjoint(context.after(end)[:4])
        or "=" in context.text[end : end + 12]
    )


def _slash(context: Context, at: int) -> Reading:
    text = context.text
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if (
        right.isdigit()
        and context.last_end == at
        and context.last_kind in (SemioticClass.CARDINAL, SemioticClass.DECIMAL)
    ):
        return Reading(at + 1, "trên", SemioticClass.FRACTION)
    if left.isalpha() and right.isalpha():
        before = context.before(at)
        if before[0] == "ngày" and context.after(at + 1)[0] == "đêm":
            return Reading(at + 1, " ", SemioticClass.HYPHEN)
        if before[0].rpartition("/")[2] in _PER:
            return Reading(at + 1, "một", SemioticClass.MEASURE)
        counted = any(word[:1].isdigit() for word in before[1:4])
        if counted and context.after(at + 1)[0] in _EACH and is_syllable(before[0]):
            return Reading(at + 1, "một", SemioticClass.MEASURE, 0.9)
        if not _RATIO.isdisjoint(before[1:4]):
            return Reading(at + 1, "trên", SemioticClass.RATIO)
        if before[0] in ("và", "hoặc"):
            return Reading(at + 1, " ", SemioticClass.HYPHEN)
    return Reading(at + 1, ",", SemioticClass.PAUSE)


def _joins_not(context: Context, at: int) -> bool:
    return context.after(at)[0] not in ("và", "hoặc", "hay")


def _quote(context: Context, at: int) -> Reading:
    text = context.text
    sign = text[at]
    following, previous = text[at + 1 : at + 2], text[at - 1 : at] if at else ""
    opens = sign in _OPENERS and (sign not in _CLOSERS or not previous or previous in " \n\t(:,")
    if opens:
        close = text.find(_OPENERS[sign], at + 1, at + _REACH)
        long = close > 0 and text.count(" ", at, close) + 1 >= _LONG_QUOTE
        pause = long and previous == " " and context.before(at)[0] not in _NO_PAUSE_AFTER
    else:
        if text[at + 1 : at + 3] in (" -", " –", " —"):
            return Reading(at + 1, ",", SemioticClass.PAUSE)  # “…” - anh nói
        other = _CLOSERS.get(sign, sign)
        start = text.rfind(other, max(0, at - _REACH), at)
        pause = (
            start >= 0
            and _joins_not(context, at + 1)
            and text.count(" ", start, at) + 1 >= _LONG_QUOTE
            and following == " "
        )
    return (
        Reading(at + 1, ",", SemioticClass.PAUSE)
        if pause
        else Reading(at + 1, "", SemioticClass.QUOTE)
    )
