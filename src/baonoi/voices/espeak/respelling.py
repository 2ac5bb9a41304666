"""What eSpeak NG says wrongly, written so that it says it rightly.

Measured on eSpeak NG 1.52: after *gi* and *qu* the vowel of *gi, gin, qui, quin* is lost, and the
old-style tone mark of *oa* breaks the syllable in two when no letter follows. Words keep their
number and order, so that word times still fit.
"""

from __future__ import annotations

import re
import unicodedata

VERSION = 1

_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _marked(letter: str) -> str:
    """The letter bare and with each of the five tone marks."""
    return letter + "".join(unicodedata.normalize("NFC", letter + mark) for mark in _TONES)


_I, _Y = _marked("i"), _marked("y")
_A, _O = _marked("a")[1:], _marked("o")[1:]
_GI = re.compile(rf"(?<![^\W\d_])[Gg]([{_I}])([mn]?)(?![^\W\d_])")
_QUI = re.compile(rf"(?<![^\W\d_])([Qq]u)([{_I}])(n?)(?![^\W\d_])")
_OA = re.compile(rf"(?<=[^\W\d_])([{_O}])a(?![^\W\d_])")
_TO_Y = str.maketrans(_I, _Y)
_TO_O_A = {mark: "o" + a for mark, a in zip(_O, _A, strict=True)}


def respell(text: str) -> str:
    """``text`` in NFC, without soft hyphens, its lost vowels written so that they are kept."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    text = _GI.sub(r"d\1\2", text)
    text = _QUI.sub(lambda match: match[1] + match[2].translate(_TO_Y) + match[3], text)
    return _OA.sub(lambda match: _TO_O_A[match[1]], text)
