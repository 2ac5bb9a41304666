"""Semiotic class ``letters``: an acronym that no glossary and no lexicon knows.

One that reads as a word is said as a word (UNESCO), the others letter by letter, with the letter
names of the news: D is "đê" and O is "ô" in an acronym, whatever they are in the alphabet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from baonoi.model import Accent
from baonoi.normalizer.respelling import syllables
from baonoi.store.patterns import compile_pattern

_NAMES = dict(
    zip(
        "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz",
        "a/á/ớ/bê/xê/đê/đê/e/ê/ép/giê/hát/i/gi/ca/e-lờ/em/en/ô/ô/ơ/pê/quy/e-rờ/ét/tê/u/ư/vê"
        "/vê kép/ích/i dài/dét".split("/"),
        strict=True,
    )
)
_SOUTHERN = {"l": "lờ", "m": "mờ", "n": "nờ", "r": "rờ"}
_DIGITS = dict(zip("0123456789", "không một hai ba bốn năm sáu bảy tám chín".split(), strict=True))
_SIGNS = {"&": "và", "+": "cộng"}

_PRONOUNCEABLE = compile_pattern(
    r"(?:[bcdfghjklmnprstv]|[cpst]h)?[aeiou]{1,2}"
    r"(?:(?:[bcdfghjklprstv]|[cpst]h|[mn][bcdfgkpst]?|[lrs][cdkmnpt]|ft|tr)[aeiou]{1,2})+"
    r"[cdfklmnprstx]?",
    re.IGNORECASE,
)
_VOWELS_MEET = compile_pattern("(?<=[aeiou])(?=[aeiou])", re.IGNORECASE)
_AS_WORD = 0.6
_BY_LETTER = 0.7


def letter_name(ch: str, accent: Accent) -> str:
    """The name of a letter, digit or ``&`` as it is said in an acronym; "" for any other sign."""
    ch = unicodedata.normalize("NFC", ch.lower())
    if accent == "southern" and ch in _SOUTHERN:
        return _SOUTHERN[ch]
    name = _NAMES.get(ch) or _DIGITS.get(ch) or _SIGNS.get(ch)
    if name is None:
        marks = unicodedata.normalize("NFD", ch)
        barer = unicodedata.normalize("NFC", marks[:2]) if len(marks) > 2 else marks[:1]
        name = letter_name(barer, accent) if barer != ch else ""
    return name


@lru_cache(maxsize=8192)
def spell(token: str, accent: Accent) -> tuple[str, float]:
    """How to say an unknown acronym, and how sure that is, below 1.

    At least four letters that read as open, pronounceable syllables make a word: ASEAN, "A-xê-an".
    """
    if 4 <= len(token) <= 12 and _PRONOUNCEABLE.fullmatch(token):
        word = "-".join(syllables(_VOWELS_MEET.sub("'", token)))
        return word[:1].upper() + word[1:], _AS_WORD
    names = (letter_name(ch, accent) for ch in token)
    return " ".join(name for name in names if name), _BY_LETTER
