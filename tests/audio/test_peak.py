from __future__ import annotations

import numpy as np
import pytest

from baonoi.audio.peak import true_peak

RATE = 22050


def sine(pitch: float, phase: float, seconds: float = 2.0) -> np.ndarray:
    times = np.arange(round(RATE * seconds)) / RATE
    fade = np.minimum(1, np.minimum(times, times[::-1]) / 0.2)
    return (0.5 * fade * np.sin(2 * np.pi * pitch * times + phase)).astype(np.float32)


@pytest.mark.parametrize("pitch", [200.0, RATE / 8, RATE / 4])
@pytest.mark.parametrize("phase", [0.0, np.pi / 8, np.pi / 4])
def test_the_curve_between_the_samples_counts(pitch: float, phase: float) -> None:
    assert true_peak([sine(pitch, phase)]) == pytest.approx(-6.02, abs=0.1)


@pytest.mark.parametrize("size", [1, 100, 5000, 100_000])
def test_parts_make_no_difference(size: int) -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, 30_000).astype(np.float32)
    parts = [sound[at : at + size] for at in range(0, len(sound), size)]
    assert true_peak(parts) == pytest.approx(true_peak([sound]), abs=1e-6)


def test_a_peak_at_an_edge_is_found() -> None:
    for at in (0, 4095, 4096, 9999):
        sound = np.zeros(10_000, dtype=np.float32)
        sound[at] = 0.9
        assert true_peak([sound]) >= 20 * np.log10(0.9) - 0.01


def test_silence_has_none() -> None:
    assert true_peak([np.zeros(5000, dtype=np.float32)]) == -np.inf
    assert true_peak([]) == -np.inf
