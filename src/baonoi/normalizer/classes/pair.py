"""Two numbers around a slash or a dash: a date, a part, a count out of a count, a score, a range.

The shape allows several senses (5-9 may be a day, a range and a score); what stands beside it and
what each sense would need decides.
"""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import date, fraction, measure, money, quantity, score
from baonoi.normalizer.evidence import Sense, cues, decide
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import UPPER, Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_SLASHED = compile_pattern(r"([0-9]{1,2})/([0-9]{1,2})(?![0-9]|[/.,\-:][0-9]|[/\-][^\W_])")
_DASHED = compile_pattern(r"([0-9]{1,3})( ?)[-–] ?([0-9]{1,3})(?![0-9]|[.,/\-–:][0-9]|[^\W_]|\s?%)")
_PARTNER = (
    r"(?:\s?[-–,;]\s?|\s(?:đến|tới|và|hoặc|hay)\s(?:hết\s|ngày\s)?)"
    r"(?:[0-9]{1,2}[hg](?:[0-5][0-9])? ngày )?[0-9]{1,2}[/-][0-9]{1,2}(?![0-9]|[.,/-][0-9])"
)
_WEEKDAY = r" \((?:[Tt]hứ|[Cc]hủ nhật|CN\)|[Nn]hằm|[Tt]ức)"
_TIE_BREAK = r"(?<![0-9/.-])[0-9]{1,3}[-–][0-9]{1,3} ?[(\[]$|(?:H[12]|HT|FT):? ?$"
"""Before the points within a set, or the goals of a half: 7-6 (10-2)."""
_MATCH = rf"[-–] ?[{UPPER}][^()\n]{{1,28}} \($"
"""Before the score of a match in a bracket: Huế - Long An (2-1)."""
_LEAGUE = r"([1-9])\s?[-–]\s?(?=(?:19|20)[0-9]{2}/)"
_MISSING = r"\(\s?$"
_CLAUSE = compile_pattern(r"[,:;.]|$")
_LOWER = compile_pattern(r" [^\W\d_]")
_DAY_WORDS = date.DAY_SAID | date.PARTS_OF_DAY
_STRONG = frozenset(
    """lễ dịp niệm nay mai qua kia rằm nhật cn nghỉ phiên khánh tết hạn kể bố động nhi
    lịch chiếu dịch giảng trường giỗ mạc đô kiện vụ phóng nữ viện bệnh đời hôm gần
    mừng rạng bán rạp sóng cưới sinh sale chụp nhất kiến thừa""".split()
)
"""Words that a day follows: phiên, dịp, khai giảng, Quốc khánh, thời hạn, xuất viện."""
_WEAK = frozenset("từ đến tới trước sau sang vào hết lực ra đầu thúc chốt hạn".split())
_BEGINS = frozenset(("đầu", "kể", "dụng", "tính", "hiệu", "lực", "bán", "ngay", "trước"))
"""Before "từ" and "đến": bắt đầu từ, kể từ, áp dụng từ, mở bán từ."""
_RATES = frozenset(("lệ", "chọi"))
_MARKED = frozenset("lực mắt apgar vas".split())
"""What is marked out of ten: thị lực 10/10."""
_EVENTS = frozenset(("khởi công", "khánh thành", "phát hành", "ra mắt", "khai hội", "thành lập"))
_TIME_BEFORE = r"[0-9](?:[hg]|\s?giờ|\s?phút|[hg:][0-5][0-9])(?:, | )$"
_DUE = frozenset("hạn chót cuối muộn ngày khai".split())
_YEARS = frozenset("nay ngoái trước tới sau nào".split())
_TALLIES = frozenset(("phạt góc", "việt vị", "cú sút", "ném biên", "phạm lỗi", "dứt điểm"))
_STEMS = frozenset("giáp ất bính đinh mậu kỷ canh tân nhâm quý".split())
"""What the name of a lunar year begins with: 10/10 năm Ất Tỵ."""
_HOLIDAYS = frozenset("2/9 30/4 1/5 8/3 20/11 20/10 27/7 22/12 3/2".split())
_STREETS = frozenset("đường phố viên trường cầu".split())
_NUMBERED = frozenset("lớp số hẻm ngõ ngách kiệt nhà sn phòng căn lô tầng dãy".split())
_RANKED = frozenset("binh thứ hạng bậc".split())
"""Thương binh 1/4, đứng thứ 2/10."""
_PARTS = frozenset("quả cốc thìa muỗng chén bát ly lít kg gam trái củ miếng quãng thời".split())
_ABOUT = frozenset("khoảng hơn gần chiếm được còn mất bằng cỡ ngót giảm tăng trên dưới cứ".split())
_COUNTED_OUT = frozenset(
    """gói tiêu chỉ mục nội hạng bộ mẫu ca trường kỳ nhiệm dự đơn tuyến khu môn quận phường đội
    trận câu điểm sao phiếu ván set""".split()
)
"""Counted one by one: 4/5 gói, 12/19 tiêu chí; their number is no share."""
_BY_NUMBER = frozenset(
    """lớp khối tầng tuổi khu quận tổ phòng cấp bậc tháng quý năm khóa điều khoản chương
    mục""".split()
)


