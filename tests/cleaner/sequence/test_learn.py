"""Learning: the sums over paths, the same table each time, and what a little of it can do."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from baonoi.cleaner.sequence import features, learn, model
from baonoi.cleaner.sequence.learn import COUNT, NEVER
from baonoi.cleaner.sequence.material import Example, examples
from baonoi.cleaner.sequence.model import WEIGHTS, Weights
from baonoi.cleaner.sequence.states import ENDS, FOLLOWS, STARTS, State

PASTES = Path(__file__).parents[1] / "pastes"
SOME = (
    *("paste_trongtruong_lop10", "paste_deogio_baoso9", "paste_phohuyen_phatxe"),
    *("paste_hiennha_batre", "paste_luatcuanha_sangten"),
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    folder = tmp_path_factory.mktemp("few")
    for name in SOME:
        for ending in (".txt", ".gold.json"):
            (folder / (name + ending)).write_bytes((PASTES / (name + ending)).read_bytes())
    return list(examples([folder]))


@pytest.fixture(scope="module")
def learned(few: list[Example]) -> Weights:
    return learn.learn(few, rounds=30, mixed=3)


def test_the_same_pastes_teach_the_same(few: list[Example], learned: Weights) -> None:
    assert learn.learn(few, rounds=30, mixed=3) == learned


def test_a_written_table_reads_back_the_same(learned: Weights, tmp_path: Path) -> None:
    first, second = tmp_path / "first.tsv", tmp_path / "second.tsv"
    learn.write(first, learned)
    table = model.weights(first)
    for name, row in learned.features.items():
        assert table.features.get(name, (0.0,) * COUNT) == pytest.approx(row, abs=0.00501)
    for before, after in zip(learned.moves, table.moves, strict=True):
        assert [state for state, _ in before] == [state for state, _ in after]
        assert [score for _, score in after] == pytest.approx([s for _, s in before], abs=0.00501)
    learn.write(second, table)
    assert second.read_bytes() == first.read_bytes()


def test_the_table_of_the_package_is_as_it_is_written(tmp_path: Path) -> None:
    learn.write(tmp_path / "weights.tsv", model.weights())
    assert (tmp_path / "weights.tsv").read_bytes() == WEIGHTS.read_bytes()


def test_what_was_learned_reads_the_pastes_it_was_learned_from(
    few: list[Example], learned: Weights
) -> None:
    wrong = []
    for example in few:
        evidence = features.gather(list(example.candidates))
        path = model.best_path(evidence, learned)
        allowed = example.allowed[evidence.first : evidence.first + len(path)]
        wrong.append(sum(state not in states for state, states in zip(path, allowed, strict=True)))
    assert wrong.count(0) >= len(few) - 1
    assert max(wrong) <= 1


def test_nothing_learned_reads_them_wrong(few: list[Example], learned: Weights) -> None:
    empty = Weights({}, learned.moves)
    evidence = features.gather(list(few[0].candidates))
    assert model.best_path(evidence, empty) != model.best_path(evidence, learned)


def test_rare_features_are_not_learned(few: list[Example]) -> None:
    found = [features.gather(list(example.candidates)) for example in few]
    index = learn.vocabulary(found)
    assert sorted(index.values()) == list(range(len(index)))
    assert list(index) == sorted(index)
    held = [set(line) for document in found for line in document.features]
    assert all(sum(name in line for line in held) >= learn.RARE for name in list(index)[::50])


def test_a_paste_that_no_path_fits_is_left_out(few: list[Example]) -> None:
    first = few[0]
    wrong = Example("ngược", "", first.candidates, first.allowed[::-1])
    found = [features.gather(list(example.candidates)) for example in (*few, wrong)]
    data = learn.corpus([*few, wrong], found, learn.vocabulary(found))
    assert len(data.sizes) == len(few)
    assert list(data.sizes) == sorted(data.sizes, reverse=True)
    assert data.present.shape[0] == data.allowed.shape[0] == data.sizes.sum()


def test_steps_that_no_page_takes_have_no_weight() -> None:
    start, step, end = learn.arcs()
    for state in State:
        assert (start[state] == 0) is np.bool_(state in STARTS)
        assert (end[state] == 0) is np.bool_(state in ENDS)
        for other in State:
            assert step[state, other] == (0 if other in FOLLOWS[state] else NEVER)


def paths(length: int) -> list[list[State]]:
    found = [[state] for state in STARTS]
    for _ in range(length - 1):
        found = [[*path, after] for path in found for after in FOLLOWS[path[-1]]]
    return [path for path in found if path[-1] in ENDS]


@pytest.mark.parametrize("sizes", [(1,), (2,), (3, 1), (4, 3, 3)])
def test_the_sums_over_paths_are_those_of_all_paths(sizes: tuple[int, ...]) -> None:
    chance = np.random.default_rng(7)
    emission = chance.normal(size=(sum(sizes), COUNT))
    _, step, _ = learn.arcs()
    step = np.where(step < 0, NEVER, chance.normal(size=(COUNT, COUNT)))
    total, states, steps = learn.expectations(emission, step, np.array(sizes))
    wanted = np.zeros_like(emission)
    moved = np.zeros((COUNT, COUNT))
    first = 0
    for document, size in enumerate(sizes):
        ways = paths(size)
        scores = np.array(
            [
                sum(emission[first + n, state] for n, state in enumerate(way))
                + sum(step[before, after] for before, after in pairwise(way))
                for way in ways
            ]
        )
        log_sum = np.logaddexp.reduce(scores)
        assert total[document] == pytest.approx(log_sum)
        for way, chance_of in zip(ways, np.exp(scores - log_sum), strict=True):
            for n, state in enumerate(way):
                wanted[first + n, state] += chance_of
            for before, after in pairwise(way):
                moved[before, after] += chance_of
        first += size
    np.testing.assert_allclose(states, wanted, atol=1e-9)
    np.testing.assert_allclose(steps, moved, atol=1e-9)


def test_large_scores_do_not_overflow() -> None:
    emission = np.full((3, COUNT), 800.0)
    emission[:, int(State.PARAGRAPH)] = 2000.0
    _, step, _ = learn.arcs()
    total, states, _ = learn.expectations(emission, step, np.array([3]))
    assert total[0] == pytest.approx(6000.0)
    assert states[:, int(State.PARAGRAPH)] == pytest.approx(1.0)
