"""Class ``cardinal``: 150 is "một trăm năm mươi", 02 khâu "hai khâu", Nghị quyết 08 "không tám".

A zero in front fills a column and is not said, unless the number is a name: after số, mã, the
kinds of documents, and in numbers of three digits and more (007).
"""

from __future__ import annotations

import unicodedata

from baonoi.model import SemioticClass
from baonoi.normalizer.numbers import Number, digits, four_in_order, integer
from baonoi.normalizer.reading import Context, Reading
from baonoi.store.patterns import compile_pattern

DOCUMENTS = frozenset(
    """nghị-quyết nghị-định quyết-định chỉ-thị kết-luận thông-tư thông-báo công-văn công-điện
    kế-hoạch hướng-dẫn báo-cáo tờ-trình quy-định pháp-lệnh sắc-lệnh quy-chế điều-lệ đề-án
    văn-bản""".split()
)
_AIRCRAFT = frozenset(("boeing", "bô-ing"))
_DIGITS = compile_pattern(r"[0-9]{1,12}(?![0-9])")
_NOT_A_NAME = frozenset("tổng một trong đa phần".split())


def named(context: Context, at: int) -> bool:
    """Whether the words before make the number a name: số, mã, Nghị quyết, Luật số."""
    before = context.before(at)
    if before[0] == "số":
        return before[1] not in _NOT_A_NAME
    return before[0] == "mã" or f"{before[1]}-{before[0]}" in DOCUMENTS


def say(context: Context, at: int, number: Number) -> str:
    """A whole number or a decimal in words, its leading zeros as the place asks for."""
    whole = number.whole
    if number.bare and len(whole) == 3 and context.before(at)[0] in _AIRCRAFT:
        return digits(whole)
    if number.bare and len(whole) > 2 and not whole.strip("9") and "vàng" in context.before(at)[:5]:
        return digits(whole)
    if whole[0] == "0" and len(whole) > 1 and not number.fraction:
        hours = whole == "00" and context.after(number.end)[0] in ("giờ", "phút", "giây")
        if not hours and (len(whole) > 2 or whole == "00" or named(context, at)):
            return digits(whole)
    return number.say(context.accent)


def read_fraction(context: Context, at: int) -> Reading | None:
    """A decimal without its zero: .5 is "không chấm năm"."""
    text = context.text
    if at and text[at - 1] not in " \t\n(":
        return None
    found = _DIGITS.match(context.text, at + 1)
    if found is None:
        return None
    point = "chấm" if context.text[at] == "." else "phẩy"
    return Reading(found.end(), f"không {point} {digits(found[0])}", SemioticClass.DECIMAL, 0.8)


def read_character(context: Context, at: int) -> Reading | None:
    """½, ₂, ①, and digits of other scripts."""
    sign = context.text[at]
    numeral = unicodedata.numeric(sign, None)
    if numeral is None:
        return None
    if numeral == int(numeral):
        whole = str(int(numeral))
        said = digits(whole) if sign.isdigit() else integer(whole, context.accent)
        return Reading(at + 1, said, SemioticClass.CARDINAL, 0.8)
    parts = unicodedata.normalize("NFKD", sign).split("\u2044")  # ½ is 1⁄2
    if len(parts) != 2:
        return None
    upper, lower = (integer(part, context.accent) for part in parts)
    whole = context.text[at - 2 : at].rstrip(" ")[-1:] if at > 1 else context.text[:at]
    joint = "và " if whole.isdigit() and context.last_end in (at, at - 1) else ""
    lower = four_in_order(lower)
    return Reading(at + 1, f"{joint}{upper} phần {lower}", SemioticClass.FRACTION)
