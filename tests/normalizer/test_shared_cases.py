"""The cases that others measure by, where they lie beside the repository."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from baonoi.normalizer import normalize

SHARED = Path(__file__).parents[2].parent / "shared"
CASES = SHARED / "cases" / "normalizer.tsv"
SCORER = SHARED / "tools" / "score_normalizer.py"


@pytest.mark.skipif(
    not (CASES.exists() and SCORER.exists()), reason="no ../shared beside the repository"
)
@pytest.mark.parametrize(("strict", "wanted"), [(False, 0.96), (True, 0.82)])
def test_nearly_all_shared_cases_are_said_right(strict: bool, wanted: float) -> None:
    spec = importlib.util.spec_from_file_location("scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = CASES.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t")[-3:] for line in lines if line.strip() and line[0] != "#"]
    right = [scorer.ok(normalize(written), spoken, strict) for _, written, spoken in rows]
    assert sum(right) / len(rows) >= wanted
    if strict:
        return
    kinds = {kind for kind, _, _ in rows}
    for kind in kinds:
        hits = [good for good, (name, _, _) in zip(right, rows, strict=True) if name == kind]
        misses = len(hits) - sum(hits)
        assert sum(hits) / len(hits) >= 0.88 or (len(hits) < 20 and misses <= 2), kind
