from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import baonoi.audio.level as mastering
from baonoi.audio.level import BLOCK_SECONDS, FULL_SCALE, HOLD
from baonoi.audio.mastering import CEILING, Mastering
from baonoi.audio.rumble import without_rumble

RATE = 22050
BLOCK = round(RATE * BLOCK_SECONDS)


def level(pcm: bytes, rate: int, gain: float, fade: int = 0) -> bytes:
    return mastering.level(without_rumble(pcm, rate), rate, Mastering(gain), fade)


def noise(count: int, loudness: float, seed: int = 0) -> bytes:
    samples = np.random.default_rng(seed).normal(0, loudness, count)
    return np.clip(samples, -32768, 32767).astype("<i2").tobytes()


def values(pcm: bytes) -> np.ndarray:
    return np.frombuffer(pcm, dtype="<i2").astype(np.int64)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 5000),
    st.floats(1, 30000),
    st.floats(0.1, 20),
    st.integers(0, 9),
)
def test_no_sample_passes_the_ceiling(count: int, loudness: float, gain: float, seed: int) -> None:
    loud = level(noise(count, loudness, seed), RATE, gain)
    assert len(loud) == 2 * count
    assert np.abs(values(loud)).max(initial=0) <= CEILING * FULL_SCALE + 1


def tone(pitch: float, height: float = 3000) -> np.ndarray:
    return (height * np.sin(2 * np.pi * pitch * np.arange(RATE) / RATE)).astype("<i2")


def strength(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples[2000:-2000].astype(float) ** 2)))


def test_below_the_ceiling_speech_gets_the_gain_and_nothing_else() -> None:
    for pitch in (150, 1000, 4000):
        loud = values(level(tone(pitch).tobytes(), RATE, 2.0))
        assert strength(loud) / strength(tone(pitch)) == pytest.approx(2.0, rel=0.1)


def test_a_peak_turns_only_its_surroundings_down() -> None:
    samples = tone(1000, 1000)
    peak = 20 * BLOCK
    samples[peak] = 32767
    loud = values(level(samples.tobytes(), RATE, 2.0))
    plain = values(level(tone(1000, 1000).tobytes(), RATE, 2.0))
    reach = RATE // 50 + (2 * HOLD + 1) * BLOCK
    assert np.abs(np.delete(loud - plain, np.s_[peak - reach : peak + reach])).max() <= 1
    assert loud[peak] <= CEILING * FULL_SCALE + 1
    near = np.s_[peak - BLOCK : peak]
    assert np.abs(loud[near]).mean() < 0.7 * np.abs(plain[near]).mean()


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100])
def test_where_it_is_cut_into_chunks_cannot_be_heard(
    rate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = noise(3 * rate, 9000)
    cut = values(level(loud, rate, 2.0, fade=66))
    monkeypatch.setattr(mastering, "CHUNK", 1 << 20)
    whole = values(level(loud, rate, 2.0, fade=66))
    assert len(whole) == 3 * rate
    assert np.abs(cut - whole).max() <= 1  # of rounding


@given(st.integers(0, 40_000), st.integers(0, 200))
def test_both_edges_fade(count: int, fade: int) -> None:
    flat = np.resize(np.array([8000, -8000], dtype="<i2"), count).tobytes()
    plain, faded = values(level(flat, RATE, 1.0)), values(level(flat, RATE, 1.0, fade=fade))
    edge = min(fade, count // 2)
    ramp = np.ones(count)
    ramp[:edge] = np.arange(edge) / max(edge, 1)
    ramp[count - edge :] = ramp[:edge][::-1]
    assert np.abs(faded - plain * ramp).max(initial=0) <= 1


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 60_000),
    st.lists(st.integers(0, 60_000), max_size=6),
    st.sampled_from((0, 66, 9000)),
    st.integers(0, 9),
)
def test_in_parts_it_looks_at_nothing_that_is_not_there(
    count: int, steps: list[int], fade: int, seed: int
) -> None:
    """What comes later is noise until it is told of: the parts are those of the whole."""
    sound = without_rumble(noise(count, 9000, seed), RATE)
    wanted = mastering.level(sound, RATE, Mastering(4.0), fade)
    coming = np.full(count, np.nan, dtype=np.float32)

    def done() -> Iterator[int]:
        for step in [*sorted(min(each, count) for each in steps), count]:
            coming[:step] = sound[:step]
            yield step

    parts = list(mastering.levelled(coming, done(), RATE, Mastering(4.0), fade))
    assert b"".join(parts) == wanted
    assert len(parts) == -(-count // (mastering.CHUNK * BLOCK))
