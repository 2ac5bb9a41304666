"""Semiotic class ``foreign``: which words are not Vietnamese, and how a Vietnamese says them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from baonoi.normalizer.respelling import syllables
from baonoi.normalizer.syllable import is_syllable

_TABLE = Path(__file__).with_name("lexicon") / "foreign.tsv"
_KNOWN = 0.95
_BY_RULE = 0.6
_LATIN = "A-Za-z\u00aa-\u024f\u1e00-\u1eff"
_NAME = re.compile(f"[{_LATIN}\u0300-\u036f]+(?:[-'’.][{_LATIN}\u0300-\u036f]+)*")
_JOINTS = re.compile("[-'’.]")


@cache
def _lexicon() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Single words by their lower case, and names of several words as they are written."""
    words: dict[str, str] = {}
    names: dict[str, str] = {}
    with _TABLE.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(("#", "written\t")):
                continue
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

    Parts joined by a hyphen, an apostrophe or a stop (Jean-Claude, O'Neill) are said one after
    another. None when the word is Vietnamese, or is not written in Latin letters.
    """
    known = _lexicon()[0].get(word.lower())
    if known is not None:
        return known, _KNOWN
    if not is_foreign(word):
        return None
    parts = [part for part in _JOINTS.split(word) if part]
    if len(parts) > 1:
        return "-".join((respell(part) or (part, 1.0))[0] for part in parts), _BY_RULE
    spoken = "-".join(syllables(parts[0]))
    if not spoken:
        return None
    return (spoken[0].upper() + spoken[1:] if word[0].isupper() else spoken), _BY_RULE
