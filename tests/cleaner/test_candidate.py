"""What may become a block keeps the characters of its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.cleaner.candidate import Candidate, Edit, flat, tidy


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("tiê\u0301ng Viê\u0323t", "tiếng Việt"),
        ("gió\u200b mùa\ufeff", "gió mùa"),
        ("thuỷ\u00ad lợi", "thuỷ lợi"),
        ("a\x07b\x7fc", "abc"),
        ("hai\ndòng", "hai\ndòng"),
    ],
)
def test_what_nobody_sees_is_taken_out(written: str, tidied: str) -> None:
    assert tidy(written) == tidied


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_flat_text_has_single_blanks_alone(text: str) -> None:
    assert flat(text) == " ".join(text.split())


RAISED = Candidate("Cao 10⁷ m theo sổ cũ", edits=(Edit(6, "⁷", "7"), Edit(20, "", "[1]")))


def test_edits_are_undone_in_the_original() -> None:
    assert RAISED.original() == "Cao 107 m theo sổ cũ[1]"


@pytest.mark.parametrize("middle", range(len(RAISED.text) + 1))
def test_parts_make_the_whole_original(middle: int) -> None:
    assert RAISED.original(0, middle) + RAISED.original(middle) == RAISED.original()


def test_a_silent_mark_belongs_to_the_text_before_it() -> None:
    assert RAISED.original(17).endswith("[1]")
    assert "[1]" not in RAISED.original(0, 19)
