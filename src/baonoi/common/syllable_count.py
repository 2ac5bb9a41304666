"""How many syllables a word has, in any language that is written in Latin letters."""

from __future__ import annotations

import re

_VOWELS = re.compile(r"[aeiouy\u00c0-\u00c6\u00c8-\u00d6\u00d8-\u00f6\u00f8-\u01b0\u1ea0-\u1ef9]+")


def syllable_count(word: str) -> int:
    """A group of vowels is a syllable; a word without any is spelled; a mark alone is none."""
    letters = word.lower()
    return len(_VOWELS.findall(letters)) or sum(map(str.isalnum, letters))
