"""Learn the weights again: ``python -m baonoi.cleaner.sequence.learn FOLDER... [-o weights.tsv]``.

A conditional random field (Lafferty, McCallum and Pereira 2001) on the features of
:mod:`~baonoi.cleaner.sequence.features`, fitted by L-BFGS with a quadratic penalty. Where an
annotation leaves several states open ("junk" does not say of which part), their paths are summed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from baonoi.cleaner.sequence import features, material, model
from baonoi.cleaner.sequence.features import Evidence
from baonoi.cleaner.sequence.material import Example
from baonoi.cleaner.sequence.model import Weights
from baonoi.cleaner.sequence.states import ENDS, FOLLOWS, STARTS, State

COUNT = len(State)
NEVER = -1e4
PENALTY = 1.0
RARE = 3
"""Lines in which a feature must occur."""
MIXED = 250
"""Pastes made of the frame of one paper and the article of another."""
ROUNDS = 150
DIGITS = 2


@dataclass(frozen=True)
class Corpus:
    """Examples, longest first, their lines one after another."""

    index: dict[str, int]
    present: Any
    """Lines x features, sparse: which line has which feature."""
    allowed: Any
    """Lines x states: 0 where a state is possible, NEVER where not."""
    barred: Any
    """Lines x states: NEVER where the line's evidence rules a state out."""
    sizes: Any
    """Lines of each example."""


def vocabulary(found: list[Evidence]) -> dict[str, int]:
    """The features that occur in more than a few lines, numbered."""
    counts = Counter(name for document in found for line in document.features for name in set(line))
    return {name: n for n, name in enumerate(sorted(k for k, v in counts.items() if v >= RARE))}


def corpus(chosen: list[Example], found: list[Evidence], index: dict[str, int]) -> Corpus:
    """The examples with the features of their lines, as arrays."""
    from scipy.sparse import csr_matrix  # comes with pyloudnorm; needed to learn, never to read

    weighed = [_weighed(example, evidence) for example, evidence in zip(chosen, found, strict=True)]
    usable = [d for d, allowed in enumerate(weighed) if material.consistent(allowed)]
    order = sorted(usable, key=lambda d: -len(weighed[d]))
    rows = [line for d in order for line in found[d].features]
    columns = [[index[name] for name in dict.fromkeys(line) if name in index] for line in rows]
    pointers = np.cumsum([0, *map(len, columns)])
    flat = np.array([c for line in columns for c in line])
    present = csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(index)))
    allowed = np.full((len(rows), COUNT), NEVER)
    for n, possible in enumerate(line for d in order for line in weighed[d]):
        allowed[n, [int(s) for s in possible]] = 0.0
    barred = np.zeros_like(allowed)
    for n, barring in enumerate(line for d in order for line in found[d].barred):
        barred[n, [int(s) for s in barring]] = NEVER
    barred = np.where(allowed == 0, 0.0, barred)
    sizes = np.array([len(found[d].features) for d in order])
    return Corpus(index, present, allowed, barred, sizes)


def _weighed(example: Example, evidence: Evidence) -> tuple[frozenset[State], ...]:
    """What the lines that are weighed may be."""
    return example.allowed[evidence.first : evidence.first + len(evidence.features)]


def arcs() -> tuple[Any, Any, Any]:
    """Start, step and end scores that allow what may follow what and nothing else."""
    start = np.full(COUNT, NEVER)
    start[[int(s) for s in STARTS]] = 0.0
    step = np.full((COUNT, COUNT), NEVER)
    for state, following in FOLLOWS.items():
        step[int(state), [int(s) for s in following]] = 0.0
    end = np.full(COUNT, NEVER)
    end[[int(s) for s in ENDS]] = 0.0
    return start, step, end


