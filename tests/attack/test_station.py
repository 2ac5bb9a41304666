"""A few hours of the simulated month; and what it looks for is found."""

from __future__ import annotations

import os
import random
import socket
from pathlib import Path

import pytest

from attack import station, station_world
from attack.station_feeds import Feeds
from attack.station_update import BASE
from attack.station_world import BEGIN


@pytest.mark.skipif(os.name == "nt", reason="no process is forked there")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_eight_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(station_world, "WRITES", 0.3)
    monkeypatch.setattr(station, "KILLED", 0.5)
    report = station.run(3, 8)
    assert report.faults == []
    assert report.tried["killed"] >= 1
    assert report.tried["article"] >= 10


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<rss version='2.0'><channel/></rss>", "not valid"),
        ("<rss version='2.0'><channel>", "not well-formed"),
    ],
)
def test_a_feed_that_is_wrong_is_seen(tmp_path: Path, text: str, fault: str) -> None:
    feeds = Feeds(tmp_path)
    assert (feeds.look(), feeds.faults()) == ("", "")
    (tmp_path / "feed.xml").write_text(text, encoding="utf-8")
    assert feeds.look() == ""
    assert feeds.faults().startswith(f"feed.xml: {fault}")
    assert feeds.faults() == ""


def test_a_feed_that_names_what_is_not_there_is_seen(tmp_path: Path) -> None:
    item = f"<item><enclosure url='{BASE}/bai/bai.mp3'/></item>"
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "a.xml").write_text(f"<rss>{item}</rss>", encoding="utf-8")
    feeds = Feeds(tmp_path)
    assert "which is not there" in feeds.look()
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai" / "bai.mp3").touch()
    assert feeds.look() == ""


def test_what_a_killed_run_asked_for_is_not_the_next_one_s() -> None:
    with station_world.stand() as papers:
        for paper in papers:
            address = paper.url.removeprefix("http://").split(":")
            for _ in range(4):
                with socket.create_connection((address[0], int(address[1]))) as asking:
                    asking.sendall(b"GET /feed HTTP/1.0\r\n\r\n")
        world = station_world.World(papers, random.Random(1))
        assert "twice in one run" in world.asked_too_often(BEGIN, killed=True)
        assert [len([each for each in paper.asked if each[0] == "/feed"]) for paper in papers] == (
            [4] * len(papers)
        )
        assert world.asked_too_often(BEGIN, killed=False) == ""


def test_what_is_asked_for_too_often_is_seen() -> None:
    with station_world.stand() as papers:
        world = station_world.World(papers, random.Random(1))
        papers[0].max_age = 7200
        papers[0].asked += [("/feed", 200, False), ("/bai-1.html", 200, False)]
        assert world.asked_too_often(BEGIN, killed=True) == ""
        papers[0].asked += [("/feed", 304, True), ("/bai-1.html", 200, False)]
        assert world.asked_too_often(BEGIN + 3600, killed=False) == ""
        papers[0].asked += [("/feed", 200, True)]
        assert "s after it answered" in world.asked_too_often(BEGIN + 7200, killed=False)
        papers[0].asked += [("/bai-1.html", 200, False)]
        assert "fetched again" in world.asked_too_often(BEGIN + 9000, killed=False)
