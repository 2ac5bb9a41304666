"""Pastes of papers from which nothing was learned: a floor that no change may lower unseen.

`python bench/cleaner.py --unseen` leaves out one paper at a time and learns longer; here a third of
the papers is left out at a time.
"""

import statistics
from pathlib import Path

from scoring import bench

MATERIAL = [Path(__file__).parent / name for name in ("articles", "pages", "pastes")]


def test_pastes_of_unseen_papers_are_understood() -> None:
    score = bench.unseen(MATERIAL, parts=3, rounds=40, mixed=60)
    assert statistics.mean(score.strict) >= 0.94
    assert score.titles >= 0.88 * score.titled
    assert score.junk <= 0.03 * score.wanted["junk"]
    assert score.words["both"] >= 0.97 * score.words["meant"]
    assert score.right["heading"] >= 0.78 * score.wanted["heading"]
