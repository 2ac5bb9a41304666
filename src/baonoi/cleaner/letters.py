"""The letters of Vietnamese, for character classes."""

from __future__ import annotations

import unicodedata

from baonoi.common.syllable import TONES, VOWELS

_TONED = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)
)
LOWER = "a-zđ" + "".join(c for c in _TONED if not c.isascii())
"""Small letters, as the inside of a character class."""
UPPER = LOWER.upper()
"""Capital letters, as the inside of a character class."""
