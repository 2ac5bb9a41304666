"""Make a sentence as loud as it shall be: gain, and a look-ahead limiter.

It is levelled on its own: silence parts it from its neighbours, so the result depends on
nothing else and is the same on any number of cores.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from baonoi.audio.mastering import Mastering
from baonoi.audio.rumble import Samples

BLOCK_SECONDS = 0.00145
"""A block of samples shares a gain; it is the limiter's look-ahead."""
HOLD = 2
"""Blocks on either side over which a reduction is held and smoothed."""
CHUNK = 2048
"""Blocks worked on at a time: what stays in a core's own memory, and yet few calls of numpy, each
of which may have to wait for the interpreter."""
MARGIN = 2 * HOLD + 1
"""Blocks on either side of a chunk that are worked on with it: all that the limiter looks at."""
FULL_SCALE = 32767.0


def level(sound: Samples, sample_rate: int, mastering: Mastering, fade: int = 0) -> bytes:
    """A sentence as it goes to the encoder, int16 mono, with no sample above the ceiling.

    Args:
        sound: without rumble.
        sample_rate: in Hz.
        mastering: its gain and its ceiling.
        fade: samples at either edge over which it fades, so that no join clicks.
    """
    return b"".join(levelled(sound, iter((len(sound),)), sample_rate, mastering, fade))


def levelled(
    sound: Samples, done: Iterator[int], sample_rate: int, mastering: Mastering, fade: int = 0
) -> Iterator[bytes]:
    """The same in parts, each as soon as what it looks at is there.

    Args:
        done: how much of the sound is there, more with each step, at last all.
    """
    count, ready = len(sound), 0
    block = round(sample_rate * BLOCK_SECONDS)
    edge = min(fade, count // 2)
    ramp = _ramp(edge)
    for start in range(0, count, CHUNK * block):
        end = min(start + CHUNK * block, count)
        first, last = max(start - MARGIN * block, 0), min(end + MARGIN * block, count)
        while ready < last:
            ready = next(done)
        loud = sound[first:last] * np.float32(mastering.gain)
        _limit(loud, mastering.ceiling * FULL_SCALE, block)
        np.rint(loud, out=loud)
        part = loud[start - first : end - first].astype("<i2")
        if start < edge:
            part[: edge - start] = np.rint(part[: edge - start] * ramp[start:end])
        fading = max(count - edge, start)
        if fading < end:
            part[fading - start :] = np.rint(
                part[fading - start :] * ramp[::-1][fading - count + edge : end - count + edge]
            )
        yield part.tobytes()


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
    curve = np.repeat(np.diff(edges), block)
    curve.reshape(-1, block)[:] *= _ramp(block)
    curve += np.repeat(edges[:-1], block)
    sound *= curve[: len(sound)]


@lru_cache
def _ramp(count: int) -> Samples:
    """From nothing towards one."""
    return np.linspace(0.0, 1.0, count, endpoint=False, dtype=np.float32)


def _over_neighbours(ufunc: np.ufunc, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """``ufunc`` over each value and HOLD on either side of it; shorter by 2 HOLD."""
    count = len(values) - 2 * HOLD
    combined = values[:count]
    for offset in range(1, 2 * HOLD + 1):
        combined = ufunc(combined, values[offset : offset + count])
    return combined
