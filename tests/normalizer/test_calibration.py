"""A reading that is wrong should say that it is unsure: over the cases others measure by."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from baonoi.normalizer import normalize

SHARED = Path(__file__).parents[2].parent / "shared"
TABLES = sorted((SHARED / "cases").glob("normalizer*.tsv"))
SCORER = SHARED / "tools" / "score_normalizer.py"


@pytest.mark.skipif(not (TABLES and SCORER.exists()), reason="no ../shared beside the repository")
def test_confidence_can_be_believed() -> None:
    spec = importlib.util.spec_from_file_location("scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    sure_right = sure_wrong = 0
    wrong: list[float] = []
    for table in TABLES:
        for line in table.read_text(encoding="utf-8").splitlines()[1:]:
            if not line.strip() or line[0] == "#":
                continue
            _, written, spoken = line.split("\t")[-3:]
            said = normalize(written)
            confidences = [
                span.confidence
                for span in said.rewrites
                if any(ch.isalnum() for ch in written[span.start : span.end])
            ]
            if scorer.ok(said.spoken, spoken):
                sure_right += sum(confidence >= 0.95 for confidence in confidences)
            else:
                wrong.append(min(confidences, default=1.0))
                sure_wrong += wrong[-1] >= 0.95
    assert sure_right / (sure_right + sure_wrong) >= 0.995
    assert sum(confidence < 0.8 for confidence in wrong) >= 0.7 * len(wrong)
