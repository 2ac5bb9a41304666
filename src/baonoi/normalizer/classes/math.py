"""Class ``math``: signs between numbers and before them (2+3, 10 - 4, 1.5×10^-3, ≥ 60, −5)."""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import measure
from baonoi.normalizer.numbers import Number, parse
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_AHEAD = compile_pattern(
    r"[-–] [0-9]++(?:[.,][0-9]++)?(?: [-–] [0-9]++(?:[.,][0-9]++)?){0,9}(?![\w%])"
)
_BEHIND = compile_pattern(r"[0-9] [-–] [0-9]{1,6}(?:[.,][0-9]{1,6})? $")
_EXPONENT = compile_pattern(r"([0-9]+(?:[.,][0-9]+)?)[eE]([-+−]?)([0-9]{1,3})(?![\w])")
_PRODUCT = compile_pattern(r"([0-9]+(?:[.,][0-9]+)?)(?:(mm|cm|m|km)\s?x|\s?[x×*])\s?(?=[0-9])")

_SIDES = frozenset("dài rộng cao sâu ngang dày dọc".split())


def in_list(text: str, dash: int) -> bool:
    """Whether a dash is one of several between numbers that make no sum: 9,5 - 8,25 - 9."""
    ahead = _AHEAD.match(text, dash)
    if ahead is None or text[ahead.end() : ahead.end() + 2].strip()[:1] == "=":
        return False
    return ahead[0].count(" ") > 1 or _BEHIND.search(text, max(0, dash - 40), dash) is not None


def read_exponent(context: Context, at: int) -> Reading | None:
    """6.626e-34: "sáu chấm sáu hai sáu nhân mười mũ trừ ba mươi bốn"."""
    found = _EXPONENT.match(context.text, at)
    if found is None:
        return None
    whole, point, fraction = found[1], "", ""
    for sign in ".,":
        if sign in whole:
            whole, point, fraction = whole.partition(sign)
    number = Number(0, whole, fraction, "chấm" if point == "." else "phẩy")
    power = Number(0, found[3])
    sign = "trừ " if found[2] in ("-", "−") else ""
    spoken = f"{number.say(context.accent)} nhân mười mũ {sign}{power.say(context.accent)}"
    return Reading(found.end(), spoken, SemioticClass.MATH)


def read_by(context: Context, at: int) -> Reading | None:
    """The sign between the names of sides: dài x rộng x cao."""
    if context.text[at] not in "xX" or not compiled(r" [xX] ").match(context.text, max(0, at - 1)):
        return None
    left, right = context.before(at)[0], context.after(at + 1)[0]
    factors = (left[:1].isdigit() or len(left) > 1) and (right[:1].isdigit() or len(right) > 1)
    if factors and "=" in context.text[max(0, at - 48) : at]:
        return Reading(at + 1, "nhân", SemioticClass.MATH, 0.9)  # = 0,5 x lương
    if left in _SIDES and right in _SIDES:
        return Reading(at + 1, "nhân", SemioticClass.MATH)
    return None


def read_product(context: Context, at: int) -> Reading | None:
    """A number and the sign that multiplies it: 1920x1080, 4x4x4."""
    found = _PRODUCT.match(context.text, at)
    if found is None:
        return None
    number = parse(found[1], 0)
    if number is None or number.end != len(found[1]):
        return None
    unit = f" {measure.name(found[2])}" if found[2] else ""
    return Reading(found.end(), f"{number.say(context.accent)}{unit} nhân ", SemioticClass.MATH)
