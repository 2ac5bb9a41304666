"""The best reading of a paste: the path through the states that its evidence speaks for most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from baonoi.cleaner.sequence.features import Evidence
from baonoi.cleaner.sequence.states import ENDS, FOLLOWS, STARTS, State

_WEIGHTS = Path(__file__).with_name("weights.tsv")
_COUNT = len(State)
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature says of each state, and each state of the one after it."""

    features: dict[str, tuple[float, ...]]
    moves: tuple[tuple[tuple[int, float], ...], ...]
    """For each state those that may stand before it, with their scores."""


@cache
def weights(path: Path = _WEIGHTS) -> Weights:
    """The learned table."""
    found: dict[str, tuple[float, ...]] = {}
    moves: list[list[tuple[int, float]]] = [[] for _ in State]
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, *cells = line.split("\t")
        values = tuple(float(cell) if cell else 0.0 for cell in cells)
        if name.startswith("after "):
            before = State[name.removeprefix("after ")]
            for state in FOLLOWS[before]:
                moves[state].append((before, values[state]))
        else:
            found[name] = values
    return Weights(found, tuple(map(tuple, moves)))


def best_path(evidence: Evidence, table: Weights) -> list[State]:
    """The most likely state of every line (Viterbi 1967); an empty list for no lines."""
    if not evidence.features:
        return []
    scores: list[float] = []
    back: list[list[int]] = []
    for n, names in enumerate(evidence.features):
        told = _emission(names, table)
        for state in evidence.barred[n]:
            told[state] = _NEVER
        if not n:
            scores = [told[s] if s in STARTS else _NEVER for s in range(_COUNT)]
            continue
        following: list[float] = []
        came: list[int] = []
        for state in range(_COUNT):
            most, origin = _NEVER * 2, 0
            for before, move in table.moves[state]:
                score = scores[before] + move
                if score > most:
                    most, origin = score, before
            following.append(most + told[state])
            came.append(origin)
        scores = following
        back.append(came)
    state = max(ENDS, key=lambda s: scores[s])
    path = [State(state)]
    for came in reversed(back):
        state = State(came[state])
        path.append(state)
    return path[::-1]


def _emission(names: Sequence[str], table: Weights) -> list[float]:
    rows = [row for name in names if (row := table.features.get(name)) is not None]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * _COUNT
