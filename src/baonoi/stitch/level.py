"""Bring a clip to its loudness: the voice's gain, then a look-ahead limiter.

A clip is levelled on its own: silence parts it from its neighbours, so the result depends on
nothing else and is the same on any number of cores.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CEILING = 0.75
"""Largest sample, of full scale: MP3 coding and the curve between samples add about 1 dB to it."""
BLOCK = 32
"""Samples that share a gain at 22,050 Hz: 1.45 ms, the look-ahead."""
HOLD = 2
"""Blocks on either side over which a reduction is held and smoothed."""
FULL_SCALE = 32767.0


def level(pcm: bytes, gain: float) -> bytes:
    """``pcm`` (int16, mono) times ``gain``, with no sample above the ceiling."""
    samples = np.frombuffer(pcm, dtype="<i2")
    if not len(samples):
        return b""
    scaled = samples.astype(np.float32)
    scaled *= gain
    ceiling = CEILING * FULL_SCALE
    if max(-int(samples.min()), int(samples.max())) * gain > ceiling:
        scaled = _limit(scaled, ceiling)
    np.rint(scaled, out=scaled)
    return scaled.astype("<i2").tobytes()


def _limit(samples: NDArray[np.float32], ceiling: float) -> NDArray[np.float32]:
    """Turn the gain down around every peak above the ceiling, before and after it, smoothly."""
    count = len(samples)
    blocks = -(-count // BLOCK)
    padded = np.zeros(blocks * BLOCK, dtype=np.float32)
    padded[:count] = samples
    grid = padded.reshape(blocks, BLOCK)
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
    ramp = np.linspace(0.0, 1.0, BLOCK, endpoint=False, dtype=np.float32)
    grid *= edges[:-1, None] + (edges[1:] - edges[:-1])[:, None] * ramp
    return padded[:count]
