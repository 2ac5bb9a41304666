"""A voice's tone: one filter, the same however a sentence is cut, and no word moves."""

from __future__ import annotations

import importlib.util
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.audio import tones
from baonoi.audio.master import mastered
from baonoi.audio.mastering import CEILING, Mastering
from baonoi.audio.rumble import high_pass
from baonoi.audio.tone import SIZE, tone
from baonoi.model import SpokenText, Utterance
from baonoi.voices.espeak import VOICES

RATE = 22050
NAMES = sorted({voice.tone for voice in VOICES})


def taps(name: str) -> np.ndarray:
    return np.array(tones.numbers(name)[2:]) / tones.UNIT


def with_high_pass(name: str) -> np.ndarray:
    return np.convolve(taps(name), high_pass(RATE))


def noise(count: int, seed: int = 0, height: float = 3000) -> np.ndarray:
    samples = np.random.default_rng(seed).normal(0, height, count)
    return np.clip(samples, -32768, 32767).astype("<i2")


def applied(samples: np.ndarray, silence: int, name: str = "male") -> np.ndarray:
    return tone(name).applied(samples.tobytes(), RATE, silence)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 3 * SIZE), st.integers(0, 4000), st.sampled_from(NAMES))
def test_it_is_the_plain_convolution_without_its_delay(count: int, silence: int, name: str) -> None:
    samples, delay = noise(count), tone(name).delay
    whole = np.convolve(samples.astype(float), with_high_pass(name))[delay:]
    heard = applied(samples, silence, name)
    assert len(heard) == min(count + silence, len(whole))
    assert np.abs(heard - whole[: len(heard)]).max() < 0.01


def test_a_sentence_depends_on_nothing_but_itself() -> None:
    samples = noise(3 * SIZE)
    alone = applied(samples, 500)
    applied(noise(1000, seed=1), 10)
    assert (applied(samples, 500) == alone).all()
    assert (applied(samples, 0) == alone[: len(samples)]).all()


def test_nothing_comes_out_of_silence_or_of_nothing() -> None:
    assert not applied(np.zeros(5000, dtype="<i2"), 3000).any()
    assert not applied(np.zeros(0, dtype="<i2"), 3000).any()


def test_another_sample_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="22050 Hz cannot be used at 24000"):
        tone("male").applied(b"\0\0", 24000, 0)


@pytest.mark.parametrize("name", NAMES)
def test_no_frequency_of_speech_is_later_or_earlier_than_a_word_may_be(name: str) -> None:
    """What is heard of a short burst at each pitch lies within 5 ms of where it was."""
    for pitch in (200, 400, 800, 1600, 3200, 6400):
        length = RATE // 50
        burst = np.sin(2 * np.pi * pitch * np.arange(length) / RATE) * np.hanning(length)
        samples = np.zeros(RATE // 2)
        samples[4000 : 4000 + length] = 8000 * burst
        power = applied(samples.astype("<i2"), 0, name) ** 2.0
        power[power < 0.1 * power.max()] = 0  # the room
        centre = (power * np.arange(len(power))).sum() / power.sum()
        assert abs(centre - 4000 - length / 2) < 0.005 * RATE, pitch


@pytest.mark.parametrize("name", NAMES)
def test_sibilants_become_softer_and_vowels_do_not(name: str) -> None:
    response = 20 * np.log10(np.abs(np.fft.rfft(taps(name), SIZE)))
    frequencies = np.fft.rfftfreq(SIZE, 1 / RATE)

    def mean(low: float, high: float) -> float:
        return float(response[(frequencies >= low) & (frequencies < high)].mean())

    assert -8 < mean(4500, 7000) - mean(300, 700) < -2


@pytest.mark.parametrize("name", NAMES)
def test_a_pulse_is_spread_so_that_its_peak_is_lower(name: str) -> None:
    pulse = np.zeros(5000, dtype="<i2")
    pulse[2000:2020] = 10000 * np.hanning(20)
    assert applied(pulse, 0, name).max() < 0.8 * pulse.max()


def test_a_tone_rings_into_the_silence_and_lengthens_nothing() -> None:
    sound = noise(6000)
    for silence in (0, 40, 20_000):
        said = Utterance(
            0, 0, 0, SpokenText("một", "một"), sound.tobytes(), RATE, array("i"), silence, 700
        )
        heard = np.frombuffer(mastered(said, Mastering(2.0, "male"), silence), dtype="<i2")
        assert len(heard) == 700 + 6000 + silence
        assert not heard[:700].any()
        assert np.abs(heard.astype(int)).max() <= CEILING * 32767 + 1
        behind = heard[6700:]
        assert behind[: tone("male").taps].any() == (silence > 0)
        assert not behind[tone("male").taps :].any()


def test_a_tone_has_a_mark_of_its_own() -> None:
    assert len({tones.mark(name) for name in ["", *NAMES]}) == 1 + len(NAMES)
    assert tones.mark("") == 0


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The command that makes tones."""
    folder = Path(__file__).resolve().parent.parent.parent / "bench"
    monkeypatch.syspath_prepend(str(folder))
    spec = importlib.util.spec_from_file_location("bench_tone", folder / "tone.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look it up
    spec.loader.exec_module(module)
    yield module
    for name in (spec.name, "sound", "loudness"):
        sys.modules.pop(name, None)


def test_a_tone_is_made_alike_every_time(maker: ModuleType) -> None:
    lacking = {125: 0.0, 500: 1.0, 2000: -2.0, 8000: -6.0}
    delays = set()
    for recipe in maker.RECIPES.values():
        one, delay = maker.tone_of(lacking, recipe)
        other, _ = maker.tone_of(lacking, recipe)
        assert (one == other).all()
        assert len(one) == maker.TAPS
        delays.add(delay)
    assert {len(taps(name)) for name in NAMES} == {maker.TAPS}
    late = len(high_pass(RATE)) // 2
    assert {tone(name).delay - late for name in NAMES} == delays


def test_most_of_what_is_lacking_is_made_up_for(maker: ModuleType) -> None:
    lacking = {125: 0.0, 500: 4.0, 1000: 4.0, 4000: -8.0, 8000: -8.0}
    recipe = maker.RECIPES["male"]
    flat, _ = maker.tone_of(dict.fromkeys(lacking, 0.0), recipe)
    made, _ = maker.tone_of(lacking, recipe)
    change = np.abs(np.fft.rfft(made, 32768)) / np.abs(np.fft.rfft(flat, 32768))
    frequencies = np.fft.rfftfreq(32768, 1 / RATE)
    for pitch, decibels in ((700, 2.8), (5500, -5.6)):
        near = change[(frequencies > pitch * 0.95) & (frequencies < pitch * 1.05)]
        assert 20 * np.log10(np.median(near)) == pytest.approx(decibels, abs=0.4)


@pytest.mark.parametrize("name", NAMES)
def test_a_tone_tells_how_much_is_done(name: str) -> None:
    sound = noise(150_000).tobytes()
    whole = tone(name).applied(sound, RATE, 300)
    toned, done = tone(name).begun(sound, RATE, 300)
    told = []
    for step in done:
        assert (toned[:step] == whole[:step]).all()
        told.append(step)
    assert told[-1] == len(whole)
    assert told[0] < SIZE
    assert len(told) > 3
