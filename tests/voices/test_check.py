"""Whatever an engine gives is looked at before it is believed."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from conftest import passage

from baonoi.errors import SynthesisError
from baonoi.model import Clip
from baonoi.voices.check import check

PASSAGE = passage("Trời mưa to.")
SOUND = bytes([0, 16] * 24_000)
GOOD = Clip(SOUND, 24_000, array("i", [24_000]), array("i", [0, 9, 9, 20, 20, 24_000]), "thử")


def test_a_good_one_passes() -> None:
    check(GOOD, PASSAGE)
    check(replace(GOOD, words=array("i")), PASSAGE)
    check(replace(GOOD, pcm=memoryview(SOUND)), PASSAGE)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"pcm": SOUND[:-1]}, "bytes of int16"),
        ({"pcm": np.frombuffer(SOUND, dtype="<i2")}, "bytes of int16"),
        ({"pcm": memoryview(np.frombuffer(SOUND, dtype="<f4"))}, "bytes of int16"),
        ({"pcm": "tiếng"}, "bytes of int16"),
        ({"sample_rate": 0}, "sample rate is 0 Hz"),
        ({"sample_rate": -24_000}, "sample rate"),
        ({"sample_rate": 24_000.0}, "sample rate"),
        ({"sample_rate": True}, "sample rate"),
        ({"sample_rate": 10**12}, "sample rate"),
        ({"sentences": array("i", [-1])}, "follow each other"),
        ({"sentences": array("i", [24_001])}, "follow each other"),
        ({"sentences": array("i", [24_000, 5])}, "follow each other"),
        ({"sentences": array("d", [24_000.0])}, "follow each other"),
        ({"sentences": [24_000]}, "follow each other"),
        ({"sentences": array("i")}, "not all there"),
        ({"words": array("i", [-5, 9])}, "out of order"),
        ({"words": array("i", [9, 5])}, "out of order"),
        ({"words": array("i", [9, 20, 0, 20])}, "out of order"),
        ({"words": array("i", [0, 24_001])}, "out of order"),
        ({"words": array("i", [0, 9, 9])}, "out of order"),
        ({"words": array("f", [0.0, float("nan")])}, "out of order"),
        ({"words": None}, "no array"),
        ({"voice": 5}, "no clip"),
    ],
)
def test_an_odd_one_is_refused_with_a_word(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(SynthesisError, match=fault) as caught:
        check(replace(GOOD, **changed), PASSAGE)
    assert caught.value.code == "voice-faulty"


def test_what_is_no_clip_is_refused() -> None:
    nothing: Any = None
    with pytest.raises(SynthesisError, match="no clip"):
        check(nothing, PASSAGE)
