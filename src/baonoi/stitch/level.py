"""Master a sentence: high-pass, a light equaliser, gain, and a look-ahead limiter.

It is mastered on its own: silence parts it from its neighbours, so the result depends on
nothing else and is the same on any number of cores.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CEILING = 0.70
"""Largest sample, of full scale: the curve between samples of a sibilant and what MP3 coding adds
bring it to -1.8 dBTP."""
BLOCK_SECONDS = 0.00145
"""A block of samples shares a gain; it is the limiter's look-ahead."""
HOLD = 2
"""Blocks on either side over which a reduction is held and smoothed."""
RUMBLE_SECONDS = 0.02
"""The high-pass takes the mean of this long away: nothing below 20 Hz is left, 50 Hz stays."""
FULL_SCALE = 32767.0

Samples = NDArray[np.float32]


def level(
    pcm: bytes | memoryview, sample_rate: int, gain: float, presence: float = 0.0, fade: int = 0
) -> bytes:
    """A sentence as it goes to the encoder, with no sample above the ceiling.

    Args:
        pcm: int16 mono.
        sample_rate: in Hz.
        gain: factor.
        fade: samples at either edge over which it fades, so that no join clicks.
        presence: how much the treble is lifted; 0.3 lifts 3 kHz by 1 dB at 22,050 Hz.
    """
    samples = np.frombuffer(pcm, dtype="<i2")
    if not len(samples):
        return b""
    sound = _without_rumble(samples, round(sample_rate * RUMBLE_SECONDS) | 1)
    if presence:
        sound[1:] += presence * np.diff(sound)
    sound *= gain
    ceiling = CEILING * FULL_SCALE
    if max(-float(sound.min()), float(sound.max())) > ceiling:
        sound = _limit(sound, ceiling, round(sample_rate * BLOCK_SECONDS))
    edge = min(fade, len(sound) // 2)
    if edge:
        ramp = np.linspace(0.0, 1.0, edge, endpoint=False, dtype=np.float32)
        sound[:edge] *= ramp
        sound[-edge:] *= ramp[::-1]
    np.rint(sound, out=sound)
    return sound.astype("<i2").tobytes()


def _without_rumble(samples: NDArray[np.int16], window: int) -> Samples:
    """Take the moving mean over ``window`` samples (odd) away."""
    padded = np.pad(samples, (window // 2 + 1, window // 2))
    total = np.cumsum(padded, dtype=np.int32)  # may wrap: differences over a window do not
    mean = (total[window:] - total[:-window]).astype(np.float32) / np.float32(window)
    return samples.astype(np.float32) - mean


def _limit(sound: Samples, ceiling: float, block: int) -> Samples:
    """Turn the gain down around every peak above the ceiling, before and after it, smoothly."""
    count = len(sound)
    blocks = -(-count // block)
    padded = np.zeros(blocks * block, dtype=np.float32)
    padded[:count] = sound
    grid = padded.reshape(blocks, block)
    peaks = np.maximum(grid.max(axis=1), -grid.min(axis=1))
    gains = np.minimum(1.0, ceiling / np.maximum(peaks, 1.0)).astype(np.float64)
    # The smallest gain within HOLD blocks, averaged over as many: never above what a block needs.
    edged = np.pad(gains, 2 * HOLD, constant_values=1.0)
    smallest = np.lib.stride_tricks.sliding_window_view(edged, 2 * HOLD + 1).min(axis=1)
    total = np.cumsum(np.pad(smallest, (1, 0)))
    smooth = (total[2 * HOLD + 1 :] - total[: -2 * HOLD - 1]) / (2 * HOLD + 1)
    # Each block runs from edge to edge; an edge takes the smaller gain of the two it parts.
    edges = np.minimum(np.pad(smooth, (1, 0), mode="edge"), np.pad(smooth, (0, 1), mode="edge"))
    edges = edges.astype(np.float32)
    ramp = np.linspace(0.0, 1.0, block, endpoint=False, dtype=np.float32)
    grid *= edges[:-1, None] + (edges[1:] - edges[:-1])[:, None] * ramp
    return padded[:count]
