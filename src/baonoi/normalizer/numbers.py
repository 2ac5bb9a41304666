"""Numbers as they are written in Vietnam, and as they are said.

A dot parts thousands and a comma begins the fraction; a dot that cannot part thousands is a
decimal point and said "chấm". Fractions are said digit by digit, so that no zero is lost (1,50:
"một phẩy năm không").
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from baonoi.model import Accent
from baonoi.store.patterns import compile_pattern

UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LONGEST = 30
"""Digits above which no one says a magnitude any more."""


class _Words(NamedTuple):
    thousand: str
    zero_tens: str
    four: str


_ACCENTS: dict[Accent, _Words] = {
    "northern": _Words("nghìn", "linh", "tư"),
    "southern": _Words("ngàn", "lẻ", "bốn"),
}


def digits(text: str) -> str:
    """The digits of a text one by one; anything else in it is passed over."""
    return " ".join([UNITS[int(ch)] for ch in text if ch in "0123456789"])


def _below_hundred(number: int, words: _Words) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return UNITS[units]
    head = "mười" if tens == 1 else UNITS[tens] + " mươi"
    if units == 0:
        return head
    if units == 5:
        return head + " lăm"
    if tens > 1 and units == 1:
        return head + " mốt"
    if tens > 1 and units == 4:
        return head + " " + words.four
    return head + " " + UNITS[units]


@cache
def _below_thousand(accent: Accent) -> tuple[str, ...]:
    words = _ACCENTS[accent]
    said = [_below_hundred(number, words) for number in range(100)]
    for hundreds in UNITS[1:]:
        said.append(f"{hundreds} trăm")
        said += [f"{hundreds} trăm {words.zero_tens} {units}" for units in UNITS[1:]]
        said += [f"{hundreds} trăm {rest}" for rest in said[10:100]]
    return tuple(said)


def _below_billion(number: int, accent: Accent, follows: bool) -> list[str]:
    said = _below_thousand(accent)
    words = _ACCENTS[accent]
    parts: list[str] = []
    for scale, name in ((1_000_000, " triệu"), (1_000, " " + words.thousand), (1, "")):
        group, number = divmod(number, scale)
        if not group:
            continue
        if group >= 100 or not (parts or follows):
            parts.append(said[group] + name)
        elif group >= 10:
            parts.append(f"không trăm {said[group]}{name}")
        else:
            parts.append(f"không trăm {words.zero_tens} {said[group]}{name}")
    return parts


@lru_cache(maxsize=4096)
def integer(text: str, accent: Accent) -> str:
    """A whole number from its digits; leading zeros do not count (02: "hai").

    Above a billion the scale begins again: 10^12 is "một nghìn tỷ", 10^18 "một tỷ tỷ".
    """
    text = text.lstrip("0")
    if not text:
        return UNITS[0]
    if len(text) > _LONGEST:
        return digits(text)
    head, tail = text[:-9], text[-9:]
    parts = [f"{integer(head, accent)} tỷ"] if head else []
    return " ".join(parts + _below_billion(int(tail), accent, bool(head)))


def four_in_order(spoken: str) -> str:
    """How an ordinal ends: after thứ, tháng, quý "bốn" is "tư"."""
    return "tư" if spoken == "bốn" else spoken


class Number(NamedTuple):
    """A number found in a text."""

    end: int
    whole: str
    """Digits before the point, without marks between them."""
    fraction: str = ""
    point: str = "phẩy"
    grouped: bool = False
    """Whether its thousands are parted, so that it cannot be a name or a year."""

    def say(self, accent: Accent) -> str:
        """The number in words."""
        said = integer(self.whole, accent)
        return f"{said} {self.point} {digits(self.fraction)}" if self.fraction else said

    @property
    def value(self) -> float:
        """What it amounts to, for comparing."""
        return float(f"{self.whole[:300]}.{self.fraction[:30] or 0}")

    @property
    def bare(self) -> bool:
        """Whether it is digits and nothing else."""
        return not (self.fraction or self.grouped)


_NUMBER = compile_pattern(
    r"""
    (?:
      (?P<dots> [1-9][0-9]{0,2} (?:\.[0-9]{3}){1,40}+ ) (?:,(?P<f1>[0-9]++))? (?![.,]?[0-9])
    | (?P<commas>
        [1-9][0-9]{0,2} (?:,[0-9]{3}){2,40}+ | [1-9][0-9]{0,2} (?:,[0-9]{3}){1,40}+ (?=\.[0-9]) )
      (?:\.(?P<f2>[0-9]++))? (?![.,]?[0-9])
    | (?P<spaces> [1-9][0-9]{0,2} (?P<gap>[\ \u00a0\u2009\u202f])[0-9]{3}
        (?:(?P=gap)[0-9]{3}){0,40}+ )
      (?:,(?P<f3>[0-9]++))? (?![.,]?[0-9]|[\ -]?[0-9]{2,}|[/:])
    | (?P<plain>[0-9]++) (?: (?P<point>[.,]) (?P<f4>[0-9]++) (?!\.[0-9]|,[0-9]{3}) )?
    )
    """,
    re.VERBOSE,
)
_SIMPLE = compile_pattern(r"([0-9]++)(?![., \u00a0\u2009\u202f][0-9])")


def parse(text: str, at: int, *, spaced: bool = True) -> Number | None:
    """The number that begins at a place of the text.

    ``spaced`` says whether a space may part thousands here ("1 000"); the words around decide.
    """
    simple = _SIMPLE.match(text, at)
    if simple is not None:
        return Number(simple.end(), simple[1])
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    group = found.lastgroup
    if found["spaces"] is not None and not (spaced or found["gap"] != " "):
        return _unspaced(text, at)
    if found["dots"] is not None:
        return Number(found.end(), found["dots"].replace(".", ""), found["f1"] or "", grouped=True)
    if found["commas"] is not None:
        whole = found["commas"].replace(",", "")
        return Number(found.end(), whole, found["f2"] or "", grouped=True)
    if found["spaces"] is not None:
        whole = "".join(ch for ch in found["spaces"] if ch in "0123456789")
        return Number(found.end(), whole, found["f3"] or "", grouped=True)
    point = "chấm" if group and found["point"] == "." else "phẩy"
    return Number(found.end(), found["plain"], found["f4"] or "", point)


def _unspaced(text: str, at: int) -> Number:
    end = at
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return Number(end, text[at:end])
