"""From what is performed to a recording: every time is where it says, every level as asked for."""

from __future__ import annotations

import gc
import time
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from fake_voice import (
    RATE,
    VOICE,
    FakeEngine,
    Sound,
    article_of,
    coded_once,
    perform,
    spelled_out,
    unchecked,
)

from baonoi.audio.loudness import Meter
from baonoi.audio.mastering import LOUDNESS
from baonoi.audio.peak import true_peak
from baonoi.encode import Coded, Mp3Sections, SectionCodec, SectionEncoder
from baonoi.errors import NoArticleError, OutputError, SynthesisError
from baonoi.model import Article, Clip, Passage, Recording, Voice
from baonoi.publish.audio import write_section, write_whole
from baonoi.reading.perform import Performance
from baonoi.reading.record import record
from baonoi.reading.recorder import Recorder
from baonoi.voices import ClipCache, HeldClips

SENTENCE = 5000
"""Samples: its second word starts in the middle."""
ARTICLE = article_of(
    ["Một hai. Ba bốn.", "Năm sáu."],
    ["Bảy tám. Chín mười. Mười một."],
    ["Hai hai."],
)
SECTIONS, PASSAGES, SENTENCES = 3, 6, 9


def beep(count: int, pitch: float) -> bytes:
    wave = 8000 * np.sin(2 * np.pi * pitch * np.arange(count) / RATE)
    return wave.astype("<i2").tobytes()


def beeping(*, words: bool = True) -> Sound:
    """Each passage at a pitch of its own."""

    def clip(passage: Passage) -> Clip:
        sentences = len(passage.sentences)
        ends = array("i", [SENTENCE * number for number in range(1, sentences + 1)])
        times = array("i")
        for end in ends if words else ():
            times.extend((end - 5000, end - 2500, end - 2500, end))
        pitch = 300 + sum(map(ord, passage.sentences[0].spoken)) % 600
        return Clip(beep(SENTENCE * sentences, pitch), RATE, ends, times, VOICE.name)

    return clip


@pytest.fixture(autouse=True)
def _as_written() -> Iterator[None]:
    with spelled_out():
        yield


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(beeping())


def made(engine: FakeEngine, folder: Path, article: Article = ARTICLE) -> Recording:
    with coded_once():
        return record(perform(article, engine), folder, Mp3Sections())


def whole(recording: Recording, folder: Path) -> Path:
    path = folder / "whole.mp3"
    with path.open("wb") as file:
        write_whole(recording, file)
    return path


def frames(recording: Recording) -> list[bytes]:
    return [b"".join(section.parts()) for section in recording.sections]


def test_every_mp3_decodes_to_its_place_in_the_timeline(engine: FakeEngine, tmp_path: Path) -> None:
    recording = made(engine, tmp_path)
    sound, rate = soundfile.read(whole(recording, tmp_path))
    assert rate == RATE
    assert len(sound) == recording.timeline.samples
    for number in range(SECTIONS):
        start, end = recording.timeline.sections[2 * number : 2 * number + 2]
        path = tmp_path / f"{number}.mp3"
        with path.open("wb") as file:
            write_section(recording, number, file)
        section, _ = soundfile.read(path)
        assert len(section) == end - start
        assert np.abs(section - sound[start:end]).max() <= 1 / 32768


def test_sentences_sound_where_the_timeline_says(engine: FakeEngine, tmp_path: Path) -> None:
    recording = made(engine, tmp_path)
    sound, _ = soundfile.read(whole(recording, tmp_path))
    times = recording.timeline.sentences
    assert len(times) == 2 * SENTENCES
    for start, end in zip(times[::2], times[1::2], strict=True):
        assert end - start == SENTENCE
        inside, after = sound[start + 100 : end - 100], sound[end + 400 : end + 700]
        assert np.sqrt(np.mean(inside**2)) > 0.1
        assert np.sqrt(np.mean(after**2)) < 0.01


def test_words_stay_with_their_sentence(engine: FakeEngine, tmp_path: Path) -> None:
    timeline = made(engine, tmp_path).timeline
    assert not timeline.estimated
    pairs = list(zip(timeline.sentences[::2], timeline.sentences[1::2], strict=True))
    for number, (start, end) in enumerate(pairs):
        assert list(timeline.words[4 * number : 4 * number + 4]) == [
            start,
            start + 2500,
            start + 2500,
            end,
        ]


