"""Whole pages of many papers, the pastes of the same, and pages that hold no article."""

import statistics
from pathlib import Path

import pytest
from scoring import bench

from baonoi.cleaner import clean
from baonoi.errors import NoArticleError
from baonoi.model import Page

HERE = Path(__file__).parent
PAGES = list(bench.cases(HERE / "pages"))
PASTES = list(bench.cases(HERE / "pastes"))
OTHERS = sorted((HERE / "other_pages").glob("*.html"))
KNOWN = {
    "art_hoidap_luat": "the name of who asks becomes a heading",
    "paste_znews_anh_2025": "captions without credits, as long as paragraphs, are spoken",
}


def marked(cases: list) -> list:
    return [
        pytest.param(
            case,
            id=case.path.stem,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN[case.path.stem])]
            if case.path.stem in KNOWN
            else [],
        )
        for case in cases
    ]


@pytest.fixture(scope="module")
def of_pages():
    return bench.measure(bench.ours, PAGES)


@pytest.fixture(scope="module")
def of_pastes():
    return bench.measure(bench.ours, PASTES)


@pytest.mark.parametrize("case", marked(PAGES))
def test_a_page_is_understood(case, of_pages) -> None:
    assert of_pages.strict[PAGES.index(case)] >= 0.95


def test_pages_together(of_pages) -> None:
    assert len(PAGES) > 30
    assert statistics.mean(of_pages.strict) >= 0.99
    assert of_pages.titles == of_pages.titled == len(PAGES)
    assert of_pages.junk <= 0.001 * of_pages.wanted["junk"]


@pytest.mark.parametrize("case", marked(PASTES))
def test_a_paste_is_understood(case, of_pastes) -> None:
    assert of_pastes.strict[PASTES.index(case)] >= 0.85


def test_pastes_together(of_pastes) -> None:
    assert len(PASTES) > 40
    assert statistics.mean(of_pastes.strict) >= 0.96
    assert of_pastes.titles >= of_pastes.titled - 1
    assert of_pastes.junk <= 0.015 * of_pastes.wanted["junk"]


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.stem)
def test_a_page_without_an_article_is_refused(page: Path) -> None:
    with pytest.raises(NoArticleError) as refused:
        clean(Page(page.read_text(encoding="utf-8"), "text/html", page.name))
    assert refused.value.fields["source"] == page.name


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.path.stem)
def test_a_page_with_an_article_is_not_refused(case) -> None:
    assert clean(Page(case.text, "text/html", case.path.name)).sections