def expectations(emission: Any, step: Any, sizes: Any) -> tuple[Any, Any, Any]:
    """Log of the sum over paths, expected states, expected steps, for all examples at once.

    Forward and backward sums are kept as probabilities, scaled line by line (Rabiner 1989).
    """
    start, _, end = (np.exp(scores) for scores in arcs())
    onward = np.exp(step)
    offsets = np.cumsum([0, *sizes[:-1]])
    live = [int((sizes > n).sum()) for n in range(int(sizes[0]))]
    most = emission.max(axis=1, keepdims=True)
    likely = np.exp(emission - most)
    alpha = np.empty_like(emission)
    scale = np.empty(len(emission))
    alpha[offsets] = start * likely[offsets]
    for n in range(len(live)):
        at = offsets[: live[n]] + n
        if n:
            alpha[at] = (alpha[at - 1] @ onward) * likely[at]
        scale[at] = alpha[at].sum(1) + 1e-300
        alpha[at] /= scale[at, None]
    ends = offsets + sizes - 1
    last = alpha[ends] @ end + 1e-300
    total = np.add.reduceat(np.log(scale) + most[:, 0], offsets) + np.log(last)
    beta = np.empty_like(emission)
    beta[ends] = end / last[:, None]
    steps = np.zeros((COUNT, COUNT))
    for n in range(len(live) - 2, -1, -1):
        at = offsets[: live[n + 1]] + n
        right = likely[at + 1] * beta[at + 1] / scale[at + 1, None]
        beta[at] = right @ onward.T
        steps += onward * (alpha[at].T @ right)
    return total, alpha * beta, steps


def fit(data: Corpus, rounds: int) -> tuple[Any, Any]:
    """The weights of features and of steps."""
    from scipy.optimize import minimize

    width = len(data.index)
    _, possible, _ = arcs()
    never = possible < 0

    def parted(packed: Any) -> tuple[Any, Any]:
        return packed[: width * COUNT].reshape(width, COUNT), packed[width * COUNT :].reshape(
            COUNT, COUNT
        )

    def loss(packed: Any) -> tuple[float, Any]:
        weights, moves = parted(packed)
        emission = data.present @ weights + data.barred
        step = np.where(never, NEVER, moves)
        free, states, steps = expectations(emission, step, data.sizes)
        held, told, moved = expectations(emission + data.allowed, step, data.sizes)
        slope = np.concatenate(
            [
                (data.present.T @ (states - told)).ravel(),
                np.where(never, 0.0, steps - moved).ravel(),
            ]
        )
        value = (free - held).sum() + 0.5 * PENALTY * (packed**2).sum()
        return float(value), slope + PENALTY * packed

    first = np.zeros((width + COUNT) * COUNT)
    done = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return parted(done.x)


def write(path: Path, table: Weights) -> None:
    """The weights as a table: a row a feature, a column a state; rows of nothing are left out."""
    rows = ["\t".join(["feature", *(state.name for state in State)])]
    for state, following in zip(State, table.moves, strict=True):
        moves = dict(following)
        cells = [_cell(moves[other]) if other in moves else "" for other in State]
        rows.append("\t".join([f"after {state.name}", *cells]))
    for name, weights in sorted(table.features.items()):
        cells = [_cell(weight) for weight in weights]
        if any(cells):
            rows.append("\t".join([name, *cells]))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _cell(weight: float) -> str:
    cell = f"{weight:.{DIGITS}f}"
    return "" if float(cell) == 0 else cell


def learn(chosen: list[Example], rounds: int = ROUNDS, mixed: int = MIXED) -> Weights:
    """The weights that labelled pastes teach; ``mixed`` more are made of their parts."""
    chosen = [*chosen, *material.mixed(chosen, mixed)]
    found = [features.gather(list(example.candidates)) for example in chosen]
    index = vocabulary(found)
    weights, moves = fit(corpus(chosen, found, index), rounds)
    return Weights(
        {name: tuple(map(float, weights[n])) for name, n in index.items()},
        tuple(
            tuple((int(other), float(moves[state, other])) for other in FOLLOWS[state])
            for state in State
        ),
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=model.WEIGHTS)
    given = parser.parse_args()
    write(given.output, learn(list(material.examples(given.folders))))


if __name__ == "__main__":
    main()
