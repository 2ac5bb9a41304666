"""The graph of states: nothing leads astray, every reading of a paste comes to an end."""

import pytest

from baonoi.cleaner.sequence.states import ENDS, FOLLOWS, ROLES, STARTS, State
from baonoi.model import Role


def reached(sources: tuple[State, ...]) -> set[State]:
    found = set(sources)
    fresh = list(sources)
    while fresh:
        new = set(FOLLOWS[fresh.pop()]) - found
        found |= new
        fresh.extend(new)
    return found


def test_the_steps_are_closed() -> None:
    assert set(FOLLOWS) == set(State)
    for following in FOLLOWS.values():
        assert following
        assert set(following) <= set(State)
        assert len(set(following)) == len(following)


def test_every_state_can_be_reached() -> None:
    assert reached(STARTS) == set(State)


@pytest.mark.parametrize("state", State, ids=lambda state: state.name)
def test_from_every_state_a_paste_can_end(state: State) -> None:
    assert reached((state,)) & set(ENDS)


def test_only_the_frame_below_is_never_left() -> None:
    assert [state for state in State if set(FOLLOWS[state]) <= {state}] == [State.AFTER]
    assert reached((State.AFTER_START,)) == {State.AFTER_START, State.AFTER}


def test_there_is_one_title_and_it_stands_above_all_that_is_said() -> None:
    below = reached(FOLLOWS[State.TITLE])
    assert not below & {State.TITLE, State.BEFORE, State.TOP_DATE}
    for body in (State.LEAD, State.PARAGRAPH, State.HEADING, State.BOX):
        assert State.TITLE not in reached((body,))


def test_a_body_goes_on_behind_a_box() -> None:
    assert State.PARAGRAPH in FOLLOWS[State.BOX]
    assert State.BOX_START not in FOLLOWS[State.TITLE]


def test_nothing_ends_with_a_heading_or_inside_a_box() -> None:
    assert not set(ENDS) & {State.HEADING, State.BOX, State.BOX_START, State.TITLE, State.BEFORE}


def test_states_of_the_article_have_roles_and_those_of_the_frame_none() -> None:
    frame = {"BEFORE", "HEAD_JUNK", "BOX_START", "BOX", "AFTER_START", "AFTER"}
    assert {state.name for state in State if state not in ROLES} == frame
    assert set(ROLES.values()) <= set(Role)


def test_states_number_the_columns_of_a_table() -> None:
    assert [int(state) for state in State] == list(range(len(State)))
