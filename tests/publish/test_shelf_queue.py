"""Listening through the shelf: one article after another, each from where it was left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from axe import violations

from baonoi.model import Article
from baonoi.publish import write_shelf

SOUND = "document.getElementById('sound')"
TITLES = ("Bài một", "Bài hai", "Bài ba")


@pytest.fixture
def shelf(record: Any, article: Article, visits: Any, serve: Any) -> Any:
    assert article.published is not None
    for number, title in enumerate(TITLES):
        published = article.published - timedelta(days=number)
        _, audio = record(replace(article, title=title, published=published))
    write_shelf(audio.parent.parent)
    home = serve(audio.parent.parent)
    return visits.open(f"{home}index.html", reduced_motion="reduce")


def what(page: Any) -> str:
    return str(page.inner_text("#what"))


def states(page: Any) -> list[str]:
    return page.locator(".state").all_inner_texts()  # type: ignore[no-any-return]


def jump_to_the_end(page: Any) -> None:
    page.wait_for_function(f"() => {SOUND}.currentTime > 0.1")
    page.evaluate(f"() => {{ {SOUND}.currentTime = {SOUND}.duration - 0.3; }}")


def test_one_after_another(shelf: Any) -> None:
    shelf.click("[data-do=listen_all]")
    for title in TITLES[:2]:
        shelf.wait_for_function(
            "(title) => document.getElementById('what').textContent === title", arg=title
        )
        jump_to_the_end(shelf)
    shelf.wait_for_function("() => document.getElementById('what').textContent === 'Bài ba'")
    assert states(shelf)[:2] == ["Đã nghe", "Đã nghe"]
    jump_to_the_end(shelf)
    shelf.wait_for_function(f"() => {SOUND}.ended")
    assert states(shelf) == ["Đã nghe"] * 3
    shelf.click("[data-do=listen_all]")
    assert what(shelf) == "Bài một"


def test_it_goes_on_where_it_was_left(shelf: Any) -> None:
    """On the shelf, on the article's page, and back again."""
    shelf.click("[data-name=bai-hai] [data-do=listen_to]")
    shelf.wait_for_function(f"() => {SOUND}.currentTime > 0.1")
    shelf.evaluate(f"() => {{ {SOUND}.currentTime = 5; }}")
    shelf.click("[data-do=toggle]")
    shelf.wait_for_function("() => document.querySelectorAll('.state')[1].textContent")
    assert states(shelf)[1].startswith("Nghe dở, còn 0:")
    shelf.click("#what")
    shelf.wait_for_function("() => document.querySelector('audio').currentTime > 4.9")
    shelf.click("#to-shelf")
    shelf.wait_for_selector("#resume", state="visible")
    assert shelf.inner_text("#resume") == "Nghe tiếp: Bài hai"
    shelf.click("#resume")
    assert what(shelf) == "Bài hai"
    shelf.wait_for_function(f"() => {SOUND}.currentTime > 4.9")
    shelf.click("[data-do=next_article]")
    assert what(shelf) == "Bài ba"
    shelf.click("[data-do=previous_article]")
    assert what(shelf) == "Bài hai"


def test_an_article_heard_on_its_page_is_marked(shelf: Any) -> None:
    shelf.click(".list a")
    shelf.click(".player .play")
    shelf.wait_for_function("() => document.querySelector('audio').currentTime > 0.1")
    shelf.keyboard.press("9")
    shelf.wait_for_function("() => document.querySelector('audio').ended")
    shelf.click("#to-shelf")
    shelf.wait_for_selector(".state:not(:empty)")
    assert states(shelf) == ["Đã nghe", "", ""]
    shelf.click(".list a")
    shelf.wait_for_selector("#player")
    shelf.go_back()
    shelf.wait_for_selector(".state:not(:empty)")
    shelf.click("[data-do=listen_all]")
    assert what(shelf) == "Bài hai"


def test_what_was_kept_may_be_broken(shelf: Any) -> None:
    for kept in ('{"bai-mot": 7, "bai-hai": null, "bai-ba": {"time": 1}}', "[]", "{"):
        shelf.evaluate("(kept) => localStorage.setItem('baonoi.places', kept)", kept)
        shelf.reload()
        assert states(shelf) == ["", "", ""]
        shelf.click("[data-do=listen_all]")
        assert what(shelf) == "Bài một"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 360)])
def test_axe_finds_nothing_while_it_plays(shelf: Any, scheme: str, width: int) -> None:
    shelf.emulate_media(color_scheme=scheme)
    shelf.set_viewport_size({"width": width, "height": 740})
    shelf.click("[data-do=listen_all]")
    jump_to_the_end(shelf)
    shelf.wait_for_selector(".state:not(:empty)")
    assert violations(shelf) == []
    root = "document.documentElement"
    assert shelf.evaluate(f"() => {root}.scrollWidth - {root}.clientWidth") <= 0
    shelf.fill("#filter", "không có")
    assert violations(shelf) == []
