"""What eSpeak NG says wrongly, written so that it says it rightly.

Found by comparing the phonemes of eSpeak NG 1.52 for every syllable that Vietnamese can spell:
after *gi* and *qu* vowels are lost (gi, gin, qui, quinh) or broken (giuộc, giết), a tone mark in
its old place breaks the syllable (họa, tọan), some syllables are taken for English (veo, buy), and
the southern voice loses the *u* of *hu, hung, huống*. Words keep their number and order, so that
word times still fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from baonoi.model import Accent
from baonoi.store.patterns import compile_pattern

VERSION = 2

BREAK = "\u0335"
"""A combining stroke: eSpeak NG does not say it, and its spelling rules do not match across it."""

_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _marked(letter: str) -> str:
    """The letter bare and with each of the five tone marks."""
    return letter + "".join(unicodedata.normalize("NFC", letter + mark) for mark in _TONES)


_A, _E, _EE, _I, _O, _OO, _U, _Y = (_marked(letter) for letter in "a e ê i o ô u y".split())
_TO_Y = str.maketrans(_I, _Y)
_PLAIN = {mark: letter for row in (_O, _U) for mark, letter in zip(row, row[0] * 6, strict=True)}
_TONE = {mark: tone for row in (_O, _U) for tone, mark in enumerate(row)}
_ROWS = {"a": _A, "e": _E, "y": _Y}


def _new_place(match: re.Match[str]) -> str:
    """The tone mark of óa, óe, úy on the second letter, where the new orthography has it."""
    first, second = tuple(match[0].lower())
    return _PLAIN[first] + _ROWS[second][_TONE[first]]


def _quy(match: re.Match[str]) -> str:
    return match[1] + match[2].lower().translate(_TO_Y) + match[3]


_Rule = tuple[re.Pattern[str], "str | Callable[[re.Match[str]], str]"]


def _rule(pattern: str, written: str | Callable[[re.Match[str]], str]) -> _Rule:
    return compile_pattern(pattern, re.IGNORECASE), written


_START, _END = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_RULES = (
    _rule(rf"[{_O[1:]}][ae]|[{_U[1:]}]y", _new_place),
    _rule(rf"{_START}g([{_I}](?:m|nh?)?){_END}", r"d\1"),
    _rule(rf"{_START}gi(?=[{_U}])", "d"),
    _rule(rf"{_START}gi(?=[{_EE}](?:u|p|t|ch?){_END})", "di"),
    _rule(rf"{_START}(qu)([{_I}])(m|nh?|){_END}", _quy),
    _rule(rf"{_START}(v)(eo){_END}", rf"\1{BREAK}\2"),
    _rule(rf"{_START}(b)(uy(?:a|nh?|[{_EE}][nt]|){_END})", rf"\1{BREAK}\2"),
)
_SOUTHERN = (_rule(rf"{_START}(h)(u(?:a|i|m|ng?|[{_Y}]u|[{_OO}][a-z]*|){_END})", rf"\1{BREAK}\2"),)


def respell(text: str, accent: Accent = "northern") -> str:
    """``text`` in NFC, without soft hyphens, its lost vowels written so that they are kept."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    for pattern, written in _RULES + (_SOUTHERN if accent == "southern" else ()):
        text = pattern.sub(written, text)
    return text
