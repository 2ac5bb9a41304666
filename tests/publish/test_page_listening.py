"""What makes listening easy: haste, sharing, names, the lock screen, the way back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from baonoi.model import Article
from baonoi.publish import write_shelf

SOUND = "document.querySelector('audio')"


@pytest.fixture
def page(record: Any, article: Article, visits: Any) -> Any:
    page = visits.open(record(article)[1].parent / "index.html")
    page.wait_for_function(f"() => {SOUND}.readyState > 0")
    return page


@pytest.mark.parametrize(("speed", "rates"), [("1.5", {1.5}), ("2.0", {2, 5}), ("3.0", {3, 6})])
def test_pauses_are_shorter_above_one_and_a_half(page: Any, speed: str, rates: set[float]) -> None:
    page.select_option("#speed", speed)
    page.evaluate(f"""() => {{
      window.rates = [];
      {SOUND}.addEventListener("ratechange", () => window.rates.push({SOUND}.playbackRate));
    }}""")
    page.click(".player .play")
    page.wait_for_function(f"() => {SOUND}.currentTime > 6")
    page.click(".player .play")
    assert {*page.evaluate("() => window.rates"), float(speed)} == rates


def test_speeds_are_written_as_the_language_does(page: Any) -> None:
    assert page.locator("#speed option").first.inner_text() == "0,75×"
    page.click("#language")
    assert page.locator("#speed option").first.inner_text() == "0.75×"
    page.click("#language")
    assert page.locator("#speed option").first.inner_text() == "0,75×"


@pytest.mark.parametrize("allowed", [True, False])
def test_a_link_to_this_moment(page: Any, allowed: bool) -> None:
    """In the clipboard; where that is denied, in the address bar."""
    page.evaluate(
        """(allowed) => {
          navigator.clipboard.writeText = async (text) => {
            if (!allowed) throw new Error("denied");
            window.copied = text;
          };
        }""",
        allowed,
    )
    page.evaluate(f"() => {{ {SOUND}.currentTime = 7.4; }}")
    page.wait_for_function("() => document.getElementById('now').textContent === '0:07'")
    page.click("[data-do=share]")
    page.wait_for_function("() => document.getElementById('status').textContent.endsWith('0:07')")
    assert page.url.endswith("/index.html#t=0:07")
    if allowed:
        assert page.evaluate("() => window.copied") == page.url
    page.evaluate("() => { location.hash = 't=0:03'; }")
    page.wait_for_function("() => document.getElementById('now').textContent === '0:03'")


def test_the_lock_screen_is_told_again(page: Any) -> None:
    """Another page may have taken it; its picture is set in type on the spot."""
    page.click(".player .play")
    page.wait_for_function("() => navigator.mediaSession.metadata?.artwork.length === 1")
    assert page.evaluate("() => navigator.mediaSession.metadata.artist") == "Báo Thử"
    picture = page.evaluate("() => navigator.mediaSession.metadata.artwork[0].src")
    assert picture.startswith("data:image/png;base64,")
    page.click(".player .play")
    page.evaluate("() => { navigator.mediaSession.metadata = null; }")
    page.click(".player .play")
    page.wait_for_function("() => navigator.mediaSession.metadata !== null")


def test_controls_of_one_kind_have_names_of_their_own(page: Any) -> None:
    page.click("#how summary")
    for _ in range(2):
        names = page.evaluate(
            "() => [...document.querySelectorAll('.hear')].map((e) => e.ariaLabel)"
        )
        assert len(names) > 1
        assert len(set(names)) == len(names)
        assert any(name.endswith(": 1/3") for name in names)
        page.click("#language")
    regions = [page.get_attribute(name, "aria-label") for name in ("#player", "#dock")]
    assert regions[0] != regions[1]


def test_the_way_back_to_the_shelf(record: Any, article: Article, visits: Any) -> None:
    audio = record(article)[1]
    shelf = write_shelf(audio.parent.parent)
    alone = visits.open(audio.parent / "index.html")
    assert not alone.is_visible("#to-shelf")
    page = visits.open(shelf)
    page.click(".list a")
    page.click("#to-shelf")
    page.wait_for_selector(".shelf")
    page.goto((audio.parent / "index.html").as_uri())
    page.wait_for_selector("#to-shelf", state="visible")


def test_what_others_are_told(record: Any, article: Article) -> None:
    odd = replace(article, title='Cầu "mới" </script>', url="https://bao.example/a?b=1&c=2")
    audio = record(odd)[1]
    text = (audio.parent / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    about = json.loads(found[1])
    assert about["@type"] == "NewsArticle"
    assert about["headline"] == odd.title
    assert about["datePublished"] == "2025-03-01T08:00:00+07:00"
    assert about["publisher"]["name"] == "Báo Thử"
    assert about["url"] == odd.url
    [sound] = about["audio"]
    assert (sound["@type"], sound["contentUrl"]) == ("AudioObject", audio.name)
    assert re.fullmatch(r"PT\d+S", sound["duration"])
    metas = {
        name: unescape(content)
        for name, content in re.findall(
            r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text
        )
    }
    assert metas["description"] == metas["og:description"]
    assert metas["description"].startswith("Sáng 1/3, cây cầu")
    assert metas["og:title"] == odd.title
    assert '<link rel="canonical" href="https://bao.example/a?b=1&amp;c=2">' in text


def test_subtitles_are_saved_and_not_shown_raw(page: Any) -> None:
    link = page.locator(".foot a")
    assert link.get_attribute("href") == "transcript.vtt"
    assert link.get_attribute("download") == ""
