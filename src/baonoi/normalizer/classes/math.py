"""Class ``math``: signs between numbers and before them (2+3, 10 - 4, 1.5×10^-3, ≥ 60, −5)."""

from __future__ import annotations

import re

from baonoi.normalizer.classes import measure
from baonoi.normalizer.numbers import Number, parse
from baonoi.normalizer.reading import Context, Reading

_EXPONENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)[eE]([-+−]?)([0-9]{1,3})(?![\w])")
_OPERATOR = re.compile(r"\s?([+×x*·÷=^<>≤≥≈≠:−])\s?(?=[-+−]?[0-9])")
_DIFFERENCE = re.compile(r"\s[-–−]\s(?=[0-9])")
NAMES = {
    "+": "cộng", "×": "nhân", "x": "nhân", "*": "nhân", "·": "nhân", "÷": "chia", "=": "bằng",
    "^": "mũ", "<": "nhỏ hơn", ">": "lớn hơn", "≤": "nhỏ hơn hoặc bằng", "≥": "lớn hơn hoặc bằng",
    "≈": "xấp xỉ", "≠": "khác", "−": "trừ", "±": "cộng trừ", "√": "căn bậc hai của", "~": "khoảng",
    "∞": "vô cùng", "π": "pi", "∑": "tổng", "Δ": "đen ta", "∆": "đen ta", "‰": "phần nghìn",
    "%": "phần trăm", "°": "độ", "&": "và", "№": "số", "§": "mục", "Ω": "ôm", "µ": "mi crô",
    "²": "bình phương", "³": "lập phương",
}  # fmt: skip
"""What a sign is called."""
GREEK = {
    "α": "an pha", "β": "bê ta", "γ": "ga ma", "δ": "đen ta", "ε": "ép-xi-lon", "θ": "tê ta",
    "λ": "lam đa", "μ": "muy", "π": "pi", "ρ": "rô", "σ": "xích ma", "τ": "tô", "φ": "phi", "ω": "ô mê ga",
    "Δ": "đen ta", "Σ": "xích ma", "Π": "pi", "Φ": "phi", "Ω": "ô mê ga", "Γ": "ga ma", "Λ": "lam đa",
    "η": "ê ta", "κ": "cáp pa", "χ": "khi", "ψ": "pơ xi", "ν": "nuy", "ξ": "cờ xi", "ζ": "dê ta",
}  # fmt: skip
"""What a Greek letter is called."""


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
    return Reading(found.end(), spoken, "math")


def read_sign(context: Context, at: int) -> Reading | None:
    """A sign of arithmetic, where a number, a letter or a unit stands on both sides or behind it."""
    text = context.text
    sign = text[at]
    name = NAMES.get(sign)
    if name is None:
        return None
    return Reading(at + 1, name, "math")


_PRODUCT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)(?:(mm|cm|m|km)\s?x|\s?[x×*])\s?(?=[0-9])")


def read_product(context: Context, at: int) -> Reading | None:
    """A number and the sign that multiplies it: 1920x1080, 4x4x4."""
    found = _PRODUCT.match(context.text, at)
    if found is None:
        return None
    number = parse(found[1], 0)
    if number is None or number.end != len(found[1]):
        return None
    unit = f" {measure.name(found[2])}" if found[2] else ""
    return Reading(found.end(), f"{number.say(context.accent)}{unit} nhân ", "math")
