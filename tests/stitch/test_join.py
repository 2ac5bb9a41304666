from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

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
from baonoi.stitch import stitch

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


def clips(script: Script) -> Iterator[Clip]:
    for number, each in enumerate(script.passages()):
        yield clip(len(each.sentences), 300 + 200 * number)


def made(article: Article, script: Script, folder: Path) -> Recording:
    return stitch(article, script, VOICE, clips(script), folder)


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


def test_words_without_times_are_marked(article: Article, script: Script, tmp_path: Path) -> None:
    silent = (replace(each, words=array("i")) for each in clips(script))
    voice = replace(VOICE, word_times=False)
    timeline = stitch(article, script, voice, silent, tmp_path).timeline
    assert timeline.estimated
    assert set(timeline.words) == {-1}
    assert len(timeline.words) == 4 * 7


def test_clips_that_end_early_are_an_error(
    article: Article, script: Script, tmp_path: Path
) -> None:
    few = iter(list(clips(script))[:2])
    with pytest.raises(SynthesisError, match="stopped before"):
        stitch(article, script, VOICE, few, tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error(
    article: Article, script: Script, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="Cannot write"):
        stitch(article, script, VOICE, clips(script), tmp_path / "missing")
