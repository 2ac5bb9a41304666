from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.normalizer.evidence import Cue, Sense, cues, decide

SENSES = st.lists(
    st.builds(
        lambda spoken, weights: Sense("date", spoken, tuple(Cue("c", w) for w in weights)),
        st.text("abc", min_size=1, max_size=3),
        st.lists(st.floats(-9, 9), max_size=4),
    ),
    min_size=1,
    max_size=5,
)


def sense(spoken: str, *weights: float) -> Sense:
    return Sense("date", spoken, tuple(Cue(f"{spoken}{w}", w) for w in weights))


def test_only_what_holds_is_a_cue() -> None:
    found = cues((True, "a", 1.0), ("", "b", 2.0), (None, "c", 3.0), ("word", "d", -1.0))
    assert found == (Cue("a", 1.0), Cue("d", -1.0))


def test_the_cues_of_a_sense_add_up_and_the_largest_sum_wins() -> None:
    verdict = decide((sense("one", 3.0), sense("many", 1.0, 1.5, 1.0)))
    assert verdict.sense.spoken == "many"
    assert verdict.cue == "many1.5"
    assert verdict.alternatives == ("one",)
    assert verdict.confidence == pytest.approx(0.62, abs=0.01)


def test_of_equals_the_first_wins_by_half() -> None:
    verdict = decide((sense("first", 2.0), sense("second", 2.0)))
    assert (verdict.sense.spoken, verdict.confidence) == ("first", 0.5)


def test_a_sense_alone_is_sure() -> None:
    assert decide((sense("only", -3.0),))[1:] == (1.0, "", ())


def test_a_sense_without_anything_for_it_is_no_alternative() -> None:
    verdict = decide((sense("won", 2.0), sense("against", -1.0), sense("silent"), sense("far", -9)))
    assert verdict.alternatives == ()


@given(SENSES)
def test_confidence_is_a_share_of_the_senses(senses: list[Sense]) -> None:
    verdict = decide(senses)
    assert 0 < verdict.confidence <= 1
    assert verdict.sense.sum == max(each.sum for each in senses)
    assert verdict.sense.spoken not in verdict.alternatives
    assert verdict.confidence >= round(1 / len(senses), 2) - 0.011
