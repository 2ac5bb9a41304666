from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Semaphore

import numpy as np
import pyloudnorm
import pytest
import soundfile

from baonoi.audio.peak import true_peak
from baonoi.errors import OutputError, SynthesisError
from baonoi.model import (
    Article,
    Clip,
    Passage,
    Recording,
    Role,
    Script,
    ScriptSection,
    SpokenText,
    Voice,
)
from baonoi.publish.audio import write_section, write_whole
from baonoi.stitch import LOUDNESS, Encoding, Kept, SectionCache, encode_section, stitch
from baonoi.stitch.encode import Encoded, PieceQueue

RATE = 22050
VOICE = Voice("test", "Test", "test", "male", word_times=True)


def beep(count: int, pitch: float) -> bytes:
    wave = 8000 * np.sin(2 * np.pi * pitch * np.arange(count) / RATE)
    return wave.astype("<i2").tobytes()


def passage(sentences: int, pause: float) -> Passage:
    text = SpokenText("một hai", "một hai")
    return Passage(Role.PARAGRAPH, (text,) * sentences, (pause,) * sentences)


def clip(sentences: int, pitch: float) -> Clip:
    """Each sentence lasts 5000 samples, its second word starts in the middle."""
    ends = array("i", [5000 * number for number in range(1, sentences + 1)])
    words = array("i")
    for end in ends:
        words.extend((end - 5000, end - 2500, end - 2500, end))
    return Clip(beep(5000 * sentences, pitch), RATE, ends, words, VOICE.name)


@pytest.fixture
def script() -> Script:
    sections = [
        ScriptSection(None, (passage(2, 0.1), passage(1, 0.3))),
        ScriptSection("Hai", (passage(3, 0.2),)),
        ScriptSection("Ba", (passage(1, 0.05),)),
    ]
    return Script(tuple(sections))


def say(passages: Sequence[Passage]) -> Iterator[Clip]:
    for number, each in enumerate(passages):
        yield clip(len(each.sentences), 300 + 200 * number)


def made(article: Article, script: Script, folder: Path) -> Recording:
    return stitch(article, script, VOICE, say, folder, loudness=None)


def test_every_mp3_decodes_to_its_place_in_the_timeline(
    article: Article, script: Script, tmp_path: Path
) -> None:
    recording = made(article, script, tmp_path)
    whole = tmp_path / "whole.mp3"
    with whole.open("wb") as file:
        write_whole(recording, file)
    sound, rate = soundfile.read(whole)
    assert rate == RATE
    assert len(sound) == recording.timeline.samples
    for number in range(3):
        start, end = recording.timeline.sections[2 * number : 2 * number + 2]
        path = tmp_path / f"{number}.mp3"
        with path.open("wb") as file:
            write_section(recording, number, file)
        section, _ = soundfile.read(path)
        assert len(section) == end - start
        assert np.abs(section - sound[start:end]).max() <= 1 / 32768


def test_sentences_sound_where_the_timeline_says(
    article: Article, script: Script, tmp_path: Path
) -> None:
    recording = made(article, script, tmp_path)
    whole = tmp_path / "whole.mp3"
    with whole.open("wb") as file:
        write_whole(recording, file)
    sound, _ = soundfile.read(whole)
    times = recording.timeline.sentences
    assert len(times) == 2 * 7
    for start, end in zip(times[::2], times[1::2], strict=True):
        assert end - start == 5000
        inside, after = sound[start + 100 : end - 100], sound[end + 400 : end + 700]
        assert np.sqrt(np.mean(inside**2)) > 0.1
        assert np.sqrt(np.mean(after**2)) < 0.01


def test_words_stay_with_their_sentence(article: Article, script: Script, tmp_path: Path) -> None:
    timeline = made(article, script, tmp_path).timeline
    pairs = list(zip(timeline.sentences[::2], timeline.sentences[1::2], strict=True))
    for number, (start, end) in enumerate(pairs):
        assert list(timeline.words[4 * number : 4 * number + 4]) == [
            start,
            start + 2500,
            start + 2500,
            end,
        ]


def test_words_without_times_are_estimated_and_that_is_said(
    article: Article, script: Script, tmp_path: Path
) -> None:
    def say_without_times(passages: Sequence[Passage]) -> Iterator[Clip]:
        return (replace(each, words=array("i")) for each in say(passages))

    voice = replace(VOICE, word_times=False)
    timeline = stitch(article, script, voice, say_without_times, tmp_path).timeline
    assert timeline.estimated
    assert len(timeline.words) == 4 * 7
    pairs = list(zip(timeline.sentences[::2], timeline.sentences[1::2], strict=True))
    for number, (start, end) in enumerate(pairs):
        first, _, _, last = timeline.words[4 * number : 4 * number + 4]
        assert start <= first < last <= end


