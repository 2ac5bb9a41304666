"""From passages to clips: kept as soon as they are there, said once, in order."""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from conftest import passage

from baonoi.errors import StoppedError, SynthesisError, VoiceError
from baonoi.model import Clip, Passage, Rest, Voice
from baonoi.voices import Availability, ClipCache, speak

VOICE = Voice("loud", "Giọng thử", "loud", "male")
STORY = [passage(f"Đây là câu thứ {word} của bài.") for word in "một hai ba bốn năm sáu".split()]


class Loud:
    """Says a passage as a row of samples; it may fail at one, and takes its time."""

    name, version, online = "loud", "1", False

    def __init__(self, at_once: int, fails_at: str = "", rate: int = 24000) -> None:
        self.at_once = at_once
        self.fails_at = fails_at
        self.rate = rate
        self.said: list[str] = []
        self.most = 0
        self._lock = threading.Lock()
        self._now = 0

    def voices(self) -> list[Voice]:
        return [VOICE]

    def availability(self, voice: Voice) -> Availability:
        return Availability(True)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        for each in passages:
            text = each.sentences[0].spoken
            with self._lock:
                self._now += 1
                self.most = max(self.most, self._now)
            time.sleep(0.02 if "một" in text else 0.005)
            with self._lock:
                self._now -= 1
            if self.fails_at and self.fails_at in text:
                raise StoppedError(f"no network for {text}", "service-gone")
            self.said.append(text)
            size = 2 * self.rate
            pcm = (text[15:17].encode() * size)[: 2 * size]
            yield Clip(pcm, self.rate, array("i", [size]), array("i"), "loud")

    def close(self) -> None:
        """Nothing is open."""


def texts(passages: Iterable[Passage]) -> list[str]:
    return [each.sentences[0].spoken for each in passages]


@pytest.mark.parametrize("at_once", [1, 3])
def test_in_order_and_once(at_once: int) -> None:
    engine = Loud(at_once)
    twice = [*STORY, STORY[0]]
    clips = [bytes(clip.pcm) for clip in speak(twice, VOICE, engine, ClipCache())]
    assert clips[0] == clips[-1]
    assert len(set(clips)) == len(STORY)
    assert sorted(engine.said) == sorted(texts(STORY))
    assert engine.most <= at_once
    again = Loud(at_once)
    assert [bytes(clip.pcm) for clip in speak(twice, VOICE, again, ClipCache())] == clips
    assert again.said == []


@pytest.mark.parametrize("at_once", [1, 3])
def test_one_changed_paragraph_is_said_alone(at_once: int) -> None:
    list(speak(STORY, VOICE, Loud(at_once), ClipCache()))
    changed = [*STORY[:2], passage("Câu này đã được viết lại."), *STORY[3:]]
    engine = Loud(at_once)
    list(speak(changed, VOICE, engine, ClipCache()))
    assert engine.said == ["Câu này đã được viết lại."]


@pytest.mark.parametrize("at_once", [1, 3])
def test_stopped_part_way_keeps_what_was_said(at_once: int) -> None:
    engine = Loud(at_once, fails_at="bốn")
    with pytest.raises(StoppedError, match="bốn") as caught:
        list(speak(STORY, VOICE, engine, ClipCache()))
    assert f"({len(engine.said)} of 6 passages are said and kept)" in caught.value.message
    mended = Loud(at_once)
    list(speak(STORY, VOICE, mended, ClipCache()))
    assert sorted(mended.said + engine.said) == sorted(texts(STORY))


def test_a_failure_before_anything_was_said_lets_others_speak() -> None:
    with pytest.raises(VoiceError):
        list(speak(STORY, VOICE, Loud(1, fails_at="một"), ClipCache()))


def test_a_clip_that_was_lost_meanwhile_is_said_again() -> None:
    cache = ClipCache()
    list(speak(STORY, VOICE, Loud(1), cache))
    engine = Loud(1)
    clips = speak(STORY, VOICE, engine, cache)
    next(clips)
    cache.clear()
    assert len(list(clips)) == 5
    assert engine.said == texts(STORY[1:])


def test_an_engine_that_falls_silent_or_changes_is_found_out() -> None:
    class Short(Loud):
        def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
            yield from super().synthesize(list(passages)[:2], voice)

    with pytest.raises(SynthesisError, match="did not say this: Đây là câu thứ ba"):
        list(speak(STORY, VOICE, Short(1), ClipCache()))
    list(speak(STORY[:1], VOICE, Loud(1), ClipCache()))
    with pytest.raises(SynthesisError, match="changed its sample rate"):
        list(speak(STORY, VOICE, Loud(1, rate=22050), ClipCache()))


@pytest.mark.parametrize("at_once", [1, 3])
def test_an_engine_is_given_commas_where_a_reader_breathes(at_once: int) -> None:
    engine = Loud(at_once)
    story = replace(STORY[0], rests=((Rest(3, 0.13),),))
    list(speak([story], VOICE, engine, ClipCache()))
    assert engine.said == ["Đây là câu, thứ một của bài."]
    list(speak([STORY[0]], VOICE, engine, ClipCache()))
    assert len(engine.said) == 2
