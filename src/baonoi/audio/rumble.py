"""What lies below speech is taken away: an offset, the hum of a room."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SECONDS = 0.02
"""The mean of this long is taken away: nothing below 20 Hz is left, 50 Hz stays."""
CHUNK = 1 << 14
"""Samples worked on at a time: what stays in a core's own memory takes half the time."""

Samples = NDArray[np.float32]
"""Sound in units of 16 bits."""


def without_rumble(pcm: bytes | memoryview, sample_rate: int) -> Samples:
    """A sentence, int16 mono, without what is below speech."""
    samples = np.frombuffer(pcm, dtype="<i2")
    window = _window(sample_rate)
    sound = np.empty(len(samples), dtype=np.float32)
    for start in range(0, len(samples), CHUNK):
        end = min(start + CHUNK, len(samples))
        first = max(start - window, 0)
        part = _less_mean(samples[first : end + window], window)
        sound[start:end] = part[start - first : end - first]
    return sound


def high_pass(sample_rate: int) -> NDArray[np.float64]:
    """The same as the taps of a filter, which is late by half of their number."""
    window = _window(sample_rate)
    taps = np.full(window, -1 / window)
    taps[window // 2] += 1
    return taps


def _window(sample_rate: int) -> int:
    return round(sample_rate * SECONDS) | 1


def _less_mean(samples: NDArray[np.int16], window: int) -> Samples:
    """Take the moving mean over ``window`` samples (odd) away."""
    count, half = len(samples), window // 2
    total = np.zeros(count + window, dtype=np.int32)  # may wrap: differences do not
    np.cumsum(samples, out=total[half + 1 : half + 1 + count])
    total[half + 1 + count :] = total[half + count]
    sound = (total[window:] - total[:-window]).astype(np.float32)
    sound *= np.float32(-1 / window)
    sound += samples
    return sound
