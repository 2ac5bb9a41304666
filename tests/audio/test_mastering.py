"""Corrections arrive: whatever a limiter takes back, the loudness asked for is reached."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.audio.mastering import (
    BELOW,
    CEILING,
    LOWEST,
    PEAK,
    TOLERANCE,
    Mastering,
    Reached,
    corrected,
    lowered,
)
from baonoi.reading.record import ROUNDS


def limited(gain: float, soft: float, knee: float, flat: float) -> float:
    """The loudness of a voice of ``soft`` LUFS whose limiter, above a knee, gives ``flat`` a dB."""
    loudness = soft + gain
    return loudness if loudness <= knee else knee + flat * (loudness - knee)


@given(st.floats(-65, -5), st.floats(-24, -17), st.floats(0.25, 1), st.floats(-30, -14))
def test_the_loudness_asked_for_is_reached(
    soft: float, knee: float, flat: float, wanted: float
) -> None:
    tries: list[Reached] = []
    mastering: Mastering | None = Mastering(1.0)
    while mastering is not None and len(tries) < ROUNDS:
        tries.append(Reached(mastering, limited(mastering.decibels, soft, knee, flat)))
        mastering = corrected(tries, wanted)
    assert abs(tries[-1].loudness - wanted) <= TOLERANCE


def test_what_will_do_is_left_alone() -> None:
    assert corrected([Reached(Mastering(2.0), -16.2, -2.0)], -16.0) is None
    assert corrected([Reached(Mastering(2.0), -math.inf)], -16.0) is None


def test_too_high_a_peak_lowers_the_ceiling() -> None:
    better = corrected([Reached(Mastering(2.0), -16.0, -0.4)], -16.0)
    assert better is not None
    assert better.gain == 2.0
    assert 20 * math.log10(better.ceiling / CEILING) == pytest.approx(PEAK - BELOW + 0.4)
    assert lowered(CEILING, 20.0) == LOWEST
