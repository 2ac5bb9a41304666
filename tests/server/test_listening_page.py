"""The page of an article that is still being said, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from held import Held

SOUND = "document.querySelector('audio')"
LIT = "document.querySelector('.w.now')?.textContent ?? ''"


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def errors(context: Any) -> list[str]:
    said: list[str] = []
    context.on("page", lambda page: page.on("pageerror", lambda error: said.append(str(error))))
    context.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    return said


def test_paste_listen_seek_join_reload(
    context: Any,
    errors: list[str],
    serve: Any,
    paper: Any,
) -> None:
    engine = Held(4)
    server = serve(engine, allow_private=True)
    page = context.new_page()
    page.goto(server.url)
    page.fill("#paste", paper.url)
    page.click(".paste button")
    page.wait_for_url("**/live-*/")
    assert page.inner_text("h1") == "Trạm y tế mới trên bản"
    # It is heard, and its words light up, while most of it is still unsaid.
    page.click(".player .play")
    page.wait_for_function(f"() => {SOUND}.currentTime > 1.5")
    page.wait_for_function(f"() => {LIT} !== ''")
    assert len(engine.said) < 6
    # Back over what is there, and forward; no further than it was said.
    page.keyboard.press("0")
    page.wait_for_function(f"() => {SOUND}.currentTime < 1")
    page.evaluate("() => { document.querySelector('.player .play').click(); }")
    for place in ("3", "1"):
        page.evaluate(f"() => {{ location.hash = 't=0:0{place}'; }}")
        page.wait_for_function(f"() => Math.abs({SOUND}.currentTime - {place}) < 0.6")
    page.evaluate("() => { location.hash = 't=9:59'; }")
    page.wait_for_function(
        "() => document.getElementById('status').textContent === 'Chưa đọc tới đó.'"
    )
    # A second page joins, and hears the same.
    second = context.new_page()
    second.goto(page.url)
    second.wait_for_function(f"() => {SOUND}.readyState > 0")
    # A reload goes on where it was left.
    page.evaluate("() => { location.hash = 't=0:04'; }")
    page.wait_for_function(f"() => Math.abs({SOUND}.currentTime - 4) < 0.5")
    page.goto(page.url.split("#")[0])
    page.wait_for_function(f"() => {SOUND}.currentTime > 3 && {SOUND}.currentTime < 6")
    # At the end it is a recording, on its own page.
    engine.let_go()
    page.wait_for_function("() => !location.pathname.startsWith('/live-')")
    assert re.search(r"/tram-y-te-moi-tren-ban/$", page.url)
    page.reload()
    page.wait_for_function(f"() => {SOUND}.currentTime > 3")
    assert page.locator("#how").count() == 1
    page.goto(server.url)
    assert page.inner_text(".list a") == "Trạm y tế mới trên bản"
    assert paper.asked == 1
    assert [error for error in errors if "ERR_ABORTED" not in error] == []


def test_it_plays_on_over_the_edge_of_what_was_there(
    context: Any,
    serve: Any,
    paper: Any,
) -> None:
    """The sound waits for what is not said yet, goes on with it, and ends where it ends."""
    engine = Held(3)
    server = serve(engine, allow_private=True)
    page = context.new_page()
    page.goto(f"{server.url}/listen?url={paper.url}")
    page.click(".player .play")
    page.wait_for_function(f"() => {SOUND}.currentTime > 0.2")
    page.evaluate(f"() => {{ {SOUND}.playbackRate = 8; }}")
    page.wait_for_function(f"() => {SOUND}.readyState < 3")
    edge = page.evaluate(f"() => {SOUND}.currentTime")
    engine.let_go()
    page.wait_for_function(f"() => {SOUND}.currentTime > {edge} + 4")
    page.wait_for_function(f"() => {{ {SOUND}.playbackRate = 8; return {SOUND}.ended; }}")
    assert page.evaluate(f"() => {SOUND}.currentTime") > 30
