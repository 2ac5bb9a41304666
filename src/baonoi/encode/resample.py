"""Another sample rate, band-limited: for formats that take only some."""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.typing import NDArray

REACH = 32
"""Samples on either side from which one is made, at the lower of the two rates."""
PASSED = 0.92
"""How much of the band is kept: up to 10.1 of 11 kHz at 22,050 Hz."""
BETA = 9.0
"""Of the Kaiser window: images are 90 dB down."""

Samples = NDArray[np.int16]


class Resampler:
    """Takes samples as they come; gives them at another rate, without delay.

    The rates are as small whole numbers to each other. So many samples of the source, with their
    neighbours, make so many of the target by one matrix, whose columns are a windowed sinc each,
    moved to where the new sample lies between the old ones (Smith, "Digital Audio Resampling").
    """

    def __init__(self, source: int, target: int) -> None:
        self._same = source == target
        shared = gcd(source, target)
        self._taken, self._made = source // shared, target // shared
        lower = min(1.0, target / source)
        self._reach = round(REACH / lower)
        self._matrix = _matrix(self._taken, self._made, self._reach, PASSED * lower)
        self._rest = np.zeros(self._reach, dtype=np.int16)
        self._fed = self._given = 0

    def feed(self, samples: Samples) -> Samples:
        """Take the next samples; give those that are ready."""
        if self._same:
            return samples
        self._fed += len(samples)
        ready = self._blocks(np.concatenate((self._rest, samples)))
        self._given += len(ready)
        return ready

    def finish(self) -> Samples:
        """What is left: altogether as long as what was taken, to the nearest sample."""
        if self._same:
            return np.zeros(0, dtype=np.int16)
        padding = np.zeros(self._taken + self._reach, dtype=np.int16)
        ready = self._blocks(np.concatenate((self._rest, padding)))
        return ready[: round(self._fed * self._made / self._taken) - self._given]

    def _blocks(self, samples: Samples) -> Samples:
        width = self._taken + 2 * self._reach
        count = (len(samples) - 2 * self._reach) // self._taken
        if count <= 0:
            self._rest = samples
            return np.zeros(0, dtype=np.int16)
        windows = np.lib.stride_tricks.sliding_window_view(samples, width)[:: self._taken][:count]
        made = windows.astype(np.float64) @ self._matrix
        self._rest = samples[count * self._taken :]
        return np.clip(np.rint(made), -32768, 32767).astype(np.int16).reshape(-1)


def _matrix(taken: int, made: int, reach: int, band: float) -> NDArray[np.float64]:
    """Column n weighs the samples around place ``n * taken / made`` of a block."""
    places = np.arange(taken + 2 * reach)[:, None] - reach - np.arange(made) * taken / made
    inside = np.clip(1 - (places / reach) ** 2, 0.0, 1.0)
    weights = np.sinc(band * places) * np.i0(BETA * np.sqrt(inside)) * (np.abs(places) < reach)
    return np.asarray(weights / weights.sum(axis=0))
