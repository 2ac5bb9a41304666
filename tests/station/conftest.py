"""A station in a folder of its own, papers on loopback, a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fake_voice import VOICE, FakeEngine, coded_once, humming, unchecked
from newsstand import Paper, newsstand

from baonoi.errors import BaonoiError
from baonoi.model import VoiceChoice, VoiceSpec
from baonoi.reading.options import ReadingOptions
from baonoi.station import broadcast
from baonoi.station.articles import Limits
from baonoi.station.database import Database
from baonoi.station.follows import Wishes, follow
from baonoi.station.hosts import Hosts
from baonoi.station.papers import Asked
from baonoi.station.reading import Tried
from baonoi.station.update import Order, Update
from baonoi.voices import Host

HOUR, DAY = 3600.0, 86400.0
BEGIN = 1_760_000_000.0


@dataclass
class Station:
    """What a test does with a station."""

    database: Database
    directory: Path
    engine: FakeEngine
    host: Host
    now: float = BEGIN
    base_url: str | None = "https://nghe.example"
    asked: list[Asked] = field(default_factory=list)
    left: int = 0
    """Of the last update."""

    def follow(self, *papers: Paper, **wishes: Any) -> None:
        for paper in papers:
            follow(self.database, paper.feed, paper.name, Wishes(**wishes), named=True)

    def update(self, **more: Any) -> list[Tried]:
        """One update at the time that is now."""
        order = Order(
            self.directory,
            ReadingOptions(allow_private=True),
            Limits(more.pop("keep", None), more.pop("max_age", None)),
            clock=lambda: self.now,
            hosts=Hosts(0.0),
            **more,
        )
        update = Update(self.database, order)
        with update.alone():
            self.asked = list(update.ask())
            choice = VoiceChoice(VoiceSpec(VOICE, VOICE.engine))
            tried = list(
                update.read(update.waiting(), self.host, lambda _: choice, _unheard, _unforeseen)
            )
            update.tidy_shelf(self.base_url)
            self.left = update.left()
        return tried

    def bulletin(self, minutes: float = 20, **more: Any) -> Path:
        """One of what was published in the day before."""
        order = broadcast.Order(
            self.directory,
            ReadingOptions(),
            more.pop("since", self.now - DAY),
            60 * minutes,
            **more,
        )
        choice = VoiceChoice(VoiceSpec(VOICE, VOICE.engine))
        return broadcast.broadcast(self.database, order, choice, self.host, self.now)

    def recordings(self) -> list[str]:
        """Titles of what is there."""
        from baonoi.publish.library import entries

        return sorted(entry.first.title for entry in entries(self.directory))


@contextmanager
def _unheard(*_: object) -> Iterator[list[Any]]:
    yield []


def _unforeseen(error: Exception) -> BaonoiError:
    raise error


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    engine = FakeEngine(humming(400))
    with Database() as database, Host({engine.name: engine}) as host, coded_once(), unchecked():
        yield Station(database, tmp_path / "output", engine, host)


@pytest.fixture
def papers() -> Iterator[list[Paper]]:
    with newsstand(3) as found:
        yield found
