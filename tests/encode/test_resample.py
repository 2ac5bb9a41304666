from __future__ import annotations

import numpy as np
import pytest

from baonoi.encode.resample import resampled

RATES = [(22050, 24000), (24000, 48000), (44100, 48000), (16000, 24000), (11025, 12000)]


def tone(rate: int, pitch: float, seconds: float = 1.0) -> np.ndarray:
    count = round(rate * seconds)
    return (12000 * np.sin(2 * np.pi * pitch * np.arange(count) / rate)).astype(np.int16)


def at_rate(samples: np.ndarray, source: int, target: int, step: int = 1000) -> np.ndarray:
    parts = (samples[at : at + step] for at in range(0, len(samples), step))
    return np.concatenate(list(resampled(parts, source, target))) * 32768


@pytest.mark.parametrize(("source", "target"), RATES)
@pytest.mark.parametrize("share", [0.005, 0.04, 0.3, 0.8])
def test_a_tone_stays_where_it_is(source: int, target: int, share: float) -> None:
    pitch = round(share * source / 2)
    made = at_rate(tone(source, pitch), source, target)
    expected = tone(target, pitch)
    assert len(made) == len(expected)
    middle = slice(2000, -2000)
    error = made[middle] - expected[middle]
    assert np.sqrt(np.mean(error**2)) < 2


@pytest.mark.parametrize("share", [0.8, 0.92, 0.97])
def test_no_image_of_a_tone_is_heard(share: float) -> None:
    """It would stand as far above half the source's rate as the tone is below."""
    source, target = 16000, 24000
    pitch = share * source / 2
    made = at_rate(tone(source, pitch, 2.0), source, target)[2000:-2000]
    spectrum = np.abs(np.fft.rfft(made * np.kaiser(len(made), 20)))
    pitches = np.fft.rfftfreq(len(made), 1 / target)
    image = spectrum[np.abs(pitches - (source - pitch)) < 20].max()
    assert 20 * np.log10(image / spectrum.max()) < -90


@pytest.mark.parametrize("step", [1, 7, 160, 5000, 10**6])
def test_parts_make_no_difference(step: int) -> None:
    noise = np.random.default_rng(0).integers(-9000, 9000, 4321).astype(np.int16)
    assert (at_rate(noise, 22050, 24000, step) == at_rate(noise, 22050, 24000, 997)).all()


@pytest.mark.parametrize("count", [0, 1, 146, 147, 148, 10_001, 3_000_017])
def test_the_length_is_kept(count: int) -> None:
    made = at_rate(np.ones(count, np.int16), 22050, 24000, 1 << 17)
    assert len(made) == round(count * 24000 / 22050)
