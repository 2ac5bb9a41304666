from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import Passage, Role, SpokenText
from baonoi.reading.schedule import balanced
from baonoi.script import LaidOut

LENGTHS = st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=12), max_size=9)
"""Characters of the passages of some sections."""


def laid_out(lengths: list[list[int]]) -> list[LaidOut]:
    return [
        LaidOut(
            section,
            None,
            Passage(Role.PARAGRAPH, (SpokenText("a" * length, "a" * length),), (0.5,)),
            number,
            last=number == len(passages) - 1,
            ends_script=section == len(lengths) - 1 and number == len(passages) - 1,
        )
        for section, passages in enumerate(lengths)
        for number, length in enumerate(passages)
    ]


@given(LENGTHS, st.integers(1, 5))
def test_all_are_said_once_each_section_in_its_order(
    lengths: list[list[int]], at_once: int
) -> None:
    passages = laid_out(lengths)
    order = list(balanced(passages, at_once))
    assert sorted(order, key=lambda each: (each.section, each.number)) == passages
    for _, group in groupby(
        sorted(order, key=lambda each: each.section), key=lambda each: each.section
    ):
        numbers = [each.number for each in group]
        assert numbers == sorted(numbers)


@given(LENGTHS, st.integers(1, 5))
def test_no_more_sections_are_open_than_may_be(lengths: list[list[int]], at_once: int) -> None:
    open_now: set[int] = set()
    for each in balanced(laid_out(lengths), at_once):
        open_now.add(each.section)
        assert len(open_now) <= at_once
        if each.last:
            open_now.remove(each.section)
    assert not open_now


@given(st.lists(st.lists(st.integers(1, 40), min_size=2, max_size=12), min_size=2, max_size=4))
def test_sections_progress_evenly(lengths: list[list[int]]) -> None:
    """None is ahead of another by more than the passage that is next in that other."""
    done = [0] * len(lengths)
    for each in balanced(laid_out(lengths), len(lengths)):
        done[each.section] += lengths[each.section][each.number]
        share = done[each.section] / sum(lengths[each.section])
        for section, passages in enumerate(lengths):
            ahead = 0
            for length in passages:
                if ahead + length > done[section]:
                    assert (ahead + length) / sum(passages) >= share
                    break
                ahead += length


def test_one_at_once_is_the_order_of_the_article() -> None:
    passages = laid_out([[3, 4], [5], [6, 7, 8]])
    assert list(balanced(passages, 1)) == passages
