"""Another sample rate, band-limited: for codecs that take only some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from baonoi.common.decoder import Samples


def resampled(parts: Iterable[NDArray[np.int16]], source: int, target: int) -> Iterator[Samples]:
    """The same sound at another rate, between -1 and 1: without delay, as long, in other parts.

    How it is cut into parts makes no difference.
    """
    import soxr

    # As whole numbers it would come with noise of random numbers, others for each cut.
    stream = soxr.ResampleStream(source, target, 1, dtype="float32")
    for part in parts:
        yield stream.resample_chunk(part.astype(np.float32) / np.float32(32768))
    yield stream.resample_chunk(np.zeros(0, dtype=np.float32), last=True)
