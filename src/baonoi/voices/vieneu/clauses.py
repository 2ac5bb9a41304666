"""The clauses in which a sentence is said: short ones, of equal length, cut where a speaker pauses.

The model was trained on clips of at most 15 seconds and drifts beyond; scraps of a word or two it
says badly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from unicodedata import normalize

from baonoi.model import SpokenText
from baonoi.store.patterns import compile_pattern
from baonoi.voices.google.packing import VERSION as PACKING
from baonoi.voices.google.packing import Request, pack

VERSION = f"1/{PACKING}"
LIMIT = 140
"""Characters, the package's own limit: about thirty syllables."""
STEP = 10
"""Characters by which shorter limits are tried."""

_COMMAS = compile_pattern(r"[;:]|\.{2,}|…|(?<=\S)\s[-–—]+(?=\s)")
"""Marks that pause, of which its phonemizer makes a full stop, two marks, or nothing."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said in one call."""

    text: str
    ends: bool
    """Whether a speaker pauses after it; otherwise it was cut for its length."""


def clauses(sentence: SpokenText, limit: int = LIMIT) -> list[Clause]:
    """A sentence in as few parts as the limit allows; no word is lost, no number cut.

    Of the limits that need no more parts, and no more cuts inside a clause, the shortest makes
    them equally long.
    """
    # Of the same length, so that its rewrites keep their places.
    spoken = _COMMAS.sub(lambda mark: ",".ljust(len(mark[0])), sentence.spoken)
    sentence = replace(sentence, spoken=spoken)
    best = pack([sentence], limit)
    while limit > STEP:
        limit -= STEP
        shorter = pack([sentence], limit)
        if _cost(shorter) > _cost(best):
            break
        best = shorter
    return [Clause(normalize("NFC", part.text), part.clause_end) for part in best]


def _cost(parts: list[Request]) -> tuple[int, int]:
    return len(parts), sum(not part.clause_end for part in parts)
