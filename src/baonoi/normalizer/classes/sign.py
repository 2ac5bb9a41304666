"""Signs before numbers (minus, plus, #, ~, currencies) and fractions of one character (½)."""

from __future__ import annotations

import re
import unicodedata

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import electronic, fraction, measure, money, phone, quantity
from baonoi.normalizer.numbers import digits, four_in_order, integer
from baonoi.normalizer.reading import Context, Reading
from baonoi.normalizer.tables import pairs

_STARS = re.compile(r"(?:(?<!\S)|^|\s)[1-7][*★](?!\s?[0-9])")
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]{1,6}")
_ION = re.compile("[²³¹⁴-⁷]?[⁺⁻](?![⁰¹²³⁴-⁹])")
_VARIABLE = re.compile(r"(?<![^\W_])(?:[^\W\d_]|[A-Za-z]{2})$")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUM = re.compile(r"\([^()\n]{0,40}[+*/=^×−-][^()\n]{0,40}\)$")
_LETTER_AFTER = re.compile(r"\s?[A-Za-z](?![^\W_])")
_LETTER_BEFORE = re.compile(r"(?<![^\W_])[A-Za-z]\s?$")
_DIGITS = re.compile(r"[0-9]{1,12}(?![0-9])")
_MINUS = "-−–"
_ARITHMETIC = "+×*÷=^<>≤≥≈≠±√~"


def read(context: Context, at: int) -> Reading | None:
    """A sign that belongs to what follows it."""
    text = context.text
    sign = text[at]
    following = text[at + 1 : at + 2]
    if sign == "(" and following in "0+":
        return phone.read_area(context, at)
    if sign in _MINUS and following in ("∞", "π", "√"):
        return Reading(at + 1, "âm", SemioticClass.MATH)
    if text.startswith(("+/-", "+/−"), at):
        return Reading(at + 3, _name("±"), SemioticClass.MATH)
    if sign in _MINUS:
        return _minus(context, at) if following.isdigit() else None
    if sign == "+":
        found = phone.read_international(context, at)
        if found is not None:
            return found
    if money.prefix(context, at):
        return quantity.read(context, at)
    if sign in ".," and following.isdigit() and (not at or text[at - 1] in " \t\n("):
        return _bare_fraction(context, at)
    if sign == "." and following.isalpha() and not text[at - 1 : at].isalnum():
        return electronic.read_ending(context, at)
    if sign == "#" and text[at - 1 : at].isalpha():
        return Reading(at + 1, "thăng", SemioticClass.SIGN)
    if sign == "@" or (sign == "#" and following.isalpha()):
        return electronic.read_handle(context, at)
    if sign == "#" and following.isdigit():
        return Reading(at + 1, "thăng", SemioticClass.SIGN)
    if sign in _ARITHMETIC:
        return _arithmetic(context, at)
    if sign in "²³¹⁰⁴⁵⁶⁷⁸⁹⁺⁻":
        return _power(context, at)
    if sign in "°º˚µΩ℃℉′″":
        unit = measure.suffix(context, at)
        if unit is not None:
            return Reading(unit[0], unit[1], SemioticClass.MEASURE)
    if sign == "★" and text[at - 1 : at].isdigit():
        return Reading(at + 1, "sao", SemioticClass.SIGN)
    name = pairs("currencies").get(sign) or _name(sign)
    if name:
        return Reading(at + 1, name, SemioticClass.SIGN)
    return _character(context, at)


def _bare_fraction(context: Context, at: int) -> Reading | None:
    """.5: "không chấm năm"."""
    found = _DIGITS.match(context.text, at + 1)
    if found is None:
        return None
    point = "chấm" if context.text[at] == "." else "phẩy"
    return Reading(found.end(), f"không {point} {digits(found[0])}", SemioticClass.DECIMAL, 0.8)


def _name(sign: str) -> str:
    return pairs("signs", "math").get(sign, "")


