"""Faster or slower with the same pitch, for engines that cannot do it themselves.

Waveform similarity overlap-add (Verhelst and Roelands, 1993): short windows are laid closer or
wider apart, each taken from where it fits best to the one before.
"""

from __future__ import annotations

from array import array
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from baonoi.model import Clip, Passage, Voice
from baonoi.voices.altered import Altered
from baonoi.voices.engine import Engine

VERSION = 1
WINDOW = 0.03
"""Seconds: two to six periods of a voice."""
SEARCH = 0.012
"""Seconds by which a window may be taken earlier or later: a period of a low voice."""


def stretch(samples: NDArray[np.int16], rate: int, speed: float) -> NDArray[np.int16]:
    """The samples at ``speed`` times their speed, exactly ``round(n / speed)`` of them."""
    count = round(len(samples) / speed)
    half = round(WINDOW * rate / 2)
    reach = round(SEARCH * rate)
    if count < 2 * half or len(samples) < 2 * half:
        return (
            np.interp(
                np.linspace(0, max(len(samples) - 1, 0), count), np.arange(len(samples)), samples
            ).astype(np.int16)
            if len(samples)
            else samples
        )
    padded = np.concatenate(
        [np.zeros(half + reach), samples.astype(np.float64), np.zeros(2 * half + 2 * reach)]
    )
    # The halves of two windows that follow each other add up to one.
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(half) + 0.5) / half)
    window = np.concatenate([rise, rise[::-1]])
    steps = -(-count // half) + 1
    made = np.zeros((steps + 1) * half)
    origin = half + reach  # where the first sample stands
    expected = origin - half
    for step in range(steps):
        wanted = origin + round((step - 1) * half * speed)
        at = _best_fit(padded, expected, wanted, half, reach) if step else origin - half
        made[step * half : (step + 2) * half] += padded[at : at + 2 * half] * window
        expected = at + half
    return np.rint(made[half : half + count]).clip(-32768, 32767).astype(np.int16)


def _best_fit(
    padded: NDArray[np.float64], expected: int, wanted: int, half: int, reach: int
) -> int:
    """Near ``wanted``, the place whose samples are most like those at ``expected``."""
    last = len(padded) - 2 * half
    low, high = max(0, min(wanted - reach, last)), max(0, min(wanted + reach, last))
    pattern = padded[expected : expected + half]
    if len(pattern) < half or high <= low:
        return low
    region = padded[low : high + half]
    likeness = np.correlate(region, pattern, mode="valid")
    energy = np.cumsum(np.concatenate([[0.0], region**2]))
    norm = np.sqrt(energy[half:] - energy[:-half] + 1.0)
    return low + int(np.argmax(likeness / norm))


def stretch_clip(clip: Clip, speed: float) -> Clip:
    """A clip at that speed; its sentences one by one, so that each ends exactly."""
    samples = np.frombuffer(clip.pcm, dtype="<i2")
    parts = [
        stretch(samples[start:end], clip.sample_rate, speed)
        for start, end in pairwise([0, *clip.sentences])
    ]
    ends = array("i", np.cumsum([len(part) for part in parts]).tolist())
    words = array("i", (min(round(time / speed), ends[-1]) for time in clip.words))
    pcm = b"".join(part.astype("<i2").tobytes() for part in parts)
    return Clip(pcm, clip.sample_rate, ends, words, clip.voice)


class Stretched(Altered):
    """An engine whose clips are stretched."""

    def __init__(self, engine: Engine, speed: float) -> None:
        super().__init__(engine, f"stretched{VERSION}/{speed:g}")
        self._speed = speed

    def foresee(self, passage: Passage, voice: Voice) -> tuple[float, int] | None:
        """What the engine knows, at that speed."""
        foreseen = super().foresee(passage, voice)
        return foreseen and (foreseen[0] / self._speed, foreseen[1])

    def _change(self, clip: Clip) -> Clip:
        return stretch_clip(clip, self._speed)
