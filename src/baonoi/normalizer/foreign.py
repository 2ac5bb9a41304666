"""Semiotic class ``foreign``: which words are not Vietnamese, and how a Vietnamese says them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from baonoi.common.syllable import is_syllable
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.respelling import syllables
from baonoi.normalizer.tables import lines
from baonoi.store.patterns import compile_pattern

_KNOWN = 0.95
_BY_RULE = 0.6
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_NAME = compile_pattern(f"[{_LATIN}\u0300-\u036f]+(?:[-'’.][{_LATIN}\u0300-\u036f]+)*")
_JOINTS = compile_pattern("[-'’.]")
_CAPITALS = compile_pattern("(?<=[a-z])(?=[A-ZĐ])|(?<=[A-ZĐ])(?=[A-ZĐ][a-z])")


@cache
def _lexicon() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Single words by their lower case, and names of several words as they are written."""
    words: dict[str, str] = {}
    names: dict[str, str] = {}
    for line in lines("foreign"):
        written, spoken, _ = line.split("\t", 2)
        if " " in written:
            names[written] = spoken
        else:
            words[written.lower()] = spoken
    return MappingProxyType(words), MappingProxyType(names)


def phrases() -> Mapping[str, str]:
    """Foreign names of several words, as they are usually written, and how they are said."""
    return _lexicon()[1]


def is_vietnamese(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable, whatever it means."""
    return is_syllable(word)


@lru_cache(maxsize=32768)
def is_foreign(word: str) -> bool:
    """Whether a word, or a part of it between hyphens or apostrophes, cannot be Vietnamese.

    It has two Latin letters or more. A name that is spelled like a Vietnamese syllable ("Man",
    "Tim") is not told apart here.
    """
    if len(word) < 2 or is_syllable(word) or _NAME.fullmatch(word) is None:
        return False
    return not all(is_syllable(part) for part in _JOINTS.split(word) if part)


@lru_cache(maxsize=8192)
def respell(word: str) -> tuple[str, float] | None:
    """A foreign word in Vietnamese syllables, and how sure that is: Putin, ("Pu-tin", 0.95).

    Parts joined by a hyphen, an apostrophe, a stop or a capital (Jean-Claude, O'Neill, VPBank) are
    said one after another. None when the word is Vietnamese, or is not written in Latin letters.
    """
    known = _lexicon()[0].get(word.lower().replace("’", "'"))
    if known is not None:
        return known, _KNOWN
    if not is_foreign(word):
        return None
    parts = _parts(word)
    if len(parts) == 1:
        spoken = "-".join(syllables(parts[0])) or _letters(parts[0])
        spoken = spoken[:1].upper() + spoken[1:] if word[0].isupper() else spoken
    else:
        spoken = "-".join(filter(None, map(_part, parts)))
    return (spoken, _BY_RULE) if spoken else None


def _parts(word: str) -> list[str]:
    """The parts of a compound; an English genitive is silent (McDonald's)."""
    pieces = [piece for piece in _JOINTS.split(word) if piece]
    if len(pieces) > 1 and pieces[-1] in ("s", "S"):
        pieces.pop()
    return [part for piece in pieces for part in _CAPITALS.split(piece) if part]


def _letters(part: str) -> str:
    return "-".join(filter(None, (letter_name(letter, "northern") for letter in part)))


def _part(part: str) -> str:
    if (len(part) == 1 or (part.isupper() and len(part) < 4)) and not is_syllable(part):
        return _letters(part)
    spoken = respell(part)
    return spoken[0] if spoken else part
