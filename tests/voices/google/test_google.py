"""Google's sentences: each where it is said, however it was asked for."""

from __future__ import annotations

from contextlib import closing

import numpy as np
from conftest import HURRIED, passage
from services import GAP, SILENCES, SYLLABLE, Services

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
