"""Where the same words are in two voices: their spectra laid over each other, frame by frame.

Mel-frequency cepstra (Davis and Mermelstein, 1980), each sentence's mean and spread taken out, so
that what is left is what is said and not who says it; and dynamic time warping (Sakoe and Chiba,
1978) in a band around the diagonal.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

WINDOW = 512
"""Samples that a frame looks at: 21 to 32 ms at the rates of voices."""
LOWEST, HIGHEST = 100.0, 5500.0
"""Hertz: where vowels and most consonants differ."""
BANDS, CEPSTRA = 24, 12
FLOOR = 10.0
"""Power below which a band counts as silent."""
DELTA = 2
"""Frames before and after from which it is told how a spectrum changes."""
BAND, LEAST_BAND = 0.12, 25
"""How far two voices may drift apart: a part of the sentence, and frames at least."""
BLOCK = 32
"""Frames at once: products of larger matrices would be shared among cores, which costs more."""
FAR = 1e4
"""What stands before the beginning and after the end: nothing is like it."""
STEPS = 3
"""How many times as fast as in the other voice a word may be said."""
STRAY = 0.6
"""What it costs, in spreads, to stand still or to skip a frame."""

Features = NDArray[np.float32]


def features(samples: NDArray[np.int16], rate: int, hop: int) -> Features:
    """A row for each whole ``hop`` of samples: cepstra and their change, mean 0 and spread 1."""
    count = len(samples) // hop
    if not count:
        return np.zeros((0, 2 * CEPSTRA), dtype=np.float32)
    before = (WINDOW - hop) // 2  # a frame's window has its hop in the middle
    padded = np.zeros(count * hop + 2 * WINDOW, dtype=np.float32)
    padded[before : before + len(samples)] = samples[: len(padded) - before]
    padded[1:] -= 0.95 * padded[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[: count * hop : hop]
    window, bank, cosines = _tables(rate)
    cepstra = np.empty((count, CEPSTRA), dtype=np.float32)
    for first in range(0, count, BLOCK):
        spectra = np.fft.rfft(frames[first : first + BLOCK] * window)
        power = (spectra.real**2 + spectra.imag**2).astype(np.float32)
        cepstra[first : first + BLOCK] = np.log(power @ bank + FLOOR) @ cosines
    edges = np.pad(cepstra, ((DELTA, DELTA), (0, 0)), mode="edge")
    rows = np.hstack([cepstra, edges[2 * DELTA :] - edges[: -2 * DELTA]])
    rows -= rows.mean(axis=0)
    rows /= rows.std(axis=0) + 1e-3
    return np.asarray(rows, dtype=np.float32)


def stretched(rows: Features, count: int) -> Features:
    """So many rows, those between two of the given ones mixed of them."""
    at = np.linspace(0.0, len(rows) - 1.0, count)
    low = at.astype(np.intp)
    high = np.minimum(low + 1, len(rows) - 1)
    share = (at - low).astype(np.float32)[:, None]
    return np.asarray(rows[low] * (1 - share) + rows[high] * share, dtype=np.float32)


def path(mine: Features, other: Features) -> NDArray[np.intp]:
    """The row of ``other`` that each row of ``mine`` is most like, in order; both have as many."""
    count = len(mine)
    reach = min(max(LEAST_BAND, round(BAND * count)), count - 1)
    width = 2 * reach + 1
    edge = np.full((reach, other.shape[1]), FAR, dtype=np.float32)
    around = np.concatenate([edge, other, edge])
    costs = _distances(mine, around, width)
    stray = np.float32(STRAY * np.sqrt(mine.shape[1]))
    row = costs[0]
    row[reach:] += stray * np.arange(width - reach, dtype=np.float32)
    steps = np.empty((count, width), dtype=np.int8)
    chosen = np.empty(width, dtype=np.intp)
    weights = stray * np.abs(np.arange(STEPS + 1, dtype=np.float32) - 1)[:, None]
    # Column c of row i is row i + c - reach of the other: to stay on it is to go one column back.
    padded = np.full(width + STEPS, np.inf, dtype=np.float32)
    before = np.lib.stride_tricks.sliding_window_view(padded, width)[::-1]
    choices = np.empty((STEPS + 1, width), dtype=np.float32)
    for number in range(1, count):
        padded[STEPS - 1 : -1] = row
        np.add(before, weights, out=choices)
        choices.argmin(axis=0, out=chosen)
        steps[number] = chosen
        row = choices.min(axis=0) + costs[number]
    at = np.empty(count, dtype=np.intp)
    column = reach
    for number in range(count - 1, -1, -1):
        at[number] = number + column - reach
        column += 1 - int(steps[number, column]) if number else 0
    return np.asarray(np.clip(at, 0, count - 1), dtype=np.intp)


def _distances(mine: Features, around: Features, width: int) -> Features:
    """How unlike each row is to each of ``width`` rows around it."""
    costs = np.empty((len(mine), width), dtype=np.float32)
    for first in range(0, len(mine), BLOCK):
        some = mine[first : first + BLOCK]
        others = around[first : first + len(some) + width - 1]
        squares = np.square(some).sum(axis=1)[:, None] + np.square(others).sum(axis=1)
        unlike = np.sqrt(np.maximum(squares - 2 * some @ others.T, 0.0))
        rows, columns = unlike.strides
        costs[first : first + len(some)] = np.lib.stride_tricks.as_strided(
            unlike, (len(some), width), (rows + columns, columns)
        )
    return costs


@lru_cache(maxsize=8)
def _tables(rate: int) -> tuple[Features, Features, Features]:
    """The window, the triangles of the mel bands, and the cosines that make cepstra of them."""
    highest = min(HIGHEST, rate / 2)
    mel = np.linspace(1127 * np.log1p(LOWEST / 700), 1127 * np.log1p(highest / 700), BANDS + 2)
    edges = 700 * np.expm1(mel / 1127)
    hertz = np.arange(WINDOW // 2 + 1)[:, None] * rate / WINDOW
    rising = (hertz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz) / (edges[2:] - edges[1:-1])
    bank = np.maximum(0.0, np.minimum(rising, falling))
    turns = np.outer(np.arange(BANDS) + 0.5, np.arange(CEPSTRA) + 0.0)
    cosines = np.cos(np.pi / BANDS * turns)
    window = np.hanning(WINDOW)
    return tuple(table.astype(np.float32) for table in (window, bank, cosines))  # type: ignore[return-value]
