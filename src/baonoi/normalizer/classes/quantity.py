"""A number and all that belongs to it: magnitude, unit, currency, "per", and the range it begins.

5-7% is "năm đến bảy phần trăm"; 14,2 triệu đồng/người/tháng is one token. Two numbers that fall,
without a unit, are no range.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import (
    cardinal,
    grouping,
    magnitude,
    math,
    measure,
    money,
    ordinal,
    percent,
    version,
)
from baonoi.normalizer.numbers import Number, digits, integer, parse
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_ENGLISH = compile_pattern(r"\s?(bn|mn|tn|[bBmMkK])(?![^\W_])")
_AFTER_SIGN = {"bn": "tỷ", "b": "tỷ", "mn": "triệu", "m": "triệu", "tn": "nghìn tỷ"}
"""What stands for a magnitude only behind an amount that a currency begins: $2.3bn."""
_DASH = compile_pattern(r"(?:\s?[-–—−]\s?|~|\s~\s)(?=[$€£]?[0-9])")
_ONE_BY_ONE = frozenset(
    """khu quận lớp khối tổ ngày tháng năm thứ phường tuổi lần khóa điều khoản mục chương bảng vòng
    quý tập phần hạng cấp đoàn đội số thôn ấp xóm bài câu""".split()
)
_ALONE = _ONE_BY_ONE | frozenset("ultra core ryzen".split())
"""Before a number that makes no thousands with the next: Ultra 7 258V."""
_HOUSES = frozenset("nhà số".split())
"""A span of houses is two houses to some."""
_SAID_AGAIN = frozenset("thứ tháng quý ngày".split())
_CURRENCY = frozenset("UHSACVEGJ$€£¥￥₫₩₽฿₹₿")
"""What a currency may begin with."""
_EMPTY = r"0[0-9]{2}(?:[0-9]{3})*$(?<!000)|0[0-9][1-9](?:[0-9]{3})+$|00[1-9](?:[0-9]{3})*$"
_POINTS = compile_pattern(r"đ(?![^\W_])")
_MARKED = frozenset("câu bxh khoa điểm trận bảng đội hạng gplx toán văn khối thi".split())
"""Near a number with đ, they call for points."""
_X = compile_pattern(r"x(?![\w])")
_MULTIPLIED = frozenset(
    "gấp zoom nhanh chậm tua tốc phóng p pe pb ps ev ebitda định đòn tăng".split()
)
"""Before a number with an x, they call for so many times."""
_TWO_POINTS = r"[0-9]{1,3},[0-9]{1,3},[0-9]"
_IN_DISPUTE = 0.75


class _Amount(NamedTuple):
    end: int
    number: Number
    said: str
    tail: str
    kind: str


def _amount(context: Context, at: int) -> _Amount | None:
    """One number with its magnitude and unit."""
    text = context.text
    currency = money.prefix(context, at) if not text[at].isdigit() else None
    start = currency[0] if currency else at
    before = context.before(at)[0]
    number = parse(text, start, spaced=before not in _ALONE)
    if number is None:
        return None
    if currency and re.fullmatch(r"[0-9]{1,3},[0-9]{3}", text[start : number.end]):
        whole = text[start : number.end].replace(",", "")
        number = Number(number.end, whole, grouped=True)  # $1,234 is written the English way
    grouped = grouping.weigh(context, start) if number.fraction and not currency else None
    if grouped is not None and grouped.sense.kind == SemioticClass.CARDINAL:
        number = Number(number.end, number.whole + number.fraction, grouped=True)
    said = ordinal.say(context, at, cardinal.say(context, at, number))
    end, tail = magnitude.read(context, number.end, before)
    if currency:
        if not tail and (short := _ENGLISH.match(text, end)):
            thousand = "nghìn" if context.accent == "northern" else "ngàn"
            end, tail = short.end(), " " + _AFTER_SIGN.get(short[1].lower(), thousand)
        last, more = measure.per(context, end)
        return _Amount(last, number, said, f"{tail} {currency[1]}{more}", SemioticClass.MONEY)
    return _with_unit(context, _Amount(end, number, said, tail, _kind(number, said)), at)


def _kind(number: Number, said: str) -> str:
    if said in ("nhất", "tư"):
        return SemioticClass.ORDINAL
    return SemioticClass.DECIMAL if number.fraction else SemioticClass.CARDINAL


def _with_unit(context: Context, amount: _Amount, at: int) -> _Amount:
    end, tail = amount.end, amount.tail
    share = percent.suffix(context, end)
    if share is not None:
        last, more = measure.per(context, share[0])
        return amount._replace(
            end=last, tail=f"{tail} {share[1]}{more}", kind=SemioticClass.PERCENT
        )
    if _POINTS.match(context.text, end) and _is_mark(context, at, amount):
        return amount._replace(end=end + 1, tail=f"{tail} điểm", kind=SemioticClass.MEASURE)
    price = money.suffix(context, end)
    if price is not None:
        last, more = measure.per(context, price[0])
        return amount._replace(end=last, tail=f"{tail} {price[1]}{more}", kind=SemioticClass.MONEY)
    piece = measure.part(context, end, at)
    if piece is not None:
        return amount._replace(end=piece[0], tail=f"{tail} {piece[1]}", kind=SemioticClass.MEASURE)
    unit = measure.suffix(context, end)
    if unit is not None:
        last, more = measure.per(context, unit[0], unit[1])
        return amount._replace(end=last, tail=f"{tail} {unit[1]}{more}", kind=SemioticClass.MEASURE)
    if tail and context.text[end : end + 1] == "/":
        last, more = measure.per(context, end)  # 500k/người
        if more:
            return amount._replace(end=last, tail=tail + more, kind=SemioticClass.MONEY)
    word = measure.counted(context, end)
    if word is not None:
        last, more = measure.per(context, word[0], word[1])
        return amount._replace(end=last, tail=f"{tail} {word[1]}{more}", kind=SemioticClass.MEASURE)
    priced = amount.number.grouped and amount.number.whole.endswith("000")
    each = measure.each(context, end, priced=priced) or _times(context, at, end, amount.number)
    if each is not None:
        return amount._replace(end=each[0], tail=f"{tail} {each[1]}", kind=SemioticClass.MEASURE)
    return amount


def _is_mark(context: Context, at: int, amount: _Amount) -> bool:
    """Whether đ behind a number counts points: 29,6đ, thủ khoa 27đ; no dong has a fraction."""
    if amount.tail or amount.number.grouped:
        return False
    near = (*context.before(at)[:6], *context.after(amount.end + 1)[:3])
    return bool(amount.number.fraction) or (
        amount.number.value <= 150 and not _MARKED.isdisjoint(near)
    )


def _times(context: Context, at: int, end: int, number: Number) -> tuple[int, str] | None:
    """The x behind a number that tells how many times: P/E 15,2x, zoom 5x; not an age (9x)."""
    if _X.match(context.text, end) is None:
        return None
    cued = not _MULTIPLIED.isdisjoint(context.before(at)[:3])
    if number.fraction or cued or context.follows(at, SemioticClass.MEASURE):
        return end + 1, "lần"
    return None


def read(context: Context, at: int) -> Reading | None:
    """A number, with what belongs to it, or a range of two."""
    first = _amount(context, at)
    if first is None:
        return None
    dash = _DASH.match(context.text, first.end)
    if dash is not None and not (" " in dash[0] and math.in_list(context.text, first.end + 1)):
        second = _amount(context, dash.end())
        if second is not None and _whole_in_two(first, second):
            shares = f"{first.said}{first.tail}, {second.said}{second.tail}"
            return Reading(second.end, shares, SemioticClass.PERCENT)
        if second is not None and _is_range(first, second):
            if first.kind == SemioticClass.MONEY and second.kind == "cardinal":
                second = second._replace(tail=first.tail, kind=SemioticClass.MONEY)
                first = first._replace(tail="")
            said = second.said
            counted = context.before(at)[0]
            again = counted in _SAID_AGAIN and counted != context.after(second.end)[0]
            if again and first.number.bare and not first.tail:
                said = f"{counted} {ordinal.say(context, at, said)}"
            spoken = f"{first.said}{first.tail} đến {said}{second.tail}"
            kind = (
                second.kind
                if second.kind
                in (SemioticClass.PERCENT, SemioticClass.MONEY, SemioticClass.MEASURE)
                else SemioticClass.RANGE
            )
            if counted in _HOUSES:
                apart = f"{first.said}{first.tail}, {said}{second.tail}"
                return Reading(second.end, spoken, kind, _IN_DISPUTE, (apart,), counted)
            return Reading(second.end, spoken, kind)
    if (
        first.kind == SemioticClass.CARDINAL
        and not first.tail
        and context.text[first.end : first.end + 1].isalpha()
    ):
        glued = version.read_glued(context, at)
        if glued is not None:
            return glued
    said = first.said + first.tail
    others = _disputed(context, at, first)
    if others:
        return Reading(first.end, said, first.kind, _IN_DISPUTE, others, "readings differ")
    grouped = grouping.weigh(context, at)
    confidence, cue = (grouped.confidence, grouped.cue) if grouped is not None else (1.0, "")
    return Reading(first.end, said, first.kind, confidence, (), cue)


def _disputed(context: Context, at: int, amount: _Amount) -> tuple[str, ...]:
    """How else an amount is said in collections of readings that contradict ours.

    Empty hundreds are skipped in some (1.001.000), long fractions end in a number of two digits,
    cents have a name, seven figures without a mark may be a code, and a list may have two points.
    """
    number, accent = amount.number, context.accent
    others: list[str] = []
    if number.bare and amount.kind == SemioticClass.CARDINAL and len(number.whole) in (7, 8, 9):
        others.append(digits(number.whole))
    if len(number.whole) > 6 and compiled(_EMPTY).search(number.whole):
        brief = amount.said.replace(" không trăm linh ", " ").replace(" không trăm lẻ ", " ")
        others.append(brief.replace(" không trăm ", " ") + amount.tail)
    if len(number.fraction) > 3 and number.fraction[-2] != "0":
        ending = integer(number.fraction[-2:], accent)
        said = amount.said.rsplit(" ", 2)[0]
        others.append(f"{said} {ending}{amount.tail}")
    if (
        amount.kind == SemioticClass.MONEY
        and 0 < len(number.fraction) < 3
        and "$" in context.text[at : amount.end]
    ):
        cents = integer(number.fraction.ljust(2, "0"), accent)
        others.append(f"{integer(number.whole, accent)}{amount.tail} {cents} xu")
    if compiled(_TWO_POINTS).match(context.text, at):
        others.append(", ".join((integer(number.whole, accent), integer(number.fraction, accent))))
    return tuple(others)


def read_prefixed(context: Context, at: int) -> Reading | None:
    """An amount after its currency: $5, USD 5 triệu."""
    if context.text[at] not in _CURRENCY or money.prefix(context, at) is None:
        return None
    return read(context, at)


def _whole_in_two(first: _Amount, second: _Amount) -> bool:
    """Whether two shares make a hundred, the larger first: 62%-38%."""
    if not first.kind == second.kind == SemioticClass.PERCENT:
        return False
    return first.number.value > second.number.value and (
        first.number.value + second.number.value == 100
    )


def _is_range(first: _Amount, second: _Amount) -> bool:
    if not measure.comparable(first.tail, second.tail):
        return False  # 110 kV - 250 MVA
    united = second.kind in (
        SemioticClass.PERCENT,
        SemioticClass.MONEY,
        SemioticClass.MEASURE,
    ) or bool(second.tail)
    if first.kind in (SemioticClass.PERCENT, SemioticClass.MONEY, SemioticClass.MEASURE):
        return united or (
            first.kind == SemioticClass.MONEY and first.number.value < second.number.value
        )
    rising = first.number.value < second.number.value
    return rising or united
