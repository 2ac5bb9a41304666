"""What nobody says out: codes of many letters and figures, and rows of signs without a blank.

A hash, a key, a picture written as base64 is named and measured instead: "đoạn mã 64 ký tự". So no
word costs a listener more than a few breaths, and ``explain`` lists what was named.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from baonoi.model import Accent, SemioticClass
from baonoi.normalizer.classes import electronic
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading
from baonoi.store.patterns import compile_pattern

SHORTEST = 32
"""Characters of the shortest code: an MD5 hash. What is shorter is said letter by letter."""
DEAREST = 1000
"""Characters that may be said of one word: about a minute."""
LONG = 160
"""Characters of a word from which it is asked what it costs."""
_PIECE = compile_pattern(rf"[A-Za-z0-9+/=_\-.~%]{{{SHORTEST},}}+")
_RUN = compile_pattern(r"[0-9]++|[A-Za-z]++")
_SEPARATORS = str.maketrans("", "", "+/=_-.~%")
_MIXED = 0.25
"""Share of a code's characters that begin another kind: figure, small letter, capital."""
_MOST_FIGURES, _MOST_LETTERS = 64, 60
_MUTE = compile_pattern(r"[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{20}")
_ENDS = ".,;:?!…)]}”’»\"'"
_LATIN = compile_pattern(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def codes(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where in a word codes stand."""
    for piece in _PIECE.finditer(context.text, start, end):
        at, written = piece.start(), piece[0].rstrip(".-")
        if _is_code(written) and electronic.read_word(context, at) is None:
            yield at, at + len(written)


def name_code(context: Context, at: int, end: int) -> Reading:
    """The reading of a code."""
    written = context.text[at:end]
    what, unit = ("dãy", "chữ số") if written.isdecimal() else ("đoạn mã", "ký tự")
    return _named(end, f"{what} {_count(end - at, context.accent)} {unit}")


def name_row(context: Context, at: int, end: int, spoken: str) -> Reading | None:
    """The reading of a word of which so much would be said that nobody could follow."""
    if len(spoken) <= DEAREST or not _LATIN.search(spoken):
        return None
    end = at + len(context.text[at:end].rstrip(_ENDS))
    return _named(end, f"chuỗi {_count(end - at, context.accent)} ký tự")


def _named(end: int, spoken: str) -> Reading:
    return Reading(end, spoken, SemioticClass.ELECTRONIC, 0.6, (), "too long to be said out")


def _count(number: int, accent: Accent) -> str:
    return integer(str(number), accent)


def _is_code(written: str) -> bool:
    letters = written.translate(_SEPARATORS)
    if len(letters) < SHORTEST // 2:
        return False
    kinds = [(ch.isdecimal(), ch.isupper()) for ch in letters]
    # A capital before small letters begins a word, as in ChungKhoan.
    turns = sum(one != other and not (one[1] and not other[0]) for one, other in pairwise(kinds))
    if turns >= _MIXED * len(letters) or _MUTE.search(written):
        return True
    return any(
        len(run) > (_MOST_FIGURES if run.isdecimal() else _MOST_LETTERS)
        for run in _RUN.findall(written)
    )
