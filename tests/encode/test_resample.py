from __future__ import annotations

import numpy as np
import pytest

from baonoi.encode.resample import Resampler

RATES = [(22050, 24000), (24000, 48000), (44100, 48000), (48000, 24000), (16000, 24000)]


def tone(rate: int, pitch: float, seconds: float = 1.0) -> np.ndarray:
    count = round(rate * seconds)
    return (12000 * np.sin(2 * np.pi * pitch * np.arange(count) / rate)).astype(np.int16)


def resampled(samples: np.ndarray, source: int, target: int, step: int = 1000) -> np.ndarray:
    resampler = Resampler(source, target)
    parts = [resampler.feed(samples[at : at + step]) for at in range(0, len(samples), step)]
    return np.concatenate([*parts, resampler.finish()])


@pytest.mark.parametrize(("source", "target"), RATES)
@pytest.mark.parametrize("pitch", [50, 440, 3000, 6500])
def test_a_tone_stays_where_it_is(source: int, target: int, pitch: float) -> None:
    made = resampled(tone(source, pitch), source, target)
    expected = tone(target, pitch)
    assert len(made) == len(expected)
    middle = slice(2000, -2000)
    error = made[middle].astype(float) - expected[middle]
    assert np.sqrt(np.mean(error**2)) < 3


def test_what_the_lower_rate_cannot_hold_is_gone() -> None:
    made = resampled(tone(48000, 15000), 48000, 24000)
    assert np.abs(made[500:-500]).max() < 3


@pytest.mark.parametrize("step", [1, 7, 160, 5000, 10**6])
def test_pieces_make_no_difference(step: int) -> None:
    noise = np.random.default_rng(0).integers(-9000, 9000, 4321).astype(np.int16)
    assert (resampled(noise, 22050, 24000, step) == resampled(noise, 22050, 24000, 997)).all()


@pytest.mark.parametrize("count", [0, 1, 146, 147, 148, 10_001])
def test_the_length_is_kept(count: int) -> None:
    made = resampled(np.ones(count, np.int16), 22050, 24000)
    assert len(made) == round(count * 24000 / 22050)


def test_the_same_rate_is_left_alone() -> None:
    noise = np.random.default_rng(0).integers(-9000, 9000, 5000).astype(np.int16)
    assert (resampled(noise, 24000, 24000) == noise).all()
