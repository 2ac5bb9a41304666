"""A short form of the doubling test: what a text costs grows as the text does.

Calls are counted, which are the same each time; where a single call may take long, a child gets a
text so long that it would never end, and minutes of the processor to read it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from attack import growth
from attack.growth import LEAST, LIMIT, Shape, measure, steps
from attack.inputs import classes, numbered, phrases, repeated
from attack.stages import STAGES, Stage
from baonoi.model import SemioticClass

SMALL = 400
"""Characters."""
MOST = 2.6
"""At so few characters; what looks at all of a text again comes to nearly four."""
OTHERS = 1
"""Of each class, besides its first example; the campaign has all of them."""
STAGE = {stage.name: stage for stage in STAGES}
ROOT = Path(__file__).resolve().parents[2]
LONG_TEXTS = """
import resource
from attack.inputs import repeated
from attack.stages import STAGES

resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
stages = {stage.name: stage for stage in STAGES}
for name, unit, size in (
    ("open utf-8", "a", 1_000_000),
    ("documents epub doctype", "<!DOCTYPE [", 1_000_000),
    ("documents epub doctype", "] ", 1_000_000),
    ("normalize", ".", 500_000),
    ("normalize", "(  ", 100_000),
    ("normalize", "cao 5'10\\" ", 200_000),
    ("normalize", "Việt Nam 2-3 Thái Lan ", 50_000),
):
    print(name, repr(unit), flush=True)  # the last one is the one that does not end
    stages[name].work(stages[name].given(repeated(unit, size)))
"""


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
    for unit in list(phrases())[::6]:
        _grows_evenly(STAGE[name], unit, repeated)


def _grows_evenly(stage: Stage, unit: str, shape: Shape) -> None:
    once, twice = (steps(stage, shape(unit, size)) for size in (SMALL, 2 * SMALL))
    if twice > MOST * once:  # a bound may lie between the two: then the next doubling is even
        once, twice = twice, steps(stage, shape(unit, 4 * SMALL))
    assert twice <= MOST * once, (stage.name, unit)


@pytest.mark.parametrize("unit", ["0.25", "5 ", "1.000."])
def test_what_looked_at_all_of_a_text_again_does_no_more(unit: str) -> None:
    once, twice = (steps(STAGE["normalize"], repeated(unit, size)) for size in (800, 1_600))
    assert twice <= LIMIT * once  # it was 2.8 to 4.0


@pytest.mark.skipif(os.name == "nt", reason="no such limit there")
def test_no_single_call_looks_at_all_of_a_text_again() -> None:
    """What is done inside one call is not counted: where it were quadratic it took hours."""
    child = subprocess.run(
        [sys.executable, "-c", LONG_TEXTS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, (child.stdout, child.stderr)


def test_a_stage_that_looks_at_all_again_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "_time", lambda stage, text: steps(stage, text) / 10_000)
    monkeypatch.setattr(growth, "SMALLEST", 20)

    def work(text: str) -> None:
        for _ in text:
            for _ in chain(text):
                len(text)

    assert measure(Stage("slow", work), "a", repeated).ratio > 3
    even = measure(Stage("even", lambda text: [len(each) for each in text]), "a", repeated)
    assert 1.9 < even.ratio < 2.1


def test_a_stage_too_quick_to_tell_has_no_growth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "_time", lambda *_: LEAST / 2)
    quick = measure(Stage("quick", len), "a", repeated)
    assert quick.ratio == 0
    assert sys.getprofile() is None
