from __future__ import annotations

from array import array
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.audio.word_times import estimate, warped
from baonoi.model import Clip, Passage
from baonoi.reading.plan import script_of
from baonoi.reading.source import understand
from baonoi.voices import ClipCache, Host, choose, speak
from baonoi.voices.espeak import VOICES, EspeakEngine

RATE = 22050


def syllable(seconds: float) -> np.ndarray:
    """A hum that swells and fades, as a syllable does."""
    count = round(seconds * RATE)
    hum = np.sin(2 * np.pi * 150 * np.arange(count) / RATE)
    return 8000 * hum * np.sin(np.pi * np.arange(count) / count) ** 0.5


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE))


def pcm(*parts: np.ndarray) -> bytes:
    return np.concatenate(parts).astype("<i2").tobytes()


def seconds(times: array[int]) -> list[float]:
    return [time / RATE for time in times[::2]]


def test_words_start_where_their_syllables_do() -> None:
    lengths = [0.2, 0.15, 0.25, 0.2, 0.3]
    said = pcm(silence(0.1), *map(syllable, lengths), silence(0.2))
    times = estimate(said, RATE, [len(said) // 2], [["một", "hai", "ba", "bốn", "năm."]])
    starts = [0.1 + sum(lengths[:number]) for number in range(5)]
    assert seconds(times) == pytest.approx(starts, abs=0.05)
    assert times[-1] / RATE == pytest.approx(0.1 + sum(lengths), abs=0.02)


def test_a_pause_falls_behind_the_mark() -> None:
    """The even share would put it one word earlier or later."""
    said = pcm(*[syllable(0.25)] * 2, silence(0.4), *[syllable(0.15)] * 5)
    words = ["đến", "nay,", "mọi", "việc", "đã", "xong", "xuôi."]
    times = estimate(said, RATE, [len(said) // 2], [words])
    assert times[3] / RATE == pytest.approx(0.5, abs=0.02)
    assert times[4] / RATE == pytest.approx(0.9, abs=0.02)


def test_a_long_word_takes_its_syllables() -> None:
    said = pcm(*[syllable(0.2)] * 6)
    times = estimate(said, RATE, [len(said) // 2], [["ở", "Ki-li-man-gia", "nay."]])
    assert seconds(times) == pytest.approx([0.0, 0.2, 1.0], abs=0.03)


def test_each_sentence_stands_alone() -> None:
    first, second = [syllable(0.2)] * 2, [syllable(0.3)] * 3
    said = pcm(*first, *second)
    border = round(0.2 * RATE) * 2
    times = estimate(said, RATE, [border, len(said) // 2], [["một", "hai."], ["ba", "bốn", "năm."]])
    assert seconds(times) == pytest.approx([0.0, 0.2, 0.4, 0.7, 1.0], abs=0.03)


@pytest.mark.parametrize("level", [0, 1])
def test_silence_has_times_too(level: int) -> None:
    said = np.full(RATE, level, dtype="<i2").tobytes()
    times = estimate(said, RATE, [RATE], [["một", "hai", "–", "ba."]])
    assert len(times) == 8
    assert list(times) == sorted(times)


def test_nothing_said() -> None:
    assert estimate(b"", RATE, [], []) == array("i")
    assert estimate(b"", RATE, [0], [[]]) == array("i")
    assert list(estimate(b"", RATE, [0], [["một"]])) == [0, 0]


@settings(deadline=None)
@given(
    lengths=st.lists(st.integers(0, 9000), min_size=1, max_size=4),
    words=st.lists(
        st.lists(st.sampled_from(["một", "hai,", "–", "Na-pô-lê-ông", "km"]), max_size=9),
        min_size=4,
        max_size=4,
    ),
    seed=st.integers(0, 99),
)
def test_words_follow_one_another_inside_their_sentence(
    lengths: list[int], words: list[list[str]], seed: int
) -> None:
    noise = np.random.default_rng(seed)
    loud = (
        noise.normal(0, 3000, sum(lengths))
        * noise.integers(0, 2, sum(lengths) // 2000 + 1)[np.arange(sum(lengths)) // 2000]
    )
    ends = np.cumsum(lengths).tolist()
    words = words[: len(lengths)]
    times = estimate(loud.astype("<i2").tobytes(), RATE, ends, words)
    assert len(times) == 2 * sum(map(len, words))
    at = 0
    for start, end, said in zip([0, *ends], ends, words, strict=False):
        mine = times[at : at + 2 * len(said)]
        assert all(start <= time <= end for time in mine)
        assert all(first <= last for first, last in zip(mine[::2], mine[1::2], strict=True))
        assert all(first <= second for first, second in pairwise(mine[::2]))
        at += 2 * len(said)


def test_the_seed_as_the_embedded_voice_says_it(seed: Path, tmp_path: Path) -> None:
    """Against that voice's own word events."""
    choice = choose("espeak-nam-bac")
    script = script_of(understand(str(seed)), choice.voice)
    passages = list(script.passages())
    errors: list[float] = []
    with Host() as host:
        clips = speak(passages, choice.voice, host.session(choice.spec), ClipCache(tmp_path))
        for passage, clip in zip(passages, clips, strict=True):
            words = [text.spoken.split() for text in passage.sentences]
            times = estimate(clip.pcm, clip.sample_rate, clip.sentences, words)
            assert len(times) == len(clip.words)
            errors += [
                abs(ours - theirs) / clip.sample_rate
                for ours, theirs in zip(times[::2], clip.words[::2], strict=True)
            ]
    assert np.median(errors) < 0.05
    assert np.percentile(errors, 90) < 0.15


@pytest.fixture(scope="module")
def said() -> tuple[list[Passage], dict[str, list[Clip]]]:
    """The beginning of the seed, by each embedded voice."""
    text = next((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
    passages = list(script_of(understand(str(text)), VOICES[0]).passages())[:10]
    engine = EspeakEngine()
    clips = {voice.name: list(engine.synthesize(passages, voice)) for voice in VOICES}
    engine.close()
    return passages, clips


@pytest.mark.parametrize("target", ["espeak-nu-bac", "espeak-nam-nam"])
def test_another_voice_s_rendering_tells_when_words_are_said(
    said: tuple[list[Passage], dict[str, list[Clip]]], target: str
) -> None:
    passages, clips = said
    errors: list[float] = []
    for passage, clip, rendering in zip(
        passages, clips[target], clips["espeak-nam-bac"], strict=True
    ):
        words = [text.spoken.split() for text in passage.sentences]
        times = warped(clip.pcm, clip.sample_rate, clip.sentences, words, rendering)
        assert times == warped(clip.pcm, clip.sample_rate, clip.sentences, words, rendering)
        errors += [
            abs(ours - theirs) / clip.sample_rate
            for ours, theirs in zip(times[::2], clip.words[::2], strict=True)
        ]
        assert all(first <= second for first, second in pairwise(times[::2]))
    assert np.median(errors) < 0.015
    assert np.percentile(errors, 90) < 0.04


def test_a_pause_that_the_rendering_lacks_falls_between_words() -> None:
    lengths = [0.25, 0.2, 0.3, 0.25, 0.2]
    words = [["đến", "nay,", "mọi", "việc", "xong."]]
    plain = pcm(*map(syllable, lengths))
    edges = np.cumsum([0, *lengths]) * RATE
    told = array("i", np.repeat(np.rint(edges), 2).astype(int)[1:-1].tolist())
    rendering = Clip(plain, RATE, array("i", [len(plain) // 2]), told, "known")
    paused = pcm(*map(syllable, lengths[:2]), silence(0.4), *map(syllable, lengths[2:]))
    times = warped(paused, RATE, [len(paused) // 2], words, rendering)
    assert times[3] / RATE == pytest.approx(0.45, abs=0.02)
    assert times[4] / RATE == pytest.approx(0.85, abs=0.02)
    assert seconds(times) == pytest.approx([0, 0.25, 0.85, 1.15, 1.4], abs=0.06)


def test_a_rendering_of_something_else_is_refused() -> None:
    hum = pcm(syllable(0.3))
    other = Clip(hum, RATE, array("i", [len(hum) // 2]), array("i", [0, 100]), "other")
    with pytest.raises(ValueError, match="something else"):
        warped(hum, RATE, [len(hum) // 2], [["một", "hai"]], other)
