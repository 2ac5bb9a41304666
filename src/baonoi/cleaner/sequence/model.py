"""The best reading of a paste: the path through the states that its evidence speaks for most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from baonoi.cleaner.sequence.features import Evidence
from baonoi.cleaner.sequence.states import ENDS, FOLLOWS, STARTS, State
from baonoi.common.tables import LazyTable

WEIGHTS = Path(__file__).with_name("weights.tsv")
"""The learned table: a row a feature, a column a state."""
_BEHIND = 20.0
"""How far a state may fall behind the best of its line before it is given up."""
_UNSAID = (State.CAPTION, State.HEAD_CAPTION)
"""States of the article that are left unspoken."""
LOSS = 2.5
"""How much more must speak for leaving running text unsaid than for saying it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature says of each state, and each state of the one after it."""

    features: Mapping[str, tuple[float, ...]]
    moves: tuple[tuple[tuple[int, float], ...], ...]
    """For each state those that may come after it, with their scores."""


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The learned table."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    steps = LazyTable((line for line in lines if line.startswith("after ")), _numbers)
    features = LazyTable((line for line in lines if not line.startswith("after ")), _numbers)
    moves = (
        tuple([(int(after), steps[f"after {state.name}"][after]) for after in FOLLOWS[state]])
        for state in State
    )
    return Weights(features, tuple(moves))


def _numbers(rows: list[str]) -> tuple[float, ...]:
    return tuple([float(cell) if cell else 0.0 for cell in rows[0].split("\t")])


def best_path(evidence: Evidence, table: Weights) -> list[State]:
    """The most likely state of every line (Viterbi 1967); an empty list for no lines.

    States that the evidence rules out are given up unless all are, and so are those that have
    fallen far behind the best of their line.
    """
    live: dict[int, float] = {}
    back: list[dict[int, int]] = []
    told = table.features
    lines = zip(evidence.features, evidence.barred, evidence.dear, strict=True)
    for names, barred, dear in lines:
        reached = _onward(live, table) if live else {int(s): (0.0, -1) for s in STARTS}
        possible = [state for state in reached if state not in barred] or list(reached)
        rows = [told[name] for name in names if name in told]
        live = {n: reached[n][0] + sum([row[n] for row in rows]) for n in possible}
        if dear:
            live.update((n, live[n] - LOSS) for n in _UNSAID if n in live)
        least = max(live.values()) - _BEHIND
        live = {state: score for state, score in live.items() if score >= least}
        back.append({state: reached[state][1] for state in live})
    if not back:
        return []
    ends = [state for state in live if state in ENDS]
    state = max(ends or live, key=lambda s: live[s])
    path = [State(state)]
    for came in reversed(back[1:]):
        state = came[state]
        path.append(State(state))
    return path[::-1]


def _onward(live: dict[int, float], table: Weights) -> dict[int, tuple[float, int]]:
    """The states that may come next, each with its best score and the state before it."""
    reached: dict[int, tuple[float, int]] = {}
    for before, score in live.items():
        for state, move in table.moves[before]:
            total = score + move
            if state not in reached or total > reached[state][0]:
                reached[state] = (total, before)
    return reached
