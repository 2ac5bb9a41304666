"""Words' times for voices that do not tell them."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from fake_voice import RATE, VOICE, FakeEngine, article_of, humming, perform, unchecked

from baonoi.errors import SynthesisError
from baonoi.model import Clip, Passage, Utterance
from baonoi.reading.options import ReadingOptions
from baonoi.reading.plan import Plan
from baonoi.reading.stream import frames
from baonoi.reading.target import mp3_sections
from baonoi.reading.word_timer import WordTimer
from baonoi.script import LaidOut
from baonoi.voices import Host

MUTE = replace(VOICE, word_times=False)
ARTICLE = article_of(["Cầu mới thông xe. Phà ngừng chạy."], ["Đèn ở chân cầu sáng."])


def untold(passage: Passage) -> Clip:
    clip = humming()(passage)
    return replace(clip, words=array("i"))


def heard(engine: FakeEngine) -> list[Utterance]:
    events = perform(ARTICLE, engine, MUTE).events()
    return [event for event in events if isinstance(event, Utterance)]


def laid_out() -> list[LaidOut]:
    return list(Plan(ARTICLE, MUTE, ReadingOptions()).passages())


def of_passage(said: list[Utterance], section: int, number: int) -> list[Utterance]:
    return [each for each in said if (each.section, each.passage) == (section, number)]


def test_the_rendering_is_asked_for_once_a_passage() -> None:
    said = of_passage(heard(FakeEngine(untold)), 0, 0)
    assert [len(each.words) for each in said] == [0, 0]
    renderer = FakeEngine(humming(RATE // 4), name="espeak")
    with Host({"espeak": renderer}) as host:
        timer = WordTimer(MUTE, host, laid_out())
        times = timer.times(said)
        assert timer.times(said) is times
    assert [len(each) for each in times] == [8, 6]
    assert [each[0] for each in times] == [0, 0]
    assert [passage.sentences for passage in renderer.said] == [tuple(each.text for each in said)]


def test_what_the_voice_tells_is_believed() -> None:
    events = perform(ARTICLE, FakeEngine(humming())).events()
    said = of_passage([event for event in events if isinstance(event, Utterance)], 0, 0)
    renderer = FakeEngine(humming(), name="espeak")
    with Host({"espeak": renderer}) as host:
        times = WordTimer(VOICE, host, laid_out()).times(said)
    assert times == [each.words for each in said]
    assert renderer.said == []


@pytest.mark.parametrize("fault", ["crash", "other words", "no library"])
def test_without_a_rendering_the_audio_alone_tells(fault: str) -> None:
    def broken(passage: Passage) -> Clip:
        if fault == "crash":
            raise SynthesisError("crashed twice", "espeak-crashed")
        if fault == "no library":
            raise OSError("no such library")
        clip = humming()(passage)
        return replace(clip, words=clip.words[2:])

    said = of_passage(heard(FakeEngine(untold)), 0, 0)
    with Host({"espeak": FakeEngine(broken, name="espeak")}) as host:
        times = WordTimer(MUTE, host, laid_out()).times(said)
    assert [len(each) for each in times] == [8, 6]


def test_who_only_listens_waits_for_no_rendering() -> None:
    renderer = FakeEngine(humming(), name="espeak")
    with unchecked():
        performance = perform(ARTICLE, FakeEngine(untold), MUTE, others={"espeak": renderer})
        assert b"".join(frames(performance, mp3_sections(performance.options)))
    assert renderer.said == []
