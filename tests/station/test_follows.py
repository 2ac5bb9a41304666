"""Which papers are followed, and lists of them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from newsstand import Paper as Stand
from station.conftest import Station

from baonoi.errors import BaonoiError, OutputError, SourceError, UsageError
from baonoi.station.database import Database
from baonoi.station.discovery import find_feed
from baonoi.station.follows import Paper, Wishes, follow, forget, paper_named, papers
from baonoi.station.opml import Outline, read_opml, words_of, write_opml
from baonoi.store import paths


def test_a_paper_and_what_of_it_is_wanted() -> None:
    wishes = Wishes("nu", 7, ("giá vàng",), ("xổ số", "a,b"))
    with Database() as database:
        made = follow(database, "https://a.vn/rss", "Báo A", wishes, named=False)
    with Database() as database:
        assert papers(database) == [made]
        assert (made.name, made.wishes) == ("Báo A", wishes)
        assert paper_named(database, "https://a.vn/rss") == paper_named(database, "Báo A") == made
        forget(database, made)
        assert papers(database) == []
        with pytest.raises(UsageError):
            paper_named(database, "Báo A")


def test_names_are_told_apart() -> None:
    with Database() as database:
        for number in range(3):
            follow(database, f"https://a.vn/{number}", "Báo A", Wishes(), named=False)
        assert [each.name for each in papers(database)] == ["Báo A", "Báo A 2", "Báo A 3"]
        again = follow(database, "https://a.vn/1", "Báo A", Wishes(keep=3), named=False)
        assert (again.name, again.wishes.keep) == ("Báo A 2", 3)
        with pytest.raises(UsageError) as told:
            follow(database, "https://a.vn/2", "Báo A", Wishes(), named=True)
        assert told.value.code == "paper-name-taken"
        assert follow(database, "https://a.vn/2", "Khác", Wishes(), named=True).name == "Khác"


def test_what_was_read_stays_known_without_its_paper(station: Station, papers: list[Stand]) -> None:
    paper = papers[0]
    paper.add(1, station.now)
    paper.add(2, station.now, status=500)
    station.follow(paper)
    station.update()
    forget(station.database, paper_named(station.database, paper.name))
    station.follow(paper)
    paper.stories[0].status = 200
    assert [each.waiting.url[-10:] for each in station.update()] == ["bai-2.html"]


def test_the_feed_of_a_front_page(papers: list[Stand]) -> None:
    paper = papers[0]
    for url in (paper.url, f"{paper.url}/", paper.feed):
        found = find_feed(url, allow_private=True)
        assert (found.url, found.title) == (paper.feed, paper.name)
    paper.add(1)
    with pytest.raises(SourceError) as told:
        find_feed(f"{paper.url}/bai-1.html", allow_private=True)
    assert told.value.code == "paper-names-none"
    with pytest.raises(SourceError) as told:
        find_feed("bao.vn")
    assert told.value.code == "paper-without-address"


def test_a_list_goes_out_and_in() -> None:
    listed = [
        Paper(1, "Báo <A> & \x01Co", "https://a.vn/rss?x=1&y=2"),
        Paper(2, "B", "http://b.vn/", Wishes("nu", 5, ("giá vàng", "xăng"), ("xổ số",))),
    ]
    text = write_opml(listed)
    assert read_opml(text, "x.opml") == [
        Outline(listed[0].url, "Báo <A> & Co", Wishes()),
        Outline(listed[1].url, "B", listed[1].wishes),
    ]


def test_lists_of_other_programs() -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?><opml version="1.0"><body>
    <outline text="Tin"><outline text="Một" title="" type="rss" XMLURL="http://a.vn/1"/>
    <outline title="Hai" xmlUrl=" https://a.vn/2 "/><outline text="Một" xmlUrl="http://a.vn/1"/>
    <outline text="Ba" xmlUrl="javascript:x"/></outline></body></opml>"""
    assert read_opml(text, "x") == [
        Outline("http://a.vn/1", "Một", Wishes()),
        Outline("https://a.vn/2", "Hai", Wishes()),
    ]
    for other in ("", "<opml/>", "chữ", '<!DOCTYPE a [<!ENTITY b "c">]><opml>&b;</opml>'):
        with pytest.raises(SourceError) as told:
            read_opml(other, "x")
        assert told.value.code == "list-without-feed"


def test_words() -> None:
    assert words_of(" giá  vàng,, xăng , ") == ("giá vàng", "xăng")


def test_a_file_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.station().write_bytes(b"not a database, but long enough to be read as one" * 9)
    with pytest.raises(BaonoiError) as told:
        Database()
    assert told.value.code == "station-damaged"
    with Database(tmp_path / "later") as database:
        database.change("PRAGMA user_version = 99")
    with pytest.raises(BaonoiError) as told:
        Database(tmp_path / "later")
    assert told.value.code == "station-of-later-version"
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as told:
        Database(tmp_path / "folder")
    assert told.value.code == "station-unusable"


def test_the_first_version_of_a_station_is_gone_on_with() -> None:
    with Database() as database:
        follow(database, "https://a.example/rss", "A", Wishes(), named=True)
        fresh = database.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
        database.change("DROP TABLE stale")
        database.change("ALTER TABLE bulletin DROP COLUMN keep")
        database.change("PRAGMA user_version = 1")
    with Database() as database:
        assert [paper.name for paper in papers(database)] == ["A"]
        again = database.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
        assert [each["name"] for each in again] == [each["name"] for each in fresh]
        columns = [each["name"] for each in database.rows("PRAGMA table_info(bulletin)")]
        assert columns == ["name", "directory", "slug", "made", "keep"]


def test_all_or_nothing(tmp_path: Path) -> None:
    with Database(tmp_path / "s") as database:
        with suppress(RuntimeError), database.whole():
            follow(database, "https://a.vn/", "A", Wishes(), named=False)
            raise RuntimeError
        assert papers(database) == []
