"""Google's sentences: each where it is said, however it was asked for."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest
from conftest import HURRIED, passage
from services import GAP, SILENCES, SYLLABLE, Fault, Services

from baonoi.errors import StoppedError
from baonoi.voices.google import VOICES, GoogleEngine
from baonoi.voices.sound import LEAD, TAIL


def test_sentences_end_where_they_end(services: Services) -> None:
    """The pause between two sentences of one request belongs to neither."""
    said = passage("Phà ngừng chạy.", "Cầu đã thông xe, mọi người cùng vui.", "Hết.")
    with closing(GoogleEngine(HURRIED)) as engine:
        (clip,) = engine.synthesize([said], VOICES[0])
    assert len(services.google.asked) == 1
    lengths = np.diff([0, *clip.sentences]) / clip.sample_rate
    expected = [
        3 * SYLLABLE + 2 * GAP,
        8 * SYLLABLE + 6 * GAP + SILENCES[","],
        SYLLABLE,
    ]
    assert np.allclose(lengths - LEAD - TAIL, expected, atol=0.06)


def test_a_sentence_of_marks_alone_takes_no_time(services: Services) -> None:
    with closing(GoogleEngine(HURRIED)) as engine:
        (clip,) = engine.synthesize([passage("Phà ngừng chạy.", "– …", "Hết.")], VOICES[0])
    ends = list(clip.sentences)
    assert ends[0] == ends[1] < ends[2]


def test_what_is_sent_is_what_gtts_would_send(services: Services) -> None:
    with closing(GoogleEngine(HURRIED)) as engine:
        list(engine.synthesize([passage("Ông A & bà B: “xin chào” <mọi người>.")], VOICES[0]))
    assert services.google.asked == ["Ông A & bà B: “xin chào” <mọi người>."]


LONG = passage(
    "Cầu dài một nghìn hai trăm ba mươi bốn mét, rộng hai mươi hai mét, bốn làn xe, hai lề đi bộ, "
    "và được xây trong hai năm rưỡi bằng vốn của tỉnh."
)


def test_what_the_service_takes_is_asked_for_at_once(services: Services) -> None:
    with closing(GoogleEngine(HURRIED)) as engine:
        list(engine.synthesize([LONG], VOICES[0]))
    assert services.google.asked == [LONG.sentences[0].spoken]


@pytest.mark.parametrize("fault", ["declined", "no-audio", "status"])
def test_a_service_that_takes_less_is_asked_for_less(services: Services, fault: str) -> None:
    """From then on, however it tells: by a refusal, or by answers without audio."""
    services.longest = 100
    if fault != "declined":
        refused = LONG.sentences[0].spoken
        services.faults = [Fault(fault, text=refused, status=400)]
    with closing(GoogleEngine(HURRIED)) as engine:
        (clip,) = engine.synthesize([LONG], VOICES[0])
        refusals = 2 if fault == "no-audio" else 1
        assert [len(text) > 100 for text in services.google.asked] == [True] * refusals + [
            False
        ] * 2
        assert " ".join(services.google.asked[refusals:]) == LONG.sentences[0].spoken
        services.google.asked.clear()
        assert [bytes(again.pcm) for again in engine.synthesize([LONG], VOICES[0])] == [clip.pcm]
        assert len(services.google.asked) == 2


def test_what_is_short_and_refused_is_an_error(services: Services) -> None:
    services.longest = 10
    with closing(GoogleEngine(HURRIED)) as engine, pytest.raises(StoppedError) as told:
        list(engine.synthesize([LONG], VOICES[0]))
    assert (told.value.code, told.value.fields["mend"]) == ("service-outdated", "mend-gtts")
