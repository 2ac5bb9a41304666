"""Samples of speech: decoding them, finding where speech begins, ends and pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Samples = NDArray[np.int16]

FRAME = 0.01
"""Seconds over which loudness is measured."""
QUIET = 0.01
"""Below this share of the loudest frame's amplitude there is no speech: -40 dB."""
LEAD, TAIL = 0.03, 0.06
"""Seconds kept before and after speech: an f begins, and a vowel ends, below the threshold."""
SHORTEST_PAUSE = 0.08
"""Seconds: the closure of a p, t or k is shorter."""
WORTH = 3.0
"""How much a second of silence tells for a sentence's end, against being off by a second."""
LONG_PAUSE = 0.8
"""Seconds beyond which silence tells no more."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono int16 samples and their rate in Hz."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    def part(self, start: int, end: int) -> Sound:
        """The samples from ``start`` up to ``end``."""
        return Sound(self.samples[start:end], self.rate)


def silence(seconds: float, rate: int) -> Samples:
    """That long nothing."""
    return np.zeros(round(seconds * rate), dtype=np.int16)


def voiced_frames(sound: Sound) -> NDArray[np.bool_]:
    """For each whole ``FRAME`` whether there is speech in it."""
    size = round(FRAME * sound.rate)
    count = len(sound.samples) // size
    frames = sound.samples[: count * size].reshape(count, size).astype(np.float32)
    power = (frames**2).mean(axis=1) if count else np.zeros(0, dtype=np.float32)
    loudest = float(power.max()) if count else 0.0
    return power > max(loudest * QUIET**2, 1.0)


def speech_bounds(sound: Sound) -> tuple[int, int]:
    """First sample and end of the speech in it, a little air included; (0, 0) where it is mute."""
    voiced = np.nonzero(voiced_frames(sound))[0]
    if not len(voiced):
        return 0, 0
    size = round(FRAME * sound.rate)
    start = int(voiced[0]) * size - round(LEAD * sound.rate)
    end = (int(voiced[-1]) + 1) * size + round(TAIL * sound.rate)
    return max(0, start), min(len(sound.samples), end)


def breaks_off(sound: Sound) -> bool:
    """Whether there is still speech in its last three hundredths of a second."""
    return bool(voiced_frames(sound)[-3:].any())


def pauses(sound: Sound) -> list[tuple[int, int]]:
    """Start and end sample of each silence inside the speech."""
    voiced = np.nonzero(voiced_frames(sound))[0]
    size = round(FRAME * sound.rate)
    gaps = zip(voiced[:-1].tolist(), voiced[1:].tolist(), strict=True)
    return [
        ((before + 1) * size, after * size)
        for before, after in gaps
        if (after - before - 1) * FRAME >= SHORTEST_PAUSE
    ]


def split_at_pauses(sound: Sound, shares: Sequence[float]) -> list[int]:
    """The samples at which to cut, so that the parts have about these shares of the speech.

    Each cut takes the silence that is long and near to where it is expected; where there are too
    few silences, the expected place itself.
    """
    start, end = speech_bounds(sound)
    total = sum(shares)
    found = [((first + last) // 2, (last - first) / sound.rate) for first, last in pauses(sound)]
    expected = [start + (end - start) * sum(shares[: at + 1]) / total for at in range(len(shares))]
    expected.pop()
    places = sorted({**{round(place): 0.0 for place in expected}, **dict(found)}.items())
    # The cheapest choice of one place a cut, in order: best[at] has its last cut at places[at].
    best: list[tuple[float, tuple[int, ...]]] = []
    for number, target in enumerate(expected):
        row: list[tuple[float, tuple[int, ...]]] = []
        before: tuple[float, tuple[int, ...]] = (float("inf") if number else 0.0, ())
        for at, (place, gap) in enumerate(places):
            cost = abs(place - target) / sound.rate - WORTH * min(gap, LONG_PAUSE)
            row.append((before[0] + cost, (*before[1], place)))
            if number:
                before = min(before, best[at])
        best = row
    return list(min(best)[1]) if best else []
