"""From word boundaries to sentences and words."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest
from conftest import HURRIED, passage
from services import GAP, SYLLABLE, Fault, Services

from baonoi.voices.edge import VOICES, EdgeEngine, groups
from baonoi.voices.edge.request import Boundary
from baonoi.voices.edge.times import covers, word_times
from baonoi.voices.sound import LEAD, TAIL

STORY = passage("Phà ngừng chạy.", "Cầu đã thông xe, mọi người “cùng vui”.", "Hết & hết.")


@pytest.mark.parametrize("kind", ["right", "no-words"])
def test_sentences_and_words_are_where_they_are_said(services: Services, kind: str) -> None:
    services.faults = [Fault(kind)]
    with closing(EdgeEngine(policy=HURRIED)) as engine:
        (clip,) = engine.synthesize([STORY], VOICES[0])
    assert set(services.edge.asked) == {" ".join(text.spoken for text in STORY.sentences)}
    lengths = np.diff([0, *clip.sentences]) / clip.sample_rate - LEAD - TAIL
    assert np.allclose(lengths[0], 3 * SYLLABLE + 2 * GAP, atol=0.06)
    if kind == "no-words":
        assert len(clip.words) == 0
        return
    words = np.array(clip.words).reshape(-1, 2) / clip.sample_rate
    assert len(words) == sum(len(text.spoken.split()) for text in STORY.sentences)
    assert (words[:, 0] <= words[:, 1]).all()
    assert (np.diff(words[:, 0]) >= 0).all()
    assert np.allclose(words[:3, 0] - LEAD, [0, SYLLABLE + GAP, 2 * (SYLLABLE + GAP)], atol=0.05)
    start = clip.sentences[0] / clip.sample_rate
    assert np.isclose(words[3, 0], start + LEAD, atol=0.05)


def test_speed_is_the_service_s_affair(services: Services) -> None:
    with closing(EdgeEngine(policy=HURRIED)) as usual:
        (slow,) = usual.synthesize([STORY], VOICES[0])
    with closing(EdgeEngine(speed=2.0, policy=HURRIED)) as faster:
        (fast,) = faster.synthesize([STORY], VOICES[0])
        assert faster.version != usual.version
    assert 0.45 < len(fast.pcm) / len(slow.pcm) < 0.65


def test_boundaries_of_several_words_or_parts_of_one() -> None:
    told = [
        Boundary("công nghiệp", 1.0, 2.0),
        Boundary("Bắc", 3.0, 4.0),
        Boundary("Nam", 4.0, 5.0),
    ]
    times = word_times(["“Công", "nghiệp,", "Bắc-Nam”."], told)
    assert times[0][0] == 1.0
    assert np.isclose(times[0][1], times[1][0])
    assert np.isclose(times[1][1], 2.0)
    assert np.allclose(times[2], (3.0, 5.0))


def test_a_word_that_is_not_told_lies_between_its_neighbours() -> None:
    told = [Boundary(word, at, at + 0.5) for at, word in enumerate(["a", "b", "d"])]
    times = word_times(["a", "b", "c", "d"], told)
    assert times[1][0] < times[2][0] < times[3][0]
    assert word_times(["một", "hai", "ba", "bốn"], told[:1]) == []


def test_an_answer_that_does_not_reach_the_end() -> None:
    tokens = ["một", "hai", "ba."]
    told = [Boundary(word, at, at + 0.5) for at, word in enumerate(["một", "hai", "ba"])]
    assert covers(tokens, told)
    assert covers([*tokens, "…"], told)
    assert not covers(tokens, told[:2])
    assert covers(tokens, [])


def test_a_very_long_passage_is_asked_for_in_parts() -> None:
    sentences = ["công nghiệp quốc phòng " * 20] * 30
    parts = list(groups(sentences))
    assert len(parts) > 1
    assert [sentence for part in parts for sentence in part] == sentences
    assert all(len(" ".join(part).encode()) < 4000 for part in parts)
