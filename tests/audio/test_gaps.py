from __future__ import annotations

from array import array
from dataclasses import replace

import numpy as np
import pytest

from baonoi.audio.gaps import LEAD, LONGEST, STRIDE, lead, silences
from baonoi.model import Clip, Passage, Role, SpokenText

RATE = 22050


def said(*sentences: tuple[float, float, float]) -> tuple[Passage, Clip]:
    """Each sentence as seconds of quiet, speech, quiet; a pause of a second after each."""
    parts, ends, at = [], array("i"), 0
    for quiet_before, speech, quiet_after in sentences:
        for seconds, height in ((quiet_before, 0), (speech, 5000), (quiet_after, 20)):
            parts.append(np.full(round(seconds * RATE), height, dtype="<i2"))
            at += len(parts[-1])
        ends.append(at)
    text = SpokenText("một", "một")
    passage = Passage(Role.PARAGRAPH, (text,) * len(sentences), (1.0,) * len(sentences))
    return passage, Clip(np.concatenate(parts).tobytes(), RATE, ends, array("i"), "test")


def test_quiet_edges_are_part_of_the_pause() -> None:
    gaps = silences(*said((0.02, 1.0, 0.05), (0.03, 1.0, 0.04)))
    assert gaps[0] / RATE == pytest.approx(1 - 0.05 - 0.03, abs=2 * STRIDE / RATE)
    assert gaps[1] / RATE == pytest.approx(1 - 0.04 - 0.02, abs=2 * STRIDE / RATE)


def test_speech_up_to_the_edge_takes_nothing_away() -> None:
    assert silences(*said((0, 1.0, 0))) == (RATE,)


def test_the_silence_before_a_section_is_part_of_the_pause_before_it() -> None:
    before = said((0.02, 1.0, 0.05), (0.03, 1.0, 0.04))
    inside, behind = silences(*before, ends_section=True)
    assert inside == silences(*before)[0]
    for quiet in (0, 0.02, 0.1):
        _, following = said((quiet, 1.0, 0))
        heard = round(0.04 * RATE) + behind + lead(following) + round(quiet * RATE)
        assert heard / RATE == pytest.approx(1.0, abs=2 * STRIDE / RATE)


def test_a_section_begins_with_silence_however_its_clip_does() -> None:
    for quiet in (0, 0.01, LONGEST - 0.01):
        _, clip = said((quiet, 1.0, 0))
        assert lead(clip) / RATE + quiet == pytest.approx(LEAD, abs=STRIDE / RATE)
    assert lead(said((1.0, 0, 0))[1]) == lead(said((0, 0, 0))[1]) == round(LEAD * RATE)


def test_no_silence_is_negative_and_silence_is_no_edge() -> None:
    passage, clip = said((0, 1.0, 0))
    assert silences(replace(passage, pauses=(LEAD / 2,)), clip, ends_section=True) == (0,)
    passage, clip = said((1.0, 0, 1.0))
    assert silences(passage, clip) == (RATE,)
    assert min(silences(*said((0.5, 0.5, 0.5)))) >= RATE * (1 - 2 * LONGEST) - 2 * STRIDE


def test_a_sentence_without_a_sample() -> None:
    passage, clip = said((0, 0.5, 0), (0, 0, 0))
    assert len(silences(passage, clip)) == 2
