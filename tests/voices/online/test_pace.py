"""What a voice takes for a text: learned, kept, and held against each answer."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.voices.online.pace import MOST, Amount, Pace, PartError, amount

EACH, CLAUSE, SENTENCE, EDGES = 0.21, 0.28, 0.6, 0.15
"""Seconds that our voice takes."""
STORY = (
    "Cây cầu mới qua sông đã thông xe vào sáng hôm nay.",
    "Người dân hai bờ rất phấn khởi, vì việc đi lại đã dễ dàng hơn trước nhiều.",
    "Phà ngừng chạy từ trưa.",
    "Cầu dài một nghìn hai trăm mét, rộng hai mươi hai mét, bốn làn xe, hai lề đi bộ.",
    "Tuần sau lắp đèn. Tháng sau trồng cây, và làm đường.",
)


def seconds(text: str) -> float:
    asked = amount(text)
    marks = CLAUSE * asked.clauses + SENTENCE * asked.sentences
    return EACH * asked.syllables + marks + EDGES


@pytest.fixture
def pace() -> Pace:
    known = Pace()
    for text in STORY * 8:
        known.learn(seconds(text), text)
    return known


def test_what_there_is_to_say() -> None:
    assert amount("Một, hai – ba. Bốn năm.") == Amount(5, 14, 2, 1)
    assert amount("radio và TTXVN") == Amount(2 + 1 + 5, 5 + 2 + 5, 0, 0)
    assert amount("– … .").syllables == 0


@pytest.mark.parametrize("text", STORY)
def test_a_whole_answer_is_beyond_doubt_and_four_syllables_less_are_not(
    pace: Pace, text: str
) -> None:
    few = "too few to tell" if text == STORY[2] else ""
    assert pace.doubt(seconds(text), text).endswith(few)
    assert pace.doubt(seconds(text), text, told=True) == ""
    assert pace.doubt(seconds(text) * 1.3, text, told=True) == ""
    try:
        assert pace.doubt(seconds(text) - 4 * EACH, text, told=True)
    except PartError:
        assert text == STORY[2], "four of five"


@pytest.mark.parametrize("text", [STORY[1], STORY[3]])
def test_half_of_an_answer_is_none(pace: Pace, text: str) -> None:
    with pytest.raises(PartError, match="part of them"):
        pace.doubt(seconds(text) / 2, text)


def test_what_is_not_known_is_doubted_but_no_voice_says_twelve_syllables_a_second() -> None:
    text = STORY[0]
    assert "not known" in Pace().doubt(seconds(text), text)
    assert "not known" in Pace(speed=2.0).doubt(seconds(text) / 2, text)
    assert Pace().doubt(seconds(text), text, told=True) == ""
    with pytest.raises(PartError):
        Pace().doubt(0.08 * 12, text, told=True)


def test_marks_alone_are_never_missing(pace: Pace) -> None:
    assert pace.doubt(0.0, "– …") == ""
    pace.learn(0.0, "– …")
    assert pace.doubt(seconds(STORY[0]), STORY[0]) == ""


def test_the_next_run_knows_it_from_its_first_request(tmp_path: Path) -> None:
    first = Pace(tmp_path / "paces" / "giọng")
    for text in STORY * 100:
        first.learn(seconds(text), text)
    first.keep()
    again = Pace(tmp_path / "paces" / "giọng")
    assert again.doubt(seconds(STORY[1]), STORY[1]) == ""
    assert again.doubt(seconds(STORY[1]) - 4 * EACH, STORY[1])
    assert len(again.known) == MOST
    again.forget()
    assert "not known" in Pace(tmp_path / "paces" / "giọng").doubt(1.5, STORY[2])


@given(
    st.lists(st.sampled_from(STORY), max_size=30),
    st.floats(0.5, 2.0),
    st.floats(0.0, 60.0),
    st.text(max_size=60),
)
def test_nothing_breaks_it(known: list[str], speed: float, took: float, text: str) -> None:
    pace = Pace(speed=speed)
    for each in known:
        pace.learn(seconds(each) / speed, each)
    for _ in range(2):
        with suppress(PartError):
            pace.doubt(took, text)
        pace.learn(took, text)
