"""The page on a web server."""

from __future__ import annotations

from typing import Any

import pytest

from baonoi.model import Article

TIME = "document.querySelector('audio').currentTime"


@pytest.fixture
def open_served(record: Any, article: Article, visits: Any, serve: Any) -> Any:
    def start(*, ranges: bool, fragment: str = "") -> Any:
        _, audio = record(article)
        home = serve(audio.parent.parent, ranges=ranges)
        page = visits.open(f"{home}{audio.parent.name}/index.html", fragment)
        page.wait_for_function("() => document.querySelector('audio').readyState > 0")
        return page

    return start


def test_a_server_without_ranges_is_told_of(open_served: Any) -> None:
    """Where it cannot seek, it says so, and goes on with what it plays."""
    page = open_served(ranges=False)
    assert page.inner_text("#status") == ""
    page.click(".player .play")
    page.wait_for_function(f"() => {TIME} > 0.5")
    page.keyboard.press("8")
    told = "Máy chủ này chỉ phát được từ đầu bài."
    page.wait_for_function(f"() => document.getElementById('status').textContent === '{told}'")
    page.wait_for_function(f"() => {TIME} > 1")
    assert page.inner_text("#now") != "0:00"


def test_a_time_asked_for_of_a_server_without_ranges(open_served: Any) -> None:
    page = open_served(ranges=False, fragment="#t=0:09")
    page.wait_for_function("() => document.getElementById('status').textContent")
    assert page.inner_text("#now") == "0:00"


def test_a_server_with_ranges_seeks(open_served: Any) -> None:
    page = open_served(ranges=True, fragment="#t=0:09")
    page.wait_for_function(f"() => {TIME} > 8.9")
    assert page.inner_text("#status") == ""
