"""Make a sentence as loud as it shall be: high-pass, gain, and a look-ahead limiter.

It is levelled on its own: silence parts it from its neighbours, so the result depends on
nothing else and is the same on any number of cores.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from baonoi.audio.mastering import Mastering

BLOCK_SECONDS = 0.00145
"""A block of samples shares a gain; it is the limiter's look-ahead."""
HOLD = 2
"""Blocks on either side over which a reduction is held and smoothed."""
RUMBLE_SECONDS = 0.02
"""The high-pass takes the mean of this long away: nothing below 20 Hz is left, 50 Hz stays."""
CHUNK = 512
"""Blocks worked on at a time: what stays in a core's own memory takes half the time."""
MARGIN = 16
"""Blocks on either side of a chunk that are worked on with it: more than the high-pass and the
limiter look at."""
FULL_SCALE = 32767.0

Samples = NDArray[np.float32]


def level(pcm: bytes | memoryview, sample_rate: int, mastering: Mastering, fade: int = 0) -> bytes:
    """A sentence as it goes to the encoder, with no sample above the ceiling.

    Args:
        pcm: int16 mono.
        sample_rate: in Hz.
        mastering: its gain and its ceiling.
        fade: samples at either edge over which it fades, so that no join clicks.
    """
    samples = np.frombuffer(pcm, dtype="<i2")
    count = len(samples)
    window = round(sample_rate * RUMBLE_SECONDS) | 1
    block = round(sample_rate * BLOCK_SECONDS)
    levelled = np.empty(count, dtype="<i2")
    for start in range(0, count, CHUNK * block):
        end = min(start + CHUNK * block, count)
        first = max(start - MARGIN * block, 0)
        sound = _without_rumble(samples[first : end + MARGIN * block], window)
        sound *= np.float32(mastering.gain)
        _limit(sound, mastering.ceiling * FULL_SCALE, block)
        np.rint(sound, out=sound)
        levelled[start:end] = sound[start - first : end - first]
    edge = min(fade, count // 2)
    if edge:
        ramp = np.linspace(0.0, 1.0, edge, endpoint=False, dtype=np.float32)
        levelled[:edge] = np.rint(levelled[:edge] * ramp)
        levelled[-edge:] = np.rint(levelled[-edge:] * ramp[::-1])
    return levelled.tobytes()


def _without_rumble(samples: NDArray[np.int16], window: int) -> Samples:
    """Take the moving mean over ``window`` samples (odd) away."""
    count, half = len(samples), window // 2
    total = np.zeros(count + window, dtype=np.int32)  # may wrap: differences do not
    np.cumsum(samples, out=total[half + 1 : half + 1 + count])
    total[half + 1 + count :] = total[half + count]
    sound = (total[window:] - total[:-window]).astype(np.float32)
    sound *= np.float32(-1 / window)
    sound += samples
    return sound


def _limit(sound: Samples, ceiling: float, block: int) -> None:
    """Turn the gain down around every peak above the ceiling, before and after it, smoothly."""
    peaks = np.maximum.reduceat(np.abs(sound), np.arange(0, len(sound), block))
    if peaks.max() <= ceiling:
        return
    # The smallest gain within HOLD blocks, averaged over as many: never above what a block needs.
    held = np.ones(len(peaks) + 4 * HOLD)
    held[2 * HOLD : -2 * HOLD] = np.minimum(1.0, ceiling / np.maximum(peaks, 1.0))
    smooth = _over_neighbours(np.add, _over_neighbours(np.minimum, held)) / (2 * HOLD + 1)
    # Each block runs from edge to edge; an edge takes the smaller gain of the two it parts.
    edges = np.empty(len(peaks) + 1, dtype=np.float32)
    edges[0], edges[-1] = smooth[0], smooth[-1]
    np.minimum(smooth[:-1], smooth[1:], out=edges[1:-1], casting="same_kind")
    ramp = np.linspace(0.0, 1.0, block, endpoint=False, dtype=np.float32)
    curve = edges[:-1, None] + np.diff(edges)[:, None] * ramp
    sound *= curve.reshape(-1)[: len(sound)]


def _over_neighbours(ufunc: np.ufunc, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """``ufunc`` over each value and HOLD on either side of it; shorter by 2 HOLD."""
    count = len(values) - 2 * HOLD
    combined: NDArray[np.float64] = ufunc.reduce(
        [values[offset : offset + count] for offset in range(2 * HOLD + 1)]
    )
    return combined
