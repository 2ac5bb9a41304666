"""Classes ``sign`` and ``math``: signs before numbers and between them, powers, named signs."""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import fraction, quantity
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.normalizer.tables import pairs
from baonoi.store.patterns import compile_pattern

_STARS = compile_pattern(r"(?:(?<!\S)|^|\s)[1-7][*★](?!\s?[0-9])")
_RAISED = compile_pattern("[⁺⁻]?[⁰¹²³⁴-⁹]{1,6}")
_ION = compile_pattern("[²³¹⁴-⁷]?[⁺⁻](?![⁰¹²³⁴-⁹])")
_VARIABLE = compile_pattern(r"(?<![^\W\d_])(?:[^\W\d_]|[A-Za-z]{2})$")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUM = compile_pattern(r"\([^()\n]{0,40}[+*/=^×−-][^()\n]{0,40}\)$")
_LETTER_AFTER = compile_pattern(r"\s?[A-Za-z](?![^\W_])")
_LETTER_BEFORE = compile_pattern(r"(?<![^\W_])[A-Za-z]\s?$")
_DIGITS = compile_pattern(r"[0-9]{1,12}(?![0-9])")
_ABOUT = frozenset("khoảng gần hơn chừng tầm cỡ ngót xấp xỉ".split())
_MINUS = "-−–"
_ARITHMETIC = "+×*÷=^<>≤≥≈≠±√~"

_RANK = r"#[1-9][0-9]?(?![\w]|[.,/-][0-9])"
"""A place in a list: #1 iTunes."""


def read_infinity(context: Context, at: int) -> Reading | None:
    """A minus before what is no digit: −∞."""
    if context.text[at + 1 : at + 2] in ("∞", "π", "√"):
        return Reading(at + 1, "âm", SemioticClass.MATH)
    return None


def read_either(context: Context, at: int) -> Reading | None:
    """Plus and minus in three signs: +/-."""
    if context.text.startswith(("+/-", "+/−"), at):
        return Reading(at + 3, name("±"), SemioticClass.MATH)
    return None


def read_sharp(context: Context, at: int) -> Reading | None:
    """C#, #1; a word behind it makes it a hashtag."""
    text = context.text
    rank = compiled(_RANK).match(text, at) if not text[at - 1 : at].strip(" (") else None
    if rank is not None and rank[0] != text.strip():
        number = "" if context.before(at)[0] in ("số", "hạng", "thứ") else "số"
        return Reading(at + 1, number, SemioticClass.SIGN, 0.9)
    if text[at - 1 : at].isalpha() or text[at + 1 : at + 2].isdigit():
        return Reading(at + 1, "thăng", SemioticClass.SIGN)
    return None


def read_star(context: Context, at: int) -> Reading | None:
    """The stars of a hotel: 5★."""
    if context.text[at - 1 : at].isdigit():
        return Reading(at + 1, "sao", SemioticClass.SIGN)
    return None


def read_named(context: Context, at: int) -> Reading | None:
    """A sign that has a name wherever it stands."""
    sign = context.text[at]
    said = pairs("currencies").get(sign) or name(sign)
    return Reading(at + 1, said, SemioticClass.SIGN) if said else None


def name(sign: str) -> str:
    """What a sign is called in a sum; "" where it has no name."""
    return pairs("signs", "math").get(sign, "")


def read_minus(context: Context, at: int) -> Reading | None:
    """A negative amount."""
    text = context.text
    if not text[at + 1 : at + 2].isdigit():
        return None
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


def read(context: Context, at: int) -> Reading | None:
    """A sign between two terms of a sum, or before one."""
    text = context.text
    sign = text[at]
    if text[at : at + 2] in ("<=", ">="):
        return Reading(at + 2, name("≤" if sign == "<" else "≥"), SemioticClass.MATH)
    if sign == "*" and _STARS.match(text, at - 2 if at > 1 else 0, at + 2):
        return Reading(at + 1, "sao", SemioticClass.SIGN)
    left = text[:at].rstrip()[-1:] if at < 3 else text[at - 3 : at].rstrip()[-1:]
    right = text[at + 1 : at + 3].lstrip()[:1]
    if sign == "~":
        if not right.isdigit():
            return None
        about = "" if context.before(at)[0] in _ABOUT else "khoảng"
        return Reading(at + 1, about, SemioticClass.MATH)
    between = (left.isdigit() or context.last_end == at) and (
        right.isdigit() or right in ("-", "−")
    )
    if sign == "=" and "=" in (text[at + 1 : at + 2], text[at - 1 : at]):
        return None  # a rule across the page
    if sign in "<>" and _compares(text, at):
        return Reading(at + 1, name(sign), SemioticClass.MATH)
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
    return Reading(at + 1, name(sign), SemioticClass.MATH)


def _compares(text: str, at: int) -> bool:
    """Whether the sign stands between two letters: a > b."""
    left = _LETTER_BEFORE.search(text, max(0, at - 3), at)
    return left is not None and _LETTER_AFTER.match(text, at + 1) is not None


def read_power(context: Context, at: int) -> Reading | None:
    """A raised number: a power, the charge of an ion, or the mark of a footnote."""
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
