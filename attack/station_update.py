"""One update of the simulated month: what a process of its own does, before it may be killed."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from baonoi.cli.unforeseen import as_error
from baonoi.errors import NoArticleError
from baonoi.model import VoiceChoice, VoiceSpec
from baonoi.reading.options import ReadingOptions
from baonoi.station import broadcast, reading, shelf
from baonoi.station.articles import Limits
from baonoi.station.database import Database
from baonoi.station.hosts import Hosts
from baonoi.station.pruning import overdue_bulletins
from baonoi.station.update import Order, Update
from baonoi.store import paths
from baonoi.store.work import sweep
from baonoi.voices import Host

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
from fake_voice import (  # type: ignore[import-not-found]  # the folder is no package
    VOICE,
    FakeEngine,
    coded_once,
    humming,
    unchecked,
)

KEEP = 12
"""Recordings of a paper."""
BULLETINS = 3
"""Bulletins that are kept."""
BASE = "https://nghe.example"
LOADED = (broadcast, reading, shelf)
"""What is imported when it is needed, and here once for all processes."""


def update(folder: str, now: float, bulletin: bool = False) -> None:
    """One update at that time, and perhaps a bulletin."""
    os.environ.update(environment(Path(folder)))
    sweep()
    order = Order(
        Path(folder, "output"),
        ReadingOptions(allow_private=True),
        Limits(KEEP),
        clock=lambda: now,
        hosts=Hosts(0.0),
    )
    engine = FakeEngine(humming(300))
    choice = VoiceChoice(VoiceSpec(VOICE, VOICE.engine))
    with Database() as database, Host({engine.name: engine}) as host, coded_once(), unchecked():
        run = Update(database, order)
        with run.alone():
            for _ in run.ask():
                pass
            waiting = run.waiting()
            for _ in run.read(waiting, host, lambda _: choice, _unheard, as_error):
                pass
            run.tidy_shelf(BASE)
        if bulletin:
            with suppress(NoArticleError):
                _bulletin(database, order, choice, host)


def _bulletin(database: Database, order: Order, choice: VoiceChoice, host: Host) -> None:
    now, directory = order.clock(), order.directory
    wanted = broadcast.Order(directory, order.options, now - 24 * 3600, 300.0, keep=BULLETINS)
    broadcast.broadcast(database, wanted, choice, host, now)
    shelf.tidy_shelf(database, directory, BASE, overdue_bulletins(database, directory))


def _unheard(*_: object) -> Any:
    return nullcontext(())


def environment(folder: Path) -> dict[str, str]:
    """Where a station of the attack has its things."""
    return {
        paths.STATION: str(folder / "station.sqlite3"),
        paths.CACHE: str(folder / "cache"),
        paths.OFFLINE: "1",
        paths.CONFIG: str(folder / "config.toml"),
    }
