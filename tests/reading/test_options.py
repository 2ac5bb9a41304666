from __future__ import annotations

import json
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from values import OPTIONS

from baonoi.audio.mastering import LOUDNESS as CALIBRATED
from baonoi.encode.mp3 import BITRATE, QUALITY
from baonoi.errors import UsageError
from baonoi.reading.options import BITRATES, ReadingOptions
from baonoi.reading.target import mp3_sections


@given(OPTIONS)
def test_they_travel(options: ReadingOptions) -> None:
    assert pickle.loads(pickle.dumps(options)) == options
    assert ReadingOptions.from_json(json.loads(json.dumps(options.to_json()))) == options
    assert len({options, ReadingOptions.from_json(options.to_json())}) == 1


def test_what_is_left_out_is_as_usual() -> None:
    assert ReadingOptions.from_json({}) == ReadingOptions()
    assert ReadingOptions.from_json({"notes": True}) == ReadingOptions(notes=True)


@pytest.mark.parametrize(
    "told",
    [
        {"loudness": -30.1},
        {"loudness": -13.9},
        {"loudness": math.nan},
        {"loudness": -math.inf},
        {"quality": -1},
        {"quality": 10},
        {"bitrate": 0},
        {"bitrate": 63},
        {"bitrate": 320},
    ],
)
def test_what_is_out_of_its_range_is_refused(told: dict[str, float]) -> None:
    (name,) = told
    with pytest.raises(UsageError, match=name):
        ReadingOptions.from_json(told)


@given(st.floats() | st.integers())
def test_no_other_loudness_is_taken_than_those_of_the_range(loudness: float) -> None:
    if -30 <= loudness <= -14:
        assert ReadingOptions(loudness=loudness).loudness == loudness
    else:
        with pytest.raises(UsageError):
            ReadingOptions(loudness=loudness)


def test_the_usual_ones_are_those_that_voices_and_mastering_are_made_for() -> None:
    assert ReadingOptions().loudness == CALIBRATED
    usual = mp3_sections(ReadingOptions())
    assert (usual.bitrate, usual.quality) == (BITRATE, QUALITY)
    assert not usual.watched
    assert all(mp3_sections(ReadingOptions(bitrate=each)).bitrate == each for each in BITRATES)
