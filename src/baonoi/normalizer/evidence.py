"""Evidence as a value: what speaks for each sense of a written form, and how sure that makes one.

A cue is a named fact with a weight: about the logarithm of the odds that it is worth. The cues of a
sense add up. The sense with the largest sum wins; its share among all senses (each counted as the
exponential of its sum) is the confidence, and the others are the alternatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

_FAINT = 5.0
"""A sense that falls behind by more than this is no alternative any more (less than one in 150)."""


class Cue(NamedTuple):
    """One fact that speaks for a sense, or against it."""

    name: str
    """For people: the word that stands there, the form, the subject."""
    weight: float


class Sense(NamedTuple):
    """One way to understand a written form, and what speaks for it."""

    kind: str
    """Its semiotic class."""
    spoken: str
    cues: tuple[Cue, ...] = ()

    @property
    def sum(self) -> float:
        """The weights of its cues together."""
        return sum(cue.weight for cue in self.cues)


class Verdict(NamedTuple):
    """The sense that won."""

    sense: Sense
    confidence: float
    """Between 0 and 1, to two digits."""
    cue: str
    """The name of the heaviest cue for it; "" where nothing speaks for it."""
    alternatives: tuple[str, ...]
    """How the senses that lost, but have something for them, would be said; likeliest first."""


def cues(*offered: tuple[object, str, float]) -> tuple[Cue, ...]:
    """Of the cues that are offered, those whose condition holds: condition, name, weight."""
    return tuple(Cue(name, weight) for holds, name, weight in offered if holds)


def decide(senses: Sequence[Sense]) -> Verdict:
    """The sense for which most speaks; of equals, the first."""
    ranked = sorted(senses, key=lambda sense: -sense.sum)
    best = ranked[0]
    top = best.sum
    share = 1 / sum(exp(sense.sum - top) for sense in ranked)
    heaviest = max(best.cues, key=lambda cue: cue.weight, default=None)
    others = dict.fromkeys(
        sense.spoken
        for sense in ranked[1:]
        if sense.sum > top - _FAINT
        and sense.spoken not in ("", best.spoken)
        and any(cue.weight >= 0 for cue in sense.cues)
    )
    name = heaviest.name if heaviest is not None and heaviest.weight > 0 else ""
    return Verdict(best, max(0.01, round(share, 2)), name, tuple(others))
