"""A short form of the doubling test: what a text costs grows as the text does.

Calls are counted, which are the same each time; where a single call may take long, a text of four
times the length may take nine times the processor's time: four is right, sixteen is what it was.
"""

from __future__ import annotations

import sys
import time
from itertools import chain

import pytest

from attack import growth
from attack.growth import LIMIT, Growth, Shape, measure, steps
from attack.inputs import classes, numbered, phrases, repeated
from attack.stages import STAGES, Stage
from baonoi.model import SemioticClass

SMALL = 400
"""Characters."""
MOST = 2.6
"""At so few characters; what looks at all of a text again comes to nearly four."""
OTHERS = 2
"""Of each class, besides its first example; the campaign has all of them."""
STAGE = {stage.name: stage for stage in STAGES}


def test_every_class_has_its_examples() -> None:
    assert {kind for kind, _ in classes()} == set(SemioticClass)


@pytest.mark.parametrize("kind", sorted(SemioticClass))
def test_what_classes_read_costs_as_much_as_it_is_long(kind: str) -> None:
    first, *others = (text for of, text in classes() if of == kind)
    _grows_evenly(STAGE["explain"], first + " ", repeated)
    _grows_evenly(STAGE["normalize"], first, numbered)
    for text in others[:OTHERS]:
        _grows_evenly(STAGE["normalize"], text + " ", repeated)


@pytest.mark.parametrize(
    "name", ["clean text inside", "clean html inside", "clean markdown", "clean subtitles"]
)
def test_what_the_cleaner_looks_for_costs_as_much_as_it_is_long(name: str) -> None:
    for unit in list(phrases())[:: 2 if "inside" in name else 6]:
        _grows_evenly(STAGE[name], unit, repeated)


def _grows_evenly(stage: Stage, unit: str, shape: Shape) -> None:
    once, twice = (steps(stage, shape(unit, size)) for size in (SMALL, 2 * SMALL))
    if twice > MOST * once:  # a bound may lie between the two: then the next doubling is even
        once, twice = twice, steps(stage, shape(unit, 4 * SMALL))
    assert twice <= MOST * once, (stage.name, unit)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("normalize", "0.25"),
        ("normalize", "5 "),
        ("normalize", "1.000."),
        ("normalize", "UBND."),
        ("normalize", "Việt Nam 2-3 Thái Lan "),
        ("normalize", "cao 5'10\" "),
        ("normalize", "(  "),
        ("normalize", "."),
        ("open utf-8", "a"),
        ("documents epub doctype", "<!DOCTYPE ["),
        ("documents epub doctype", "] "),
    ],
)
def test_what_was_quadratic_is_no_more(name: str, unit: str) -> None:
    stage = STAGE[name]
    size = 1_000
    while (took := _least(stage, unit, size)) < 0.02 and size < 1_000_000:
        size *= 2
    # 4 is linear, 16 quadratic; what no longer fits a core's own memory takes twice the time.
    assert _least(stage, unit, 4 * size) < 12 * max(took, 0.005)


def _least(stage: Stage, unit: str, size: int) -> float:
    """The least time of a few: what others do on the machine only adds to it."""
    given = stage.given(repeated(unit, size))
    return min(_once(stage, given) for _ in range(2))


def _once(stage: Stage, given: object) -> float:
    began = time.process_time()
    stage.work(given)
    return time.process_time() - began


def test_a_stage_that_looks_at_all_again_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "SMALLEST", 200)
    monkeypatch.setattr(growth, "_ROUNDS", 1)

    def work(text: str) -> None:
        for _ in text:
            for _ in chain(text):
                len(text)

    slow = Stage("slow", work)
    assert steps(slow, "a" * 40) > 3 * steps(slow, "a" * 20)
    assert measure(slow, "a", repeated).ratio > LIMIT


def test_a_stage_too_quick_to_tell_has_no_growth() -> None:
    quick = measure(Stage("quick", len), "a", repeated)
    assert quick.ratio == 0
    assert isinstance(quick, Growth)
    assert sys.getprofile() is None