def _minus(context: Context, at: int) -> Reading | None:
    text = context.text
    previous = text[at - 1 : at] if at else ""
    if previous and not (previous.isspace() or previous in "([:=×^/,*+|"):
        return None
    if context.last_kind in (
        SemioticClass.CARDINAL,
        SemioticClass.DECIMAL,
        SemioticClass.DATE,
        SemioticClass.MEASURE,
        SemioticClass.PERCENT,
    ) and (text[context.last_end : at].strip() == "" and previous == ""):
        return None
    amount = fraction.read(context, at + 1) or quantity.read(context, at + 1)
    if amount is None:
        return None
    word = "trừ" if previous == "^" else "âm"
    return amount._replace(spoken=f"{word} {amount.spoken}")


def _arithmetic(context: Context, at: int) -> Reading | None:
    text = context.text
    sign = text[at]
    if text[at : at + 2] in ("<=", ">="):
        return Reading(at + 2, _name("≤" if sign == "<" else "≥"), SemioticClass.MATH)
    if sign == "*" and _STARS.match(text, at - 2 if at > 1 else 0, at + 2):
        return Reading(at + 1, "sao", SemioticClass.SIGN)
    left = text[:at].rstrip()[-1:] if at < 3 else text[at - 3 : at].rstrip()[-1:]
    right = text[at + 1 : at + 3].lstrip()[:1]
    if sign == "~":
        return Reading(at + 1, "khoảng", SemioticClass.MATH) if right.isdigit() else None
    between = (left.isdigit() or context.last_end == at) and (
        right.isdigit() or right in ("-", "−")
    )
    if sign == "=" and "=" in (text[at + 1 : at + 2], text[at - 1 : at]):
        return None  # a rule across the page
    if sign in "<>" and _compares(text, at):
        return Reading(at + 1, _name(sign), SemioticClass.MATH)
    if sign in "*<>" and not between and (sign == "*" or not right.isdigit()):
        return None
    if sign == "+" and (left == "+" or (left.isalnum() and right == "+")):
        return Reading(at + 1, "cộng", SemioticClass.MATH)
    if sign == "+" and not (right.isalnum() or (left.isalnum() and not right)):
        return Reading(at + 1, "cộng", SemioticClass.MATH) if left.isalnum() else None
    if sign == "+" and text[at + 1 : at + 2] == " " and not left:
        return None  # a list mark
    if sign == "^" and right in "-−" and text[at + 2 : at + 3].isdigit():
        return Reading(at + 2, "mũ trừ", SemioticClass.MATH)
    if sign in "=×÷≈≠" and not (left or right):
        return None
    return Reading(at + 1, _name(sign), SemioticClass.MATH)


def _compares(text: str, at: int) -> bool:
    """Whether the sign stands between two letters: a > b."""
    left = _LETTER_BEFORE.search(text, max(0, at - 3), at)
    return left is not None and _LETTER_AFTER.match(text, at + 1) is not None


def _power(context: Context, at: int) -> Reading | None:
    text = context.text
    ion = _ION.match(text, at)
    if ion is not None and text[at - 1 : at].isalnum():
        charge = "cộng" if ion[0][-1] == "⁺" else "trừ"
        count = ion[0][:-1].translate(_RAISED_DIGITS)
        said = f"{integer(count, context.accent)} {charge}" if count else charge
        return Reading(ion.end(), said, SemioticClass.CHEMISTRY)
    found = _RAISED.match(text, at)
    if found is None:
        return None
    variable = at > 0 and _VARIABLE.search(text, max(0, at - 3), at) is not None
    summed = text[at - 1 : at] == ")" and _SUM.search(text, max(0, at - 90), at) is not None
    if not (variable or summed or (at and text[at - 1] in "0123456789")):
        return Reading(found.end(), "", SemioticClass.FOOTNOTE, 0.8)
    written = found[0].translate(_RAISED_DIGITS)
    if written in ("2", "3"):
        return Reading(
            found.end(), "bình phương" if written == "2" else "lập phương", SemioticClass.MATH
        )
    power = integer(written.lstrip("⁺⁻"), context.accent)
    return Reading(
        found.end(), f"mũ {'trừ ' if written[0] == '⁻' else ''}{power}", SemioticClass.MATH
    )


def _character(context: Context, at: int) -> Reading | None:
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
