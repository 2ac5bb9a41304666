from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.audio import rumble
from baonoi.audio.rumble import CHUNK, high_pass, without_rumble

RATE = 22050


def tone(pitch: float) -> np.ndarray:
    return (3000 * np.sin(2 * np.pi * pitch * np.arange(RATE) / RATE)).astype("<i2")


def strength(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples[2000:-2000].astype(float) ** 2)))


def test_rumble_and_offset_are_taken_away() -> None:
    for low in (tone(8), np.full(RATE, 2000, dtype="<i2")):
        assert strength(without_rumble(low.tobytes(), RATE)) < 0.1 * strength(low)


def test_speech_stays_as_it_is() -> None:
    for pitch in (150, 1000, 4000):
        heard = without_rumble(tone(pitch).tobytes(), RATE)
        assert strength(heard) == pytest.approx(strength(tone(pitch)), rel=0.1)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3 * CHUNK), st.sampled_from([16000, 22050, 24000]))
def test_it_is_a_convolution_however_it_is_cut(count: int, rate: int) -> None:
    samples = np.random.default_rng(count).integers(-32768, 32768, count).astype("<i2")
    taps = high_pass(rate)
    whole = np.convolve(np.append(samples, np.zeros(len(taps))), taps)[len(taps) // 2 :][:count]
    assert np.abs(without_rumble(samples.tobytes(), rate) - whole).max(initial=0) < 0.01


def test_nothing_is_left_of_what_does_not_move() -> None:
    assert rumble.high_pass(RATE).sum() == pytest.approx(0)
