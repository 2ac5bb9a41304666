from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.stitch.level import BLOCK, CEILING, FULL_SCALE, HOLD, level


def noise(count: int, loudness: float, seed: int = 0) -> bytes:
    samples = np.random.default_rng(seed).normal(0, loudness, count)
    return np.clip(samples, -32768, 32767).astype("<i2").tobytes()


def values(pcm: bytes) -> np.ndarray:
    return np.frombuffer(pcm, dtype="<i2").astype(np.int64)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.floats(1, 30000), st.floats(0.1, 20), st.integers(0, 9))
def test_no_sample_passes_the_ceiling(count: int, loudness: float, gain: float, seed: int) -> None:
    loud = level(noise(count, loudness, seed), gain)
    assert len(loud) == 2 * count
    assert np.abs(values(loud)).max(initial=0) <= CEILING * FULL_SCALE + 1


def test_below_the_ceiling_it_is_the_gain_and_nothing_else() -> None:
    quiet = noise(10000, 500)
    assert np.array_equal(values(level(quiet, 2.0)), values(quiet) * 2)


def test_a_peak_turns_only_its_surroundings_down() -> None:
    samples = np.full(40 * BLOCK, 1000, dtype="<i2")
    samples[20 * BLOCK] = 32767
    loud = values(level(samples.tobytes(), 2.0))
    reach = (2 * HOLD + 1) * BLOCK
    far = np.r_[loud[: 20 * BLOCK - reach], loud[21 * BLOCK + reach :]]
    assert np.all(far == 2000)
    assert loud[20 * BLOCK] <= CEILING * FULL_SCALE + 1
    assert loud[20 * BLOCK - 1] < 2000
    assert np.abs(np.diff(np.delete(loud, 20 * BLOCK))).max() < 60