def test_clips_that_end_early_are_an_error(
    article: Article, script: Script, tmp_path: Path
) -> None:
    with pytest.raises(SynthesisError, match="stopped before"):
        stitch(article, script, VOICE, lambda passages: say(passages[:2]), tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error(
    article: Article, script: Script, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="Cannot write"):
        made(article, script, tmp_path / "missing")


def kept(folder: Path, script: Script) -> Kept:
    addresses = [f"{number}" for number, _ in enumerate(script.passages())]
    return Kept(SectionCache(folder / "kept"), addresses)


def test_a_section_that_did_not_change_is_not_encoded_again(
    article: Article, script: Script, tmp_path: Path
) -> None:
    asked: list[int] = []

    def counting(passages: Sequence[Passage]) -> Iterator[Clip]:
        asked.append(len(passages))
        return say(passages)

    folders = [tmp_path / name for name in ("first", "second", "third")]
    for folder in folders:
        folder.mkdir()
    first = stitch(
        article, script, VOICE, counting, folders[0], loudness=None, kept=kept(tmp_path, script)
    )
    second = stitch(
        article, script, VOICE, counting, folders[1], loudness=None, kept=kept(tmp_path, script)
    )
    changed = kept(tmp_path, script)
    changed = Kept(changed.cache, [*changed.clips[:-1], "another"])
    stitch(article, script, VOICE, counting, folders[2], loudness=None, kept=changed)
    assert asked == [4, 0, 1]
    assert first.info == second.info
    for one, other in zip(first.streams, second.streams, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()
    assert list(first.timeline.words) == list(second.timeline.words)


def test_a_damaged_section_is_made_again(article: Article, script: Script, tmp_path: Path) -> None:
    keep = kept(tmp_path, script)
    options = {"loudness": None, "kept": keep}
    first = stitch(article, script, VOICE, say, tmp_path, **options)
    frames = [stream.path.read_bytes() for stream in first.streams]
    for path in (tmp_path / "kept").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-5])
    again = stitch(article, script, VOICE, say, tmp_path, **options)
    assert [stream.path.read_bytes() for stream in again.streams] == frames


def test_the_voice_is_heard_to_its_end(article: Article, script: Script, tmp_path: Path) -> None:
    ended = []

    def clearing_up(passages: Sequence[Passage]) -> Iterator[Clip]:
        yield from say(passages)
        ended.append(len(passages))

    stitch(article, script, VOICE, clearing_up, tmp_path, loudness=None)
    assert ended == [sum(len(section.passages) for section in script.sections)]


@pytest.mark.parametrize("height", [60, 1000, 30000], ids=["whisper", "talk", "shout"])
def test_any_voice_comes_out_at_the_wanted_loudness(
    article: Article, tmp_path: Path, height: float
) -> None:
    def speaking(passages: Sequence[Passage]) -> Iterator[Clip]:
        random = np.random.default_rng(3)
        for _ in passages:
            count = 10 * RATE
            envelope = np.repeat(random.uniform(0.1, 1, count // 4410 + 1), 4410)[:count]
            noise = np.convolve(random.normal(0, height, count), np.ones(24) / 5, "same")
            wave = np.clip(noise * envelope, -32000, 32000)
            ends, words = array("i", [count]), array("i", [0, count // 2, count // 2, count])
            yield Clip(wave.astype("<i2").tobytes(), RATE, ends, words, VOICE.name)

    script = Script((ScriptSection(None, (passage(1, 0.3), passage(1, 0.3))),))
    recording = stitch(article, script, VOICE, speaking, tmp_path)
    path = tmp_path / "whole.mp3"
    with path.open("wb") as file:
        write_whole(recording, file)
    sound, rate = soundfile.read(path)
    assert pyloudnorm.Meter(rate).integrated_loudness(sound) == pytest.approx(LOUDNESS, abs=0.5)
    assert true_peak([sound]) <= -1.4


def test_nothing_more_is_said_when_nothing_can_be_written(
    article: Article, script: Script, tmp_path: Path
) -> None:
    said = []

    def speaking(passages: Sequence[Passage]) -> Iterator[Clip]:
        for number, made in enumerate(say(passages)):
            said.append(number)
            time.sleep(0.05)
            yield made

    def full(pieces: PieceQueue, *_: object) -> Encoded:
        with pieces.emptied():
            raise OSError(28, "No space left on device")

    many = Script((ScriptSection(None, script.sections[0].passages[:1] * 40),))
    with pytest.raises(OutputError, match="No space left"):
        stitch(article, many, VOICE, speaking, tmp_path, sink=full)
    assert len(said) < 20


def test_a_section_that_ends_before_its_first_piece_is_not_waited_for(tmp_path: Path) -> None:
    pieces = PieceQueue(Semaphore(1))
    pieces.put(None)
    made = encode_section(pieces, tmp_path / "01.frames", RATE, Encoding())
    assert not made.energies
    assert pieces.get() is None
