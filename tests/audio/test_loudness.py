from __future__ import annotations

import math

import numpy as np
import pytest

from baonoi.audio.loudness import Meter, integrated

pyloudnorm = pytest.importorskip("pyloudnorm")


def measured(samples: np.ndarray, rate: int, step: int = 5000) -> float:
    meter = Meter(rate)
    for at in range(0, len(samples), step):
        meter.feed(samples[at : at + step].tobytes())
    return integrated(meter.energies)


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 48000])
def test_the_reference_tone(rate: int) -> None:
    """BS.1770: 997 Hz at full scale in one channel is -3.01 LUFS."""
    time = np.arange(rate * 5) / rate
    tone = (32767 * 10 ** (-20 / 20) * np.sin(2 * np.pi * 997 * time)).astype("<i2")
    assert measured(tone, rate) == pytest.approx(-23.01, abs=0.05)


def test_speech_like_noise_agrees_with_an_independent_meter() -> None:
    rate = 22050
    random = np.random.default_rng(1)
    envelope = np.repeat(random.uniform(0, 1, 400) ** 3, rate // 10)
    noise = random.normal(0, 3000, len(envelope)) * envelope
    smooth = np.convolve(noise, np.ones(4) / 4, "same").astype("<i2")
    expected = pyloudnorm.Meter(rate).integrated_loudness(smooth / 32768)
    assert measured(smooth, rate) == pytest.approx(expected, abs=0.15)


def test_the_step_in_which_samples_arrive_changes_nothing() -> None:
    noise = np.random.default_rng(2).normal(0, 2000, 60000).astype("<i2")
    assert measured(noise, 22050, 7) == measured(noise, 22050, 60000)


def test_silence_has_no_loudness() -> None:
    assert measured(np.zeros(50000, dtype="<i2"), 22050) == -math.inf
    assert measured(np.zeros(10, dtype="<i2"), 22050) == -math.inf
