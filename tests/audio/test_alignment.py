"""The same words found in two voices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.audio.alignment import CEPSTRA, features, path, stretched

RATE, HOP = 22050, 220


def vowels(pitch: float, places: list[tuple[float, float]]) -> np.ndarray:
    """Buzzes of (formant in Hz, seconds), at a pitch of the speaker's own."""
    parts = []
    for formant, seconds in places:
        at = np.arange(round(seconds * RATE)) / RATE
        harmonics = pitch * np.arange(1, int(5000 / pitch))
        weights = np.exp(-(((harmonics - formant) / 250) ** 2)) + 0.01
        parts.append((weights[:, None] * np.sin(2 * np.pi * harmonics[:, None] * at)).sum(axis=0))
    return (3000 * np.concatenate(parts)).clip(-32000, 32000).astype(np.int16)


def test_the_same_vowels_meet_whoever_says_them_and_however_fast() -> None:
    one = vowels(110.0, [(500, 0.3), (1500, 0.2), (900, 0.4), (2400, 0.2)])
    two = vowels(205.0, [(500, 0.2), (1500, 0.3), (900, 0.25), (2400, 0.35)])
    mine = features(one, RATE, HOP)
    theirs = features(two, RATE, HOP)
    row = path(mine, stretched(theirs, len(mine)))
    scale = len(theirs) / len(mine)
    for here, there in ((0.3, 0.2), (0.5, 0.5), (0.9, 0.75)):
        at = np.searchsorted(row, there * 100 / scale)
        assert at == pytest.approx(here * 100, abs=2)


@settings(deadline=None)
@given(count=st.integers(1, 90), seed=st.integers(0, 50))
def test_a_path_goes_from_end_to_end_and_never_back(count: int, seed: int) -> None:
    noise = np.random.default_rng(seed)
    mine, other = noise.normal(size=(2, count, 2 * CEPSTRA)).astype(np.float32)
    row = path(mine, other)
    assert len(row) == count
    assert row[-1] == count - 1
    assert (np.diff(row) >= 0).all()
    assert list(path(mine, mine)) == list(range(count))


@pytest.mark.parametrize("count", [0, 1, HOP - 1, HOP, 5 * HOP + 3])
def test_every_whole_frame_has_a_row(count: int) -> None:
    rows = features(np.zeros(count, dtype=np.int16), RATE, HOP)
    assert rows.shape == (count // HOP, 2 * CEPSTRA)
    assert np.isfinite(rows).all()
