"""Articles in the markup of many papers, whole, in parts and pasted, against hand-made gold."""

import statistics
from pathlib import Path

import pytest
from scoring import bench

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).parent / "articles"
SHARED = ROOT.parent / "shared" / "cases" / "articles"
CASES = list(bench.cases(OWN))
# A box of another article that lost its frame in the paste reads like a heading and a paragraph.
UNFRAMED = {"paste_market_page", "paste_vccorp_page", "paste_znews_page"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.name)
def test_an_article_is_understood(case) -> None:
    score = bench.measure(bench.ours, [case])
    unframed = case.path.stem in UNFRAMED
    assert score.strict[0] >= (0.88 if unframed else 0.97)
    assert score.titles == score.titled
    assert score.junk <= (2 if unframed else 0)
    assert score.right["lead"] == score.wanted["lead"]
    assert score.right["byline"] == score.wanted["byline"]


def test_all_of_them_together() -> None:
    score = bench.measure(bench.ours, CASES)
    assert statistics.mean(score.strict) >= 0.98
    assert score.words["both"] >= 0.985 * score.words["said"]
    assert score.words["both"] >= 0.985 * score.words["meant"]
    for role in ("heading", "caption"):
        assert score.right[role] >= 0.9 * score.wanted[role]
        assert score.astray[role] <= 0.1 * score.wanted[role]


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the annotated articles are not beside the repository"
)
def test_the_annotated_articles_reach_their_bars() -> None:
    score = bench.measure(bench.ours, list(bench.cases(SHARED)))
    assert statistics.mean(score.strict) >= 0.97
    assert min(score.strict) >= 0.90
    assert score.words["both"] >= 0.985 * max(score.words["said"], score.words["meant"])
    assert score.right["lead"] >= 0.95 * score.wanted["lead"]
    assert score.right["byline"] >= 0.85 * score.wanted["byline"]
    assert score.junk <= 0.01 * score.wanted["junk"]
