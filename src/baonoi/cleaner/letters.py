"""The letters of Vietnamese, for character classes."""

from __future__ import annotations

import unicodedata

from baonoi.common.syllable import TONES, VOWELS
from baonoi.store.patterns import compile_pattern

_TONED = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)
)
LOWER = "a-zđ" + "".join(c for c in _TONED if not c.isascii())
"""Small letters, as the inside of a character class."""
UPPER = LOWER.upper()
"""Capital letters, as the inside of a character class."""
_TWO_WAYS = {
    unicodedata.normalize("NFC", o + a + tone): unicodedata.normalize("NFC", o + tone + a)
    for o, a in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY")
    for tone in TONES
}
_SMALL = "".join(way[1] for way in _TWO_WAYS if way[1].islower())
# A vowel before a toned one begins it, and few of them do.
_SECOND = compile_pattern(rf"[OoUu](?<![Qq].)(?:[{_SMALL}](?![{LOWER}])|[{_SMALL.upper()}](?!\w))")


def one_style(text: str) -> str:
    """The text with the tone on the first vowel of oa, oe, uy: "hoà" becomes "hòa"."""
    return (
        text
        if text.isascii()
        else _SECOND.sub(lambda match: _TWO_WAYS.get(match[0], match[0]), text)
    )
