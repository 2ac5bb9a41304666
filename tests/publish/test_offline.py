"""A shelf that is served can be installed, and what was kept is there without a network."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from serving import serving

from baonoi.errors import OutputError
from baonoi.model import Article
from baonoi.publish import write_shelf
from baonoi.publish.offline import PICTURE, WEB_MANIFEST, WORKER, write_offline

SOUND = "document.getElementById('sound')"


@pytest.fixture
def folder(record: Any, article: Article) -> Path:
    for title in ("Bài một", "Bài hai"):
        _, audio = record(replace(article, title=title))
    write_shelf(audio.parent.parent)
    return audio.parent.parent  # type: ignore[no-any-return]


def test_what_stands_beside_the_shelf(folder: Path) -> None:
    manifest = json.loads((folder / WEB_MANIFEST).read_text(encoding="utf-8"))
    assert (folder / manifest["start_url"]).is_file()
    [icon] = manifest["icons"]
    assert icon["src"] == PICTURE
    assert ET.parse(folder / PICTURE).getroot().tag.endswith("svg")
    assert (folder / WORKER).is_file()


def test_the_browser_takes_the_manifest(folder: Path, visits: Any) -> None:
    with serving(folder) as visits.home:
        page = visits.open(visits.home)
        page.wait_for_selector("link[rel=manifest]", state="attached")
        told = page.context.new_cdp_session(page).send("Page.getAppManifest")
        assert told["url"].endswith(WEB_MANIFEST)
        assert told["errors"] == []
        page.close()


@pytest.mark.parametrize("ranges", [True, False])
def test_what_was_kept_is_heard_without_a_network(folder: Path, visits: Any, ranges: bool) -> None:
    """And where the server cannot seek, what was kept can."""
    with serving(folder, ranges=ranges) as visits.home:
        page = visits.open(f"{visits.home}index.html")
        keep = page.locator("[data-name=bai-hai] .keep")
        keep.click()
        kept = "document.querySelector('[data-name=bai-hai] .keep').textContent"
        page.wait_for_function(f"() => {kept}.startsWith('Đã giữ')")
    page.reload()
    page.click("[data-name=bai-hai] [data-do=listen_to]")
    page.wait_for_function(f"() => {SOUND}.currentTime > 0.1")
    page.evaluate(f"() => {{ {SOUND}.currentTime = 6; }}")
    page.wait_for_function(f"() => {SOUND}.currentTime > 6.1")
    page.click("[data-do=toggle]")
    page.click("#what")
    page.wait_for_selector("#player")
    assert page.inner_text("h1") == "Bài hai"
    page.wait_for_function("() => document.querySelector('audio').currentTime > 6")
    page.go_back()
    page.wait_for_selector(".keep")
    keep.click()
    page.wait_for_function(f"() => {kept}.startsWith('Giữ')")


def test_from_disk_nothing_is_offered(folder: Path, visits: Any) -> None:
    page = visits.open(folder / "index.html")
    page.click("[data-do=listen_all]")
    page.wait_for_function(f"() => {SOUND}.currentTime > 0.1")
    assert not page.locator(".keep").first.is_visible()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_offline(tmp_path / "missing")
