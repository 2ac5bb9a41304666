"""Sections coded side by side as their sentences come, and one timeline over all of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fake_voice import VOICE

from baonoi.audio.mastering import Mastering
from baonoi.encode import Mp3Sections, PcmSections, SectionCodec
from baonoi.errors import OutputError
from baonoi.model import SpokenText, Utterance
from baonoi.reading.recorder import Recorder, joined
from baonoi.reading.word_timer import WordTimer
from baonoi.voices import Host

RATE = 22050
SILENCE = 6000
LEAD = 3000
MASTERING = Mastering(1.0)


def utterance(section: int, sentence: int, last: int, sections: int, count: int) -> Utterance:
    hum = 3000 * np.sin(np.arange(count) / (20 + 5 * section))
    ends = sentence == last
    return Utterance(
        section,
        sentence,
        0,
        SpokenText("một", "một"),
        hum.astype("<i2").tobytes(),
        RATE,
        array("i", (100, count - 100)),
        SILENCE,
        LEAD if sentence == 0 else 0,
        ends_section=ends,
        ends_script=ends and section == sections - 1,
    )


def by_turns(sections: int = 3, sentences: int = 4) -> Iterator[Utterance]:
    """A sentence of each section in turn."""
    for sentence in range(sentences):
        for section in range(sections):
            count = 4000 + 500 * section + 300 * sentence
            yield utterance(section, sentence, sentences - 1, sections, count)


def recorded(codec: SectionCodec, folder: Path, heard: list[Utterance]) -> Recorder:
    recorder = Recorder(codec, lambda _: MASTERING, folder, None, WordTimer(VOICE, Host(), []))
    try:
        for each in heard:
            recorder.hear(each)
    finally:
        recorder.end()
    return recorder


@pytest.mark.parametrize("codec", [Mp3Sections(), PcmSections()], ids=["mp3", "pcm"])
def test_the_order_of_sections_changes_nothing(codec: SectionCodec, tmp_path: Path) -> None:
    turns = list(by_turns())
    folders = [tmp_path / name for name in ("turns", "order")]
    for folder in folders:
        folder.mkdir()
    one = recorded(codec, folders[0], turns).sections()
    other = recorded(codec, folders[1], sorted(turns, key=lambda each: each.section)).sections()
    for first, second in zip(one, other, strict=True):
        assert first.frames.read_bytes() == second.frames.read_bytes()
        assert (first.times, first.coded) == (second.times, second.coded)
    bounds = [joined(sections, codec, estimated=False)[0].sections for sections in (one, other)]
    assert bounds[0] == bounds[1]


def test_times_count_from_the_beginning_of_the_whole(tmp_path: Path) -> None:
    turns = list(by_turns())
    sections = recorded(PcmSections(), tmp_path, turns).sections()
    timeline, encoded, head = joined(sections, PcmSections(), estimated=True)
    assert (timeline.estimated, head) == (True, b"")
    said = sorted(turns, key=lambda each: (each.section, each.passage))
    at = 0
    for number, each in enumerate(said):
        count = len(each.pcm) // 2
        at += each.lead
        assert list(timeline.sentences[2 * number : 2 * number + 2]) == [at, at + count]
        assert list(timeline.words[2 * number : 2 * number + 2]) == [at + 100, at + count - 100]
        at += count + SILENCE
    assert timeline.samples == at
    assert sum(len(part) for section in encoded for part in section.parts()) == 2 * at


def test_the_last_frame_of_a_section_is_part_of_its_pause() -> None:
    mp3, pcm = Mp3Sections(), PcmSections()
    inner, ending, last = (
        utterance(0, 0, 1, 2, 4000),
        utterance(0, 1, 1, 2, 4000),
        utterance(1, 1, 1, 2, 4000),
    )
    assert [pcm.silence_behind(each) for each in (inner, ending, last)] == [SILENCE] * 3
    assert mp3.silence_behind(inner) == mp3.silence_behind(last) == SILENCE
    assert mp3.silence_behind(ending) == SILENCE - mp3.left_over(RATE)


def test_a_folder_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    endless = [utterance(0, 0, -1, 1, 2000)] * 1000
    with pytest.raises(OutputError, match="Cannot write"):
        recorded(Mp3Sections(), tmp_path / "nowhere", endless)


def test_every_section_begins_with_its_silence(tmp_path: Path) -> None:
    for section in recorded(PcmSections(), tmp_path, list(by_turns())).sections():
        samples = np.fromfile(section.frames, dtype="<i2")
        assert not samples[:LEAD].any()
        assert samples[LEAD : LEAD + 200].any()
        assert section.times.sentences[0] == LEAD
