"""The doubling test: twice the input may take twice the work, and hardly more.

``python -m attack.growth`` prints the worst growth of every stage, and what it was fed.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import NamedTuple

from attack.inputs import mixtures, numbered, phrases, repeated, triggers
from attack.stages import STAGES, Stage

LIMIT = 2.3
"""How much the work may grow where the input doubles."""
LEAST = 0.05
"""Seconds of the processor that a measure must take to mean anything."""
SMALLEST, LARGEST = 8_000, 500_000
"""Characters of the smaller input."""
TOO_LONG = 4.0
"""Seconds of a measure that is not repeated: others on the machine weigh little in it."""
_ROUNDS = 6
FURTHER = (4, 8)
"""Multiples of the input before too much is believed: what looks at all of it again grows so at
each doubling, what a cache no longer holds at one."""
KNOWN = 12
"""Of what is known, so much is drawn for a run, unless all of it is asked for."""

Shape = Callable[[str, int], str]
SHAPES: tuple[Shape, ...] = (repeated, numbered)


class Growth(NamedTuple):
    """How the work of a stage grew with one kind of input."""

    ratio: float
    """Of the work on twice the input to that on the input, the least of successive doublings; 0
    where both are too quick to tell."""
    stage: str
    unit: str
    """What was repeated."""
    shape: str
    size: int
    """Characters of the smaller input."""
    seconds: float
    """That it took."""

    def __str__(self) -> str:
        return (
            f"{self.ratio:5.2f}  {self.stage:<22} {self.shape:<9} {self.size:>7} "
            f"{self.seconds:8.3f} s  {self.unit!r}"
        )


def measure(stage: Stage, unit: str, shape: Shape) -> Growth:
    """Double the input of a stage, at a size that takes long enough to be measured.

    What counts is the least time of several: whatever else the machine does only adds to it.
    """
    size = SMALLEST
    took = min(_time(stage, shape(unit, size)) for _ in range(2))  # the first one may import
    while took < LEAST and size < LARGEST:
        size = min(LARGEST, size * 4)
        took = _time(stage, shape(unit, size))
    if took < LEAST:
        return Growth(0.0, stage.name, unit, shape.__name__, size, took)
    once, twice = shape(unit, size), shape(unit, 2 * size)
    doubled = _time(stage, twice)
    for _ in range(_ROUNDS):
        if doubled <= LIMIT * 0.95 * took or doubled > TOO_LONG:
            break
        took = min(took, _time(stage, once))
        doubled = min(doubled, _time(stage, twice))
    ratio = doubled / took
    for times in FURTHER:
        if ratio <= LIMIT or doubled > TOO_LONG:
            break
        further = shape(unit, times * size)
        before, doubled = doubled, min(_time(stage, further) for _ in range(2))
        ratio = min(ratio, doubled / before)
    return Growth(ratio, stage.name, unit, shape.__name__, size, took)


def run(
    seed: int,
    count: int = 200,
    stages: Iterable[Stage] = STAGES,
    tell: Callable[[Growth], None] | None = None,
    known: int | None = None,
) -> list[Growth]:
    """Measure every stage with what is known and ``count`` mixtures; the worst first.

    Args:
        seed: of what is drawn.
        count: how many mixtures.
        stages: what to measure.
        tell: told of each measure.
        known: how much of what is known; None is all.
    """
    found: list[Growth] = []
    units = list(dict.fromkeys((*triggers(), *phrases())))
    if known is not None:
        units = random.Random(seed).sample(units, known)
    units = list(dict.fromkeys((*units, *mixtures(seed, count))))
    for stage, unit, shape in product(stages, units, SHAPES):
        growth = measure(stage, unit, shape)
        if tell is not None:
            tell(growth)
        found.append(growth)
    return sorted(found, key=lambda growth: -growth.ratio)


def steps(stage: Stage, text: str) -> int:
    """The calls that a stage makes for a text, once it is warm.

    Unlike time they are the same each time, but what one call costs is not in them.
    """
    given = stage.given(text)
    stage.work(given)
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1

    sys.setprofile(count)
    try:
        stage.work(given)
    finally:
        sys.setprofile(None)
    return made


def _time(stage: Stage, text: str) -> float:
    """Seconds of the processor that it takes; the garbage of others is not counted."""
    given = stage.given(text)
    with _quiet():
        began = time.process_time()
        stage.work(given)
        return time.process_time() - began


@contextmanager
def _quiet() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def main() -> int:
    """Print what grows too fast; status 1 where anything does."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, help="what to do is drawn from it")
    parser.add_argument("--count", type=int, default=200, help="mixtures")
    parser.add_argument("--all", action="store_true", help="all that is known, which takes hours")
    parser.add_argument("--stage", action="append", help="a part of a stage's name")
    chosen = parser.parse_args()
    stages = [s for s in STAGES if not chosen.stage or any(n in s.name for n in chosen.stage)]

    def tell(growth: Growth) -> None:
        if growth.ratio > LIMIT:
            print(growth, flush=True)

    known = None if chosen.all else KNOWN
    found = run(chosen.seed, chosen.count, stages, tell, known)
    print(f"{len(found)} measures; the worst growth of each stage:")
    for stage in stages:
        print(max(growth for growth in found if growth.stage == stage.name))
    return int(found[0].ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
