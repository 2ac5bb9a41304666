"""The best path against every path there is."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.cleaner.sequence import model
from baonoi.cleaner.sequence.features import Evidence
from baonoi.cleaner.sequence.model import LOSS, WEIGHTS, Weights
from baonoi.cleaner.sequence.states import ENDS, FOLLOWS, STARTS, State

NAMES = ("a", "b", "c")
UNSAID = {State.CAPTION, State.HEAD_CAPTION}
score = st.floats(-1, 1, allow_nan=False, width=16)


def moves(scores: dict[tuple[State, State], float] | None = None):
    known = scores or {}
    return tuple(
        tuple((int(after), known.get((state, after), 0.0)) for after in FOLLOWS[state])
        for state in State
    )


@st.composite
def tables(draw) -> Weights:
    rows = {
        name: tuple(draw(st.lists(score, min_size=len(State), max_size=len(State))))
        for name in NAMES
    }
    chance = draw(st.randoms(use_true_random=False))
    steps = {(s, t): chance.uniform(-1, 1) for s in State for t in FOLLOWS[s]}
    return Weights(rows, moves(steps))


lines_of_features = st.lists(
    st.lists(st.sampled_from((*NAMES, "unknown")), max_size=2, unique=True), min_size=1, max_size=4
)


def evidence(features, barred=None, dear=None) -> Evidence:
    count = len(features)
    return Evidence(0, features, [], barred or [()] * count, dear or [False] * count)


def paths(length: int):
    found = [[state] for state in STARTS]
    for _ in range(length - 1):
        found = [[*path, after] for path in found for after in FOLLOWS[path[-1]]]
    return [path for path in found if path[-1] in ENDS]


def total(path, given: Evidence, table: Weights) -> float:
    steps = [dict(row) for row in table.moves]
    said = sum(
        sum(table.features[name][state] for name in names if name in table.features)
        - (LOSS if dear and state in UNSAID else 0)
        for state, names, dear in zip(path, given.features, given.dear, strict=True)
    )
    return said + sum(steps[before][after] for before, after in pairwise(path))


def allowed(path: list[State]) -> bool:
    return path[0] in STARTS and all(after in FOLLOWS[before] for before, after in pairwise(path))


@given(tables(), lines_of_features, st.data())
@settings(max_examples=40, deadline=None)
def test_no_path_is_better_than_the_best(table, features, data) -> None:
    dear = data.draw(st.lists(st.booleans(), min_size=len(features), max_size=len(features)))
    given_ = evidence(features, dear=dear)
    found = model.best_path(given_, table)
    assert allowed(found)
    assert found[-1] in ENDS
    best = max(total(path, given_, table) for path in paths(len(features)))
    assert total(found, given_, table) == pytest.approx(best)


@given(tables(), lines_of_features, st.data())
@settings(max_examples=60, deadline=None)
def test_a_barred_state_is_taken_only_where_there_is_no_other(table, features, data) -> None:
    others = [state for state in State if state is not State.PARAGRAPH]
    bars = data.draw(
        st.lists(
            st.lists(st.sampled_from(others), unique=True).map(tuple),
            min_size=len(features),
            max_size=len(features),
        )
    )
    found = model.best_path(evidence(features, barred=bars), table)
    assert not any(state in barred for state, barred in zip(found, bars, strict=True))


@pytest.mark.parametrize("length", [1, 2, 7])
def test_lines_that_may_be_nothing_still_have_a_path(length: int) -> None:
    bars = [tuple(State)] * length
    found = model.best_path(evidence([["a"]] * length, barred=bars), Weights({}, moves()))
    assert len(found) == length
    assert allowed(found)


def test_no_lines_have_no_path() -> None:
    assert model.best_path(evidence([]), model.weights()) == []


def test_running_text_is_left_unsaid_only_for_good_reasons() -> None:
    row = [0.0] * len(State)
    row[State.CAPTION] = 5.0
    row[State.PARAGRAPH] = 5.0 - LOSS / 2
    table = Weights({"picture": tuple(row), "text": _only(State.PARAGRAPH)}, moves())
    features = [["text"], ["picture"], ["text"]]
    cheap = model.best_path(evidence(features), table)
    dear = model.best_path(evidence(features, dear=[False, True, False]), table)
    assert cheap[1] is State.CAPTION
    assert dear[1] is State.PARAGRAPH


def _only(state: State) -> tuple[float, ...]:
    return tuple(9.0 if other is state else 0.0 for other in State)


def test_the_table_has_exactly_the_states() -> None:
    head, *rows = WEIGHTS.read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["feature", *(state.name for state in State)]
    assert all(row.count("\t") == len(State) for row in rows)
    names = [row.split("\t")[0] for row in rows]
    assert len(set(names)) == len(names)
    assert {name for name in names if name.startswith("after ")} == {
        f"after {state.name}" for state in State
    }


def test_the_table_scores_every_step_and_no_other() -> None:
    table = model.weights()
    assert len(table.moves) == len(State)
    for state in State:
        assert [after for after, _ in table.moves[state]] == [int(s) for s in FOLLOWS[state]]
    assert all(len(row) == len(State) for row in table.features.values())


def test_the_table_is_read_once() -> None:
    assert model.weights() is model.weights()