def test_words_without_times_are_estimated_and_that_is_said(tmp_path: Path) -> None:
    voice = replace(VOICE, word_times=False)
    performance = perform(ARTICLE, FakeEngine(beeping(words=False)), voice)
    timeline = record(performance, tmp_path, Mp3Sections()).timeline
    assert timeline.estimated
    assert len(timeline.words) == 4 * SENTENCES
    pairs = list(zip(timeline.sentences[::2], timeline.sentences[1::2], strict=True))
    for number, (start, end) in enumerate(pairs):
        first, _, _, last = timeline.words[4 * number : 4 * number + 4]
        assert start <= first < last <= end


def test_clips_that_end_early_are_an_error(tmp_path: Path) -> None:
    class Short(FakeEngine):
        def synthesize(self, passages: Iterator[Passage], voice: Voice) -> Iterator[Clip]:
            clips = super().synthesize(passages, voice)
            yield next(clips)
            yield next(clips)

    with pytest.raises(SynthesisError, match="did not say this"):
        made(Short(beeping()), tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error(engine: FakeEngine, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Cannot write"):
        made(engine, tmp_path / "missing")


def asked(engine: FakeEngine, recording: Recording) -> tuple[list[bytes], int]:
    """The frames, and how many passages the engine has said for them."""
    count = len(engine.said)
    engine.said.clear()
    return frames(recording), count


def test_a_section_that_did_not_change_is_not_encoded_again(
    engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded: list[int] = []
    encoder = Mp3Sections.encoder

    def counted(self: Mp3Sections, sample_rate: int) -> SectionEncoder:
        coded.append(sample_rate)
        return encoder(self, sample_rate)

    monkeypatch.setattr(Mp3Sections, "encoder", counted)
    folders = [tmp_path / name for name in ("first", "second", "third")]
    for folder in folders:
        folder.mkdir()
    first = made(engine, folders[0])
    assert asked(engine, first) == (frames(first), PASSAGES)
    assert len(coded) == SECTIONS
    second = made(engine, folders[1])
    assert asked(engine, second) == (frames(first), 0)
    assert len(coded) == SECTIONS
    assert first.head == second.head
    assert [each.head for each in first.sections] == [each.head for each in second.sections]
    assert list(first.timeline.words) == list(second.timeline.words)
    last = article_of([], [], ["Ba ba."]).sections[2]
    changed = replace(ARTICLE, sections=(*ARTICLE.sections[:2], last))
    third = made(engine, folders[2], changed)
    heard, count = asked(engine, third)
    assert count == 1
    assert len(coded) == SECTIONS + 1
    assert heard[:2] == frames(first)[:2]
    assert heard[2] != frames(first)[2]


def test_a_damaged_section_is_made_again(engine: FakeEngine, tmp_path: Path) -> None:
    before = frames(made(engine, tmp_path))
    kept = [path for path in (tmp_path / "cache" / "sections").rglob("*") if path.is_file()]
    assert len(kept) == SECTIONS + 1  # and what their sample asked for
    for path in kept:
        path.write_bytes(path.read_bytes()[:-5])
    assert frames(made(engine, tmp_path)) == before


def test_the_voice_is_heard_to_its_end(engine: FakeEngine, tmp_path: Path) -> None:
    made(engine, tmp_path)
    assert engine.ended == 1
    assert len(engine.said) == PASSAGES


@pytest.mark.parametrize("height", [60, 1000, 30000], ids=["whisper", "talk", "shout"])
def test_any_voice_comes_out_at_the_wanted_loudness(tmp_path: Path, height: float) -> None:
    random = np.random.default_rng(3)

    def speaking(_: Passage) -> Clip:
        count = 10 * RATE
        envelope = np.repeat(random.uniform(0.1, 1, count // 4410 + 1), 4410)[:count]
        noise = np.convolve(random.normal(0, height, count), np.ones(24) / 5, "same")
        wave = np.clip(noise * envelope, -32000, 32000)
        ends, words = array("i", [count]), array("i", [0, count // 2, count // 2, count])
        return Clip(wave.astype("<i2").tobytes(), RATE, ends, words, VOICE.name)

    words = " ".join(["một hai"] * 8)
    performance = perform(article_of([f"A {words}.", f"B {words}."]), FakeEngine(speaking))
    with unchecked():  # a whisper may pass for silence
        recording = record(performance, tmp_path, Mp3Sections())
    sound, rate = soundfile.read(whole(recording, tmp_path))
    assert pyloudnorm.Meter(rate).integrated_loudness(sound) == pytest.approx(LOUDNESS, abs=0.5)
    assert true_peak([sound]) <= -1.4


@pytest.mark.parametrize("apart", [(), (1,)])
def test_sections_apart_are_each_as_loud_as_asked_for(
    tmp_path: Path, apart: tuple[int, ...]
) -> None:
    random = np.random.default_rng(3)

    def speaking(passage: Passage) -> Clip:
        quiet = passage.sentences[0].written.startswith("A")
        count = 6 * RATE
        wave = np.convolve(random.normal(0, 600 if quiet else 2400, count), np.ones(24) / 5, "same")
        ends, words = array("i", [count]), array("i", [0, count // 2, count // 2, count])
        return Clip(wave.astype("<i2").tobytes(), RATE, ends, words, VOICE.name)

    words = " ".join(["một hai"] * 8)
    article = article_of([f"A {words}."], [f"B {words}."])
    performance = perform(article, FakeEngine(speaking), apart=apart)
    with unchecked():
        recording = record(performance, tmp_path, Mp3Sections())
    loud = []
    for number, section in enumerate(recording.sections):
        file = tmp_path / f"{number}.mp3"
        file.write_bytes(b"".join(section.parts()))
        sound, rate = soundfile.read(file)
        loud.append(pyloudnorm.Meter(rate).integrated_loudness(sound[: 6 * rate]))
    if apart:
        assert loud == pytest.approx([LOUDNESS, LOUDNESS], abs=0.6)
    else:
        assert loud[1] - loud[0] > 6


class Full(SectionCodec):
    """A disk on which nothing has room."""

    class _Encoder(SectionEncoder):
        def encode(self, pcm: bytes) -> bytes:
            raise OSError(28, "No space left on device")

        def finish(self) -> bytes:
            return b""

        @property
        def coded(self) -> Coded:
            return Coded(0, 0)

    def encoder(self, sample_rate: int) -> SectionEncoder:
        return self._Encoder()

    def decoded(self, path: Path) -> Iterator[np.ndarray]:
        return iter(())


def test_nothing_more_is_said_when_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baonoi.reading.levelling.SAMPLE", 10)
    sound = beeping()

    def speaking(passage: Passage) -> Clip:
        time.sleep(0.05)
        return sound(passage)

    engine = FakeEngine(speaking)
    many = article_of([f"Một {number}." for number in range(40)])
    with pytest.raises(OutputError, match="No space left"):
        record(perform(many, engine), tmp_path, Full())
    assert len(engine.said) < 20
    assert engine.ended == 1


def test_it_may_be_recorded_again_without_a_word(engine: FakeEngine, tmp_path: Path) -> None:
    """As a file is that has to be coded a second time."""
    told: list[object] = []
    performance = perform(ARTICLE, engine, listeners=[told.append])
    first = record(performance, tmp_path, Mp3Sections())
    count = len(told)
    again = record(performance, tmp_path, Mp3Sections(), ceiling=0.5)
    assert len(engine.said) == PASSAGES
    assert len(told) == count
    assert list(again.timeline.words) == list(first.timeline.words)


def test_every_sentence_is_heard_in_order_by_whoever_must(
    engine: FakeEngine, tmp_path: Path
) -> None:
    """Although all of it is kept, and sections are else made side by side."""
    made(engine, tmp_path)
    told: list[object] = []
    performance = perform(ARTICLE, engine, listeners=[told.append])
    with coded_once():
        record(performance, tmp_path, Mp3Sections(), every=True)
    heard = [each for each in told if hasattr(each, "pcm")]
    assert [each.text.spoken for each in heard] == [
        text.spoken for passage in performance.script.passages() for text in passage.sentences
    ]


def test_where_nothing_can_be_said_there_is_no_article(engine: FakeEngine, tmp_path: Path) -> None:
    for nothing in (article_of([]), article_of(["桥今天通车了。"])):
        with pytest.raises(NoArticleError, match="can be said"):
            record(perform(nothing, engine), tmp_path, Mp3Sections())
    assert engine.said == []


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rates of all sections that are coded."""
    rates: list[int] = []
    encoder = Mp3Sections.encoder

    def counted(codec: Mp3Sections, sample_rate: int) -> SectionEncoder:
        rates.append(sample_rate)
        return encoder(codec, sample_rate)

    monkeypatch.setattr(Mp3Sections, "encoder", counted)
    return rates


def uneven(height: float) -> Sound:
    """Noise of ten seconds a passage, far from how loud the voice is taken to be."""

    def clip(passage: Passage) -> Clip:
        random = np.random.default_rng(ord(passage.sentences[0].spoken[0]))
        envelope = np.repeat(random.uniform(0.2, 1, 51), RATE // 5)[: 10 * RATE]
        noise = np.convolve(random.normal(0, height, 10 * RATE), np.ones(24) / 5, "same")
        wave = np.clip(noise * envelope, -32000, 32000)
        ends, words = array("i", [10 * RATE]), array("i", [0, 5 * RATE, 5 * RATE, 10 * RATE])
        return Clip(wave.astype("<i2").tobytes(), RATE, ends, words, VOICE.name)

    return clip


LONG = article_of(
    *[[f"{name} {' '.join(['một hai'] * 8)}." for name in group] for group in ("ABC", "DEF", "GHI")]
)


@pytest.mark.parametrize("sample", [80, 200, 10_000])
def test_what_is_measured_beforehand_is_coded_once(
    tmp_path: Path, coded: list[int], monkeypatch: pytest.MonkeyPatch, sample: int
) -> None:
    monkeypatch.setattr("baonoi.reading.levelling.SAMPLE", sample)
    with unchecked():
        recording = record(perform(LONG, FakeEngine(uneven(300))), tmp_path, Mp3Sections())
    assert len(coded) == 3
    sound, rate = soundfile.read(whole(recording, tmp_path))
    assert pyloudnorm.Meter(rate).integrated_loudness(sound) == pytest.approx(LOUDNESS, abs=0.5)


def test_a_text_that_goes_on_louder_than_it_begins_is_coded_again(
    tmp_path: Path, coded: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baonoi.reading.levelling.SAMPLE", 10)
    quiet, loud = uneven(150), uneven(900)

    def speaking(passage: Passage) -> Clip:
        return (quiet if passage.sentences[0].written.startswith("A") else loud)(passage)

    with unchecked():
        recording = record(perform(LONG, FakeEngine(speaking)), tmp_path, Mp3Sections())
    assert len(coded) > 3
    sound, rate = soundfile.read(whole(recording, tmp_path))
    assert pyloudnorm.Meter(rate).integrated_loudness(sound) == pytest.approx(LOUDNESS, abs=0.5)


@pytest.mark.parametrize("sample", [200, 10_000])
def test_what_is_kept_is_not_heard(
    tmp_path: Path, coded: list[int], monkeypatch: pytest.MonkeyPatch, sample: int
) -> None:
    """The same comes of an article with nothing kept, its beginning, all of it, and no cache."""
    monkeypatch.setattr("baonoi.reading.levelling.SAMPLE", sample)
    engine = FakeEngine(uneven(300))
    shorter = replace(LONG, sections=LONG.sections[:2])
    made: list[list[bytes]] = []
    for article, clips in (
        (LONG, HeldClips()),
        (shorter, ClipCache(tmp_path / "clips")),
        (LONG, ClipCache(tmp_path / "clips")),
        (LONG, ClipCache(tmp_path / "clips")),
    ):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        performance = perform(article, engine)
        performance.resources = replace(performance.resources, clips=clips)
        coded.append(0)
        with unchecked():
            made.append(frames(record(performance, folder, Mp3Sections())))
    assert made[0] == made[2] == made[3]
    assert coded[-1] == 0  # the last found all of it


def test_nothing_of_it_stays_in_a_circle(engine: FakeEngine, tmp_path: Path) -> None:
    """Which is seldom looked for: article after article would add up."""

    def left() -> list[type]:
        ours = (Meter, Performance, Recorder)
        return [type(each) for each in gc.get_objects() if isinstance(each, ours)]

    gc.collect()
    gc.disable()
    try:
        made(engine, tmp_path)
        until = time.monotonic() + 5
        while left() and time.monotonic() < until:
            time.sleep(0.05)  # a thread may not have come to its end
        assert left() == []
    finally:
        gc.enable()
