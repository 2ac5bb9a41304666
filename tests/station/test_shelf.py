"""The folder as a station keeps it: feeds that name what is there, and old recordings gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree
from newsstand import Paper
from station.conftest import BEGIN, HOUR, Station

from baonoi.cli.read import _papers
from baonoi.publish import renewal
from baonoi.publish.feed import PAGE
from baonoi.station.update import Update

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "publish" / "podcast.rng"))


def titles(feed: Path) -> list[str]:
    """Those of the episodes, all of whose addresses lead to a file."""
    tree: Any = etree.parse(feed)
    SCHEMA.assertValid(tree)
    root = next(each for each in feed.parents if (each / "index.html").exists())
    for address in tree.xpath("//item//@url | //item//@href"):
        assert (root / unquote(address.removeprefix("https://nghe.example/"))).is_file()
    return [str(each) for each in tree.xpath("//item/title/text()")]


def test_feeds_of_all_and_of_each_paper(station: Station, papers: list[Paper]) -> None:
    one, two, _ = papers
    first, second = one.add(1, BEGIN - HOUR), two.add(2, BEGIN)
    station.follow(one, two)
    station.update()
    out = station.directory
    assert titles(out / "feed.xml") == [second.title, first.title]
    assert titles(out / "feeds" / "bao-thu-1.xml") == [first.title]
    assert titles(out / "feeds" / "bao-thu-2.xml") == [second.title]
    assert "feed.xml" in (out / "index.html").read_text(encoding="utf-8")
    own = _papers(out)  # as `baonoi read` finds them, which writes the feeds, too
    assert {name: len(slugs) for name, slugs in own.items()} == {one.name: 1, two.name: 1}


def test_papers_of_nearly_one_name_have_feeds_of_their_own(
    station: Station, papers: list[Paper]
) -> None:
    for number, (paper, name) in enumerate(
        zip(papers, ("Bóng đá", "Bong Da", "Bản tin"), strict=True)
    ):
        paper.name = name
        paper.add(number, BEGIN - number)
    station.follow(*papers)
    station.update()
    station.bulletin()
    station.update(keep=1)
    station.now += HOUR
    papers[0].add(9, station.now)
    station.update()
    feeds = sorted((station.directory / "feeds").glob("*.xml"))
    assert [each.name[:7] for each in feeds] == ["ban-tin", "ban-tin", "bong-da", "bong-da"]
    assert len({tuple(titles(each)) for each in feeds}) == 4


def test_nothing_new_writes_nothing(station: Station, papers: list[Paper]) -> None:
    papers[0].add(1, BEGIN)
    station.follow(papers[0])
    station.update()

    def written() -> dict[Path, int]:
        return {each: each.stat().st_mtime_ns for each in station.directory.rglob("*")}

    before = written()
    station.now += HOUR
    station.update()
    assert written() == before


def test_no_feed_without_an_address(station: Station, papers: list[Paper]) -> None:
    papers[0].add(1, BEGIN)
    station.follow(papers[0])
    station.base_url = None
    station.update()
    feed = station.directory / "feed.xml"
    assert not feed.exists()
    for address in ("https://nghe.example", "https://khac.example/a&b"):  # settled, and changed
        station.base_url = address
        station.update()
        assert address.replace("&", "&amp;") in feed.read_text(encoding="utf-8")
        written = feed.stat().st_mtime_ns
        station.update()
        assert feed.stat().st_mtime_ns == written
    feed.write_text("<rss/>", encoding="utf-8")  # somebody else's
    station.update()
    assert feed.read_text(encoding="utf-8") == "<rss/>"


def test_old_recordings_go(station: Station, papers: list[Paper]) -> None:
    one, two, _ = papers
    stays = two.add(9, BEGIN - 9 * HOUR)
    station.follow(one, keep=2)
    station.follow(two)
    for number in range(4):
        one.add(number, station.now)
        station.update()
        station.now += HOUR
    kept = [each.title for each in one.stories[:2]]
    assert station.recordings() == sorted([*kept, stays.title])
    assert titles(station.directory / "feed.xml") == [*kept, stays.title]
    marks = [each for each in (station.directory / "addresses").rglob("*") if each.is_file()]
    assert len(marks) == 3
    assert len(one.pages_asked()) == 4


def test_what_goes_goes_whole_however_often_the_run_is_killed(
    station: Station, papers: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        papers[0].add(number, BEGIN - number)
    station.follow(papers[0])
    station.update()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(renewal, "remove_folder", die)
        with pytest.raises(KeyboardInterrupt):
            station.update(keep=1)
    assert titles(station.directory / "feed.xml") == [papers[0].stories[2].title]
    assert len(station.recordings()) == 3
    station.update(keep=1)
    assert station.recordings() == [papers[0].stories[2].title]
    assert titles(station.directory / "feed.xml") == station.recordings()


def test_what_a_killed_run_had_read_is_told_by_the_next(
    station: Station, papers: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    station.follow(papers[0])
    papers[0].add(1, BEGIN)
    station.update()
    papers[0].add(2, BEGIN + HOUR)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Update, "tidy_shelf", die)
        with pytest.raises(KeyboardInterrupt):
            station.update()
    assert len(titles(station.directory / "feed.xml")) == 1
    station.update()
    assert len(titles(station.directory / "feed.xml")) == 2


def test_a_long_feed_is_paged(
    station: Station, papers: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    from baonoi.publish import feed

    assert PAGE >= 100
    monkeypatch.setattr(feed, "PAGE", 2)
    for number in range(5):
        papers[0].add(number, BEGIN - number)
    station.follow(papers[0])
    station.update()
    pages = [station.directory / f"feed{number}.xml" for number in ("", "-2", "-3")]
    told = [title for page in pages for title in titles(page)]
    assert told == [each.title for each in reversed(papers[0].stories)]
    links: Any = etree.parse(pages[1])
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert {
        each.get("rel"): each.get("href").rpartition("/")[2]
        for each in links.xpath("//a:link", namespaces=atom)
    } == {
        "self": "feed-2.xml", "first": "feed.xml", "last": "feed-3.xml",
        "previous": "feed.xml", "next": "feed-3.xml",
    }  # fmt: skip
    station.update(keep=2)
    assert [page.exists() for page in pages] == [True, False, False]
