"""The true peak after ITU-R BS.1770-4, annex 2: of the curve between the samples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from baonoi.common.decoder import Samples

OVERSAMPLED = 4
BLOCK = 4096
"""Samples looked at together."""
GUARD = 256
"""Samples on either side of a block that are looked at with it: a block has no neighbours."""
HEADROOM = 0.6
"""A block whose samples stay below this share of the peak found so far cannot hold a higher one:
between samples speech rises by less."""


def true_peak(sound: Iterable[Samples]) -> float:
    """The peak in dBTP of samples between -1 and 1, in parts of any length."""
    largest = 0.0
    for block in _blocks(sound):
        if float(np.abs(block).max()) <= HEADROOM * largest:
            continue
        spectrum = np.fft.rfft(block)
        curve = np.fft.irfft(spectrum, OVERSAMPLED * len(block)) * OVERSAMPLED
        inner = curve[OVERSAMPLED * GUARD : -OVERSAMPLED * GUARD]
        largest = max(largest, float(np.abs(inner).max()))
    return float(20 * np.log10(largest)) if largest else -np.inf


def _blocks(sound: Iterable[Samples]) -> Iterator[Samples]:
    rest = np.zeros(GUARD, dtype=np.float32)
    for part in sound:
        rest = np.concatenate((rest, part))
        while len(rest) >= BLOCK + 2 * GUARD:
            yield rest[: BLOCK + 2 * GUARD]
            rest = rest[BLOCK:]
    yield np.concatenate((rest, np.zeros(2 * GUARD, dtype=np.float32)))