def read_slash(context: Context, at: int) -> Reading | None:
    """Day and month, part of a whole, so many out of so many, or a score with a slash."""
    found = _SLASHED.match(context.text, at)
    before = context.before(at)
    tie = before[0] == "số" and before[1] in ("tỷ", "tỉ", "xổ")
    if found is None or (before[0] in _NUMBERED and not tie):
        return None
    above, below, end = found[1], found[2], found.end()
    if context.text[end : end + 1].isalpha():
        return None
    unit = measure.suffix(context, end)
    if unit and (
        "/" in context.text[end : unit[0]] or context.text[end : end + 3].strip()[:1].islower()
    ):
        united = context.after(end)[0]
        if len(united) > 1 or united == "h":
            return None  # 120/80 mmHg, 3/4 kg
    left, right = int(above), int(below)
    if before[0] == "mùa" and 9 < left == right - 1:
        said = f"{integer(above, context.accent)}, {integer(below, context.accent)}"
        return Reading(end, said, SemioticClass.RANGE, 0.9)
    counted = _counted(context, end)
    alone = len(context.text.strip()) == end - at
    said_part = fraction.say(above, below, context)
    out_of = fraction.out_of(above, below, context)
    each = counted in _COUNTED_OUT and 1 < left <= right
    shared = counted in date.SHARED and not each and not _begins(before)
    ranked = before[0] in _RANKED and (before[0] != "binh" or before[1] == "thương")
    all_day = found[0] == "24/7" and not (before[0] in _DAY_WORDS or date.listed(before))
    senses = [
        Sense(
            SemioticClass.FRACTION,
            out_of,
            cues(
                (True, "its shape", 0.5),
                (not _RATES.isdisjoint(before[:2]), "tỷ lệ", 2.5),
                (
                    before[0] in _RANKED and (before[0] != "binh" or before[1] == "thương"),
                    before[0],
                    7.0,
                ),
                (before[0] in _MARKED or "mắt" in before[:2], "a mark", 6.0),
                (left == right and right > 1, "two equal numbers", 3.0),
                (each, counted, 4.0),
                (all_day, "all day", 7.0),
            ),
        )
    ]
    if said_part != out_of:
        senses.append(
            Sense(
                SemioticClass.FRACTION,
                said_part,
                cues(
                    (left < right, "a part of a whole", 1.5),
                    (left >= right, "more than the whole", -2.0),
                    (left < right <= 5 or (left == 1 and right == 10), "a common part", 1.0),
                    (shared, counted, 4.0),
                    (counted in _PARTS, counted, 3.5),
                    (before[0] in _ABOUT, before[0], 1.5),
                    (alone, "it stands alone", 3.5),
                    (ranked, before[0], -7.0),
                ),
            )
        )
    if _is_day(above, below):
        senses.append(_day(context, at, found, shared))
    sides, weight = score.met(before)
    if f"{before[1]} {before[0]}" in _TALLIES or before[0] == "sút":
        sides, weight = before[0], 7.0
    if sides and sides not in score.LOOSE and not (found[0] in _HOLIDAYS and left > 12):
        senses.append(
            Sense(
                SemioticClass.SCORE,
                score.say(above, below, context),
                cues(
                    (True, sides, weight),
                    (below == "0", "a zero", 2.0),
                    (shared or each, counted, -4.0),
                ),
            )
        )
    return _reading(end, senses)


