"""A few hours of the simulated month; and what it looks for is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attack import station


@pytest.mark.skipif(os.name == "nt", reason="no process is forked there")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_twelve_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(station, "WRITES", 0.2)
    report = station.run(3, 12)
    assert report.faults == []
    assert report.tried["killed"] >= 1
    assert report.tried["article"] >= 10


def test_a_feed_that_is_wrong_is_seen(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    assert station.invalid(feed) == ""
    feed.write_text("<rss version='2.0'><channel/></rss>", encoding="utf-8")
    assert station.invalid(feed).startswith("not valid")
