"""Where speech begins, ends and pauses; faster, slower and deeper."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing

import numpy as np
import pytest
from conftest import passage
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from baonoi.model import Clip, Passage, Voice
from baonoi.voices import Availability, Engine
from baonoi.voices.check import check
from baonoi.voices.espeak import VOICES, EspeakEngine
from baonoi.voices.sound import LEAD, TAIL, Sound, breaks_off, speech_bounds, split_at_pauses
from baonoi.voices.stretch import Stretched, stretch, stretch_clip
from baonoi.voices.timbre import Deepened, deepened_voice

RATE = 22050
TEXT = passage(
    "Sáng nay, thành phố đã khánh thành một cây cầu mới qua sông.",
    "Người dân hai bờ rất phấn khởi, vì việc đi lại đã dễ dàng hơn.",
)


def tone(seconds: float, hertz: float = 150.0) -> NDArray[np.int16]:
    at = np.arange(round(seconds * RATE)) / RATE
    return (8000 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)


def quiet(seconds: float) -> NDArray[np.int16]:
    return np.zeros(round(seconds * RATE), dtype=np.int16)


def sound(*parts: NDArray[np.int16]) -> Sound:
    return Sound(np.concatenate(parts), RATE)


def pitch(clip: Clip) -> NDArray[np.float64]:
    parselmouth = pytest.importorskip("parselmouth", reason="needs praat-parselmouth")
    samples = np.frombuffer(clip.pcm, dtype="<i2") / 32768
    track = parselmouth.Sound(samples, clip.sample_rate).to_pitch_ac(0.01, 60, pitch_ceiling=400)
    heights: NDArray[np.float64] = track.selected_array["frequency"]
    return heights[heights > 0]


def formants(clip: Clip) -> float:
    """The mean of the second and third formant in Hz."""
    parselmouth = pytest.importorskip("parselmouth", reason="needs praat-parselmouth")
    samples = np.frombuffer(clip.pcm, dtype="<i2") / 32768
    found = parselmouth.Sound(samples, clip.sample_rate).to_formant_burg(maximum_formant=5000)
    at = np.arange(0.1, len(samples) / clip.sample_rate - 0.1, 0.01)
    values = [found.get_value_at_time(number, time) for time in at for number in (2, 3)]
    return float(np.nanmedian(values))


def spoken(voice: Voice, engine: Engine | None = None) -> Clip:
    with closing(engine or EspeakEngine()) as chosen:
        (clip,) = chosen.synthesize([TEXT], voice)
    return clip


def test_the_silence_around_speech_is_found() -> None:
    start, end = speech_bounds(sound(quiet(0.4), tone(1.0), quiet(0.7)))
    assert abs(start / RATE - (0.4 - LEAD)) < 0.011
    assert abs(end / RATE - (1.4 + TAIL)) < 0.011
    assert speech_bounds(sound(quiet(1.0))) == (0, 0)
    assert speech_bounds(sound(quiet(0.0))) == (0, 0)


def test_what_breaks_off_ends_in_speech() -> None:
    assert breaks_off(sound(quiet(0.1), tone(1.0)))
    assert not breaks_off(sound(tone(1.0), quiet(0.1)))


def test_cuts_fall_into_the_long_pauses() -> None:
    said = sound(
        tone(1.0), quiet(0.15), tone(0.8), quiet(0.6), tone(0.5), quiet(0.5), tone(2.0), quiet(0.3)
    )
    cuts = split_at_pauses(said, [18, 5, 20])
    assert [round(cut / RATE, 1) for cut in cuts] == [2.2, 3.3]
    assert split_at_pauses(said, [1.0]) == []


@given(st.lists(st.floats(0.2, 30), min_size=1, max_size=6))
def test_there_are_as_many_parts_as_shares_and_in_order(shares: list[float]) -> None:
    cuts = split_at_pauses(sound(tone(1.0), quiet(0.3), tone(1.0)), shares)
    assert len(cuts) == len(shares) - 1
    assert cuts == sorted(cuts)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.5, 2.0), st.integers(0, 9000))
def test_a_stretched_sound_is_exactly_as_long_as_it_should_be(speed: float, length: int) -> None:
    samples = tone(0.5)[:length]
    assert len(stretch(samples, RATE, speed)) == round(len(samples) / speed)


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.3, 2.0])
def test_stretching_keeps_pitch_and_loudness(speed: float) -> None:
    clip = spoken(VOICES[0])
    changed = stretch_clip(clip, speed)
    check(changed, TEXT)
    assert abs(np.median(pitch(changed)) / np.median(pitch(clip)) - 1) < 0.03
    loud = [np.std(np.frombuffer(each.pcm, dtype="<i2")) for each in (clip, changed)]
    assert 0.85 < loud[1] / loud[0] < 1.1
    assert list(changed.sentences) == sorted(changed.sentences)
    assert len(changed.words) == len(clip.words)
    assert changed.words[-1] <= changed.sentences[-1]


def test_a_tone_stays_a_tone() -> None:
    """Windows that were laid where they do not fit would leave beats."""
    made = stretch(tone(2.0), RATE, 1.37)[RATE // 10 : -RATE // 10].astype(float)
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made))))
    peak = int(spectrum.argmax())
    assert abs(peak * RATE / len(made) - 150.0) < 2
    rest = np.delete(spectrum, range(peak - 4, peak + 5))
    assert rest.max() < 0.05 * spectrum[peak]


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 1.5, 2.0])
def test_espeak_speaks_faster_and_slower_by_itself(speed: float) -> None:
    usual, other = spoken(VOICES[0]), spoken(VOICES[0], EspeakEngine().at_speed(speed))
    assert abs(len(usual.pcm) / len(other.pcm) / speed - 1) < 0.07
    assert abs(np.median(pitch(other)) / np.median(pitch(usual)) - 1) < 0.06


def test_engines_that_cannot_change_their_speed_are_stretched() -> None:
    engine = Stretched(EspeakEngine(), 1.5)
    usual, fast = spoken(VOICES[0]), spoken(VOICES[0], engine)
    assert len(fast.pcm) == pytest.approx(len(usual.pcm) / 1.5, abs=8)
    assert engine.version != EspeakEngine().version


class Woman:
    """An engine with a female voice that says one clip."""

    name, version, at_once, online = "woman", "1", 1, False

    def voices(self) -> list[Voice]:
        return [VOICES[1]]

    def availability(self, voice: Voice) -> Availability:
        return Availability(True)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        for _ in passages:
            yield spoken(VOICES[1])

    def close(self) -> None:
        """Nothing is open."""


def test_a_female_voice_with_a_man_s_timbre() -> None:
    pytest.importorskip("parselmouth", reason="needs praat-parselmouth")
    engine = Deepened(Woman(), VOICES[1])
    voice = deepened_voice(VOICES[1])
    assert (voice.gender, engine.availability(voice).usable) == ("male", True)
    (clip,) = engine.synthesize([TEXT], voice)
    before = spoken(VOICES[1])
    high, low = pitch(before), pitch(clip)
    assert np.median(high) > 165
    assert 85 < np.median(low) < 160
    assert formants(clip) / formants(before) < 0.95
    assert len(clip.pcm) == len(before.pcm)
    assert clip.words == before.words
    # The contours: as many semitones above and below the median as before.
    spread = [np.percentile(12 * np.log2(each), [10, 90]) for each in (high, low)]
    assert np.allclose(np.diff(spread[0]), np.diff(spread[1]), atol=0.8)
    assert clip.voice == voice.name


def test_too_short_silent_and_clipped_clips_are_refused() -> None:
    from dataclasses import replace

    from baonoi.errors import SynthesisError

    good = spoken(VOICES[0])
    check(good, TEXT)
    samples = np.frombuffer(good.pcm, dtype="<i2")
    short = samples[: len(samples) // 8].tobytes()
    faults = {
        "too short": Clip(short, RATE, array("i", [9, len(short) // 2]), array("i"), "x"),
        "silent": replace(good, pcm=bytes(len(good.pcm))),
        "clipped": replace(
            good, pcm=(samples.astype(int) * 9).clip(-32768, 32767).astype("<i2").tobytes()
        ),
        "not all there": replace(good, sentences=good.sentences[:1]),
        "too long": Clip(
            bytes(good.pcm) * 2, 4000, array("i", [9, len(samples) * 2]), array("i"), "x"
        ),
        "sample rate is 900": replace(good, sample_rate=900),
    }
    for fault, clip in faults.items():
        with pytest.raises(SynthesisError, match=fault) as caught:
            check(clip, TEXT)
        assert "Sáng nay" in caught.value.message