def _counted(context: Context, end: int) -> str:
    """The word right behind two numbers, in small letters: what they may count; "" if none."""
    if _LOWER.match(context.text, end) is None:
        return ""
    word, following = context.after(end)[:2]
    years = word == "năm" and (following in _YEARS or following[:1].isdigit())
    return "" if years or context.text[end + 1 : end + 2].isupper() else word


def _timed(context: Context, at: int) -> bool:
    """Whether a time of day stands right before: 19h30, 6/8."""
    return compiled(_TIME_BEFORE).search(context.text, max(0, at - 12), at) is not None


def _begins(before: list[str]) -> bool:
    """Whether the words before tell when something begins: kể từ, áp dụng từ."""
    if before[0] == "từ" and not before[1]:
        return True
    return before[0] in ("từ", "đến", "tới") and before[1] in _BEGINS


def _is_day(day: str, month: str) -> bool:
    return len(day) < 3 and len(month) < 3 and 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _day(context: Context, at: int, found: re.Match[str], shared: bool) -> Sense:
    """The sense of a day and its month, from either sign."""
    text, end = context.text, found.end()
    above, below = found[1], found[found.re.groups]
    left, right = int(above), int(below)
    dashed = "/" not in found[0]
    before, after = context.before(at), context.after(end)
    unit = _counted(context, end)
    weak = before[0] in _WEAK
    begins = _begins(before)
    alone = len(text.strip()) == len(found[0])
    counted = unit in score.COUNTED or (unit in _COUNTED_OUT and not weak)
    all_day = found[0] == "24/7" and not (before[0] in _DAY_WORDS or date.listed(before))
    followed = context.follows(at, SemioticClass.DATE)
    clause = _CLAUSE.match(text, end) is not None
    return Sense(
        SemioticClass.DATE,
        date.say_day(context, at, above, below),
        cues(
            (
                before[0] in _DAY_WORDS or (before[0] in date.WEEKDAYS and before[1] == "thứ"),
                before[0],
                6.0,
            ),
            (before[0] in _STRONG and not (dashed and shared), before[0], 4.0),
            (f"{before[1]} {before[0]}" in _EVENTS, before[0], 4.0),
            (date.on_street(context, at), "a street", 4.0),
            (before[:2] == ["số", "xổ"], "xổ số", 5.0),
            (weak, before[0], 1.0 if dashed else 3.0),
            (followed, "a date before it", 4.0),
            (_timed(context, at), "a time before it", 4.0),
            (date.listed(before), "days before it", 5.0),
            (compiled(_PARTNER).match(text, end), "a date beside it", 2.5 if dashed else 2.0),
            (below[0] == "0" or (above[0] == "0" and not dashed), "its zero", 3.0),
            (above[0] == "0" and dashed, "its zero", 1.5),
            (after[0] in date.AFTER, after[0], 3.0),
            (after[0] == "lúc", "lúc", 4.0),
            (after[0] == "năm" and after[1] in _STEMS, "a lunar year", 8.0),
            (left > right and left > 12 and not alone, "no part and no range", 2.0),
            (
                right < left <= 12 and not alone and before[0],
                "no part and no range",
                1.5 if not dashed else 0.5,
            ),
            (
                compiled(_MISSING).search(text, max(0, at - 2), at) and text[end : end + 1] == ")",
                "its bracket",
                2.0,
            ),
            (found[0].replace("-", "/") in _HOLIDAYS and not alone, "a holiday", 2.0),
            (weak and clause, "the clause ends", 1.0),
            (
                clause and not weak and not _STRONG.isdisjoint(before[1:5]),
                "an event before it",
                1.5,
            ),
            (weak and dashed and left > 12 and right < left, before[0], 4.5),
            (begins, f"{before[1]} {before[0]}", 3.0),
            (before[0] == "là" and not _DUE.isdisjoint(before[:6]), "hạn", 3.0),
            (alone and dashed and left > 12, "it stands alone", 4.0),
            (dashed and context.subject.dashed_dates, "the article's dates", 3.0),
            (shared and before[0] not in _DAY_WORDS, unit, -4.0),
            (counted and before[0] not in _DAY_WORDS, unit, -4.0),
            (after[0] == "tháng", "tháng", -8.0),
            (before[0] in _RANKED, before[0], -4.0),
            (all_day, "all day", -6.0),
            (weak and before[1] == "thúc", "kết thúc", 5.0),
            (left > 12 and before[1] == "lượt", "lượt", 6.0),
            (compiled(_WEEKDAY).match(text, end), "its weekday", 5.0),
        ),
    )


