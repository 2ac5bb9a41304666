"""The letters of Vietnamese, for character classes."""

from __future__ import annotations

import unicodedata

TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
"""Combining marks of the five marked tones."""

VOWELS = "aăâeêioôơuưy"

_TONED = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)
)
LOWER = "a-zđ" + "".join(c for c in _TONED if not c.isascii())
"""Small letters, as the inside of a character class."""
UPPER = LOWER.upper()
"""Capital letters, as the inside of a character class."""