def read_league(context: Context, at: int) -> Reading | None:
    """The number of a league and its season: V-League 1-2026/27."""
    found = compiled(_LEAGUE).match(context.text, at)
    season = fraction.read_season(context, found.end()) if found is not None else None
    if found is None or season is None:
        return None
    return season._replace(spoken=f"{integer(found[1], context.accent)}, {season.spoken}")


def read_dash(context: Context, at: int) -> Reading | None:
    """Day and month, a score, or a range of two bare numbers."""
    found = _DASHED.match(context.text, at)
    if found is None:
        return None
    above, spaced, below, end = found[1], found[2], found[3], found.end()
    left, right = int(above), int(below)
    before, after = context.before(at), context.after(end)
    if score.text_after(context.text, end) == "=":
        said = f"{integer(above, context.accent)} trừ {integer(below, context.accent)}"
        return Reading(end, said, SemioticClass.MATH)
    counted = _counted(context, end)
    united = counted in score.COUNTED or measure.suffix(context, end) or money.suffix(context, end)
    about = before[0] in score.RANGE_BEFORE
    named = score.between_names(context, at, end)
    scored = context.follows(at, SemioticClass.SCORE)
    sure, weight = score.met(before)
    if f"{before[1]} {before[0]}" in _TALLIES:
        sure, weight = before[0], 7.0
    opened = compiled(_TIE_BREAK).search(context.text, max(0, at - 12), at) is not None
    matched = _STRONG.isdisjoint(before[:6]) and compiled(_MATCH).search(
        context.text, max(0, at - 48), at
    )
    goals = left <= 30 and right <= 30
    zero = "0" in (above, below)
    bare = not (counted or united) and _CLAUSE.match(context.text, end) is not None
    senses = [
        Sense(
            SemioticClass.SCORE,
            score.say(above, below, context),
            cues(
                (sure, sure, weight if goals or sure == "tỷ số" else weight - 2.0),
                (after[0] in score.AFTER and goals and not united, after[0], 3.0),
                (matched and max(left, right) < 8, "a match before its bracket", 5.0),
                (scored or opened, "a score before it", 6.0 if opened else 4.0),
                (named and goals, "two names", 3.0),
                (above[0] == "0" and len(above) == 1 and goals, "no range begins at zero", 2.5),
                (below == "0" and goals, "no range ends at zero", 2.0),
                (left >= right and goals and not spaced, "no range falls", 2.0),
                (spaced and not (named or sure or scored), "its spaces", -1.0 if zero else -3.0),
                (left > 99 or right > 99, "too many", -3.0),
                (not goals and not (sure or scored), "too many", -3.0),
                (about or before[0] in _BY_NUMBER, before[0], -4.0),
                (after[0] in _STREETS, after[0], -5.0),
                (united, counted or "a unit", -6.0),
            ),
        ),
        Sense(
            SemioticClass.RANGE,
            f"{integer(above, context.accent)} đến {integer(below, context.accent)}",
            cues(
                (left < right, "it rises", 1.5),
                (left >= right, "it falls", -3.0),
                (united, counted or "a unit", 5.0),
                (about or before[0] in _BY_NUMBER, before[0], 3.0),
                (left < right and counted and not sure, counted, 1.0),
                (above == "0" and not united, "no range begins at zero", -2.0),
                (bare and not (about or before[0] in _BY_NUMBER), "nothing is counted", -1.0),
            ),
        ),
    ]
    if not spaced and _is_day(above, below):
        senses.append(_day(context, at, found, False))
    verdict = decide(senses)
    if verdict.sense.kind != SemioticClass.RANGE:
        return _reading(end, senses) if verdict.sense.sum > 0 else None
    reading = quantity.read(context, at)
    if reading is None or reading.end < end:
        return reading
    if reading.kind != SemioticClass.RANGE:
        return reading
    return reading._replace(
        confidence=verdict.confidence, alternatives=verdict.alternatives, cue=verdict.cue
    )


def _reading(end: int, senses: list[Sense]) -> Reading:
    sense, confidence, cue, others = decide(senses)
    return Reading(end, sense.spoken, sense.kind, confidence, others, cue)
