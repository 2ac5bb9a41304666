"""A month of a station: papers of every kind, an update an hour, a hundred of them killed.

    python -m attack.station [--count N] [--seed N]

Twelve papers on loopback write, retitle, move and copy; their feeds are broken, huge, redirected
and refused now and then. The clock is ours: each update is a process that believes it is an hour
later than the one before, once a day a bulletin comes after it, and two in five of those with
something to read is killed at a random moment. The voice is a hum, since nothing here is about
sound. --count is the number of hours, and at the end every article that could be read was read
once.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from attack.report import Report, main
from attack.station_feeds import Feeds
from attack.station_update import BULLETINS, KEEP, environment, update
from attack.station_world import BEGIN, HOUR, KINDS, VALID, World, stand
from baonoi.publish.library import entries
from baonoi.station.database import Database
from baonoi.station.follows import Wishes, follow

COUNT = 720
KILLED = 2 / 5
"""Of the updates with something to read."""
DAY = 24
LONGEST = 600.0
"""Seconds after which an update is believed to hang, on however busy a machine."""
LOOK = 0.01
"""Seconds between two looks at the feeds."""
COMMON = ("Theo bản tin sáng nay.",)
"""How copies begin."""
OTHERS = ("addresses", "feeds")
"""Folders beside the recordings."""


@dataclass(slots=True)
class Run:
    """The station from outside: its processes, its clock, what it left."""

    folder: Path
    world: World
    context: Any
    feeds: Feeds
    now: float = BEGIN
    usual: float = 1.0
    """Seconds of an update with something to read."""
    kills: int = 0
    """Updates that were under way when they were killed."""
    told: dict[str, str] = field(default_factory=dict)
    """By what begins an article, the bulletin that told it."""

    def hour(self, at: int) -> tuple[str, str]:
        """One hour: which kind of update it had, and what is wrong with it."""
        self.now += HOUR
        busy = self.world.hour(self.now)
        draw = self.world.draw
        killed_after = draw.random() * self.usual if busy and draw.random() < KILLED else None
        began = time.monotonic()
        killed, fault = self.update(killed_after, bulletin=at % DAY == 0)
        if busy and not killed:
            self.usual = 0.8 * self.usual + 0.2 * (time.monotonic() - began)
        return ("killed" if killed else "updated"), fault

    def update(self, killed_after: float | None, *, bulletin: bool = False) -> tuple[bool, str]:
        """One update: whether it was killed, and what is wrong with the feeds at any moment."""
        process = self.context.Process(target=update, args=(str(self.folder), self.now, bulletin))
        process.start()
        end = time.monotonic() + (LONGEST if killed_after is None else killed_after)
        fault, killed = "", False
        while process.is_alive() and time.monotonic() < end:
            process.join(min(LOOK, max(0.0, end - time.monotonic())))
            fault = fault or self.feeds.look()
        if process.is_alive():
            process.kill()
            process.join()
            killed = killed_after is not None
            self.kills += killed
            fault = fault or ("" if killed else "it hangs")
        elif process.exitcode:
            fault = fault or f"it ended with {process.exitcode}"
        fault = fault or self.feeds.look() or self.feeds.faults()
        fault = fault or self.world.asked_too_often(self.now, killed=killed)
        return killed, fault or ("" if killed else self._left())

    def _left(self) -> str:
        """Whether there is what may be kept and nothing else, and the station knows it all."""
        with Database() as database:
            rows = database.rows("SELECT paper, slug FROM article WHERE slug IS NOT NULL")
            bulletins = database.rows(
                "SELECT slug FROM bulletin WHERE slug IS NOT NULL ORDER BY made DESC"
            )
        output = self.folder / "output"
        if bulletins and not (output / bulletins[0]["slug"]).exists():
            del bulletins[0]  # a killed run had begun it
        many = Counter(row["paper"] for row in rows)
        if many and max(many.values()) > KEEP:
            return f"{max(many.values())} recordings of one paper"
        if len(bulletins) > BULLETINS:
            return f"{len(bulletins)} bulletins"
        known = {row["slug"] for row in (*rows, *bulletins)}
        found = entries(output)
        folders = {each.name for each in output.glob("*") if each.is_dir()} - set(OTHERS)
        if known != folders or known != {entry.slug for entry in found}:
            return f"known and not there, or there and unknown: {known ^ folders}"
        marks = sum(each.is_file() for each in (output / "addresses").rglob("*"))
        if marks > len(rows):
            return f"{marks} marks of {len(rows)} recordings"
        for entry in found:
            if entry.first.bulletin and (fault := self._again(entry)):
                return fault
        return ""

    def _again(self, entry: Any) -> str:
        """Whether another bulletin has told something of this one."""
        for section in entry.first.sections():
            for role, text in section.sentences:
                if role != "lead" or text in COMMON:
                    continue
                if self.told.setdefault(text, entry.slug) != entry.slug:
                    return f"{entry.slug} tells what {self.told[text]} told: {text}"
        return ""


def run(seed: int, count: int = COUNT) -> Report:
    """So many hours."""
    report = Report()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["attack.station_feeds", "attack.station_world"])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(patch.dict(os.environ, environment(folder)))
        draw = random.Random(f"station {seed}")
        world = World(stack.enter_context(stand()), draw)
        world.papers[-1].max_age = VALID
        with Database() as database:
            for kind, paper in zip(KINDS, world.papers, strict=True):
                paper.form = kind if kind in ("atom", "rdf") else "rss"
                follow(database, paper.feed, paper.name, Wishes(), named=True)
        run = Run(folder, world, context, Feeds(folder / "output"))
        for at in range(1, count + 1):
            report.note(*run.hour(at))
        world.mend()
        for _ in range(4):  # what failed waits a day at most
            run.now += 25 * HOUR
            report.note("updated at the end", run.update(None)[1])
        for fault in _lost(world):
            report.note("article", fault)
        report.told.append(f"{len(set(world.readable.values()))} articles that can be read")
        report.told.append(f"{len(run.told)} told in bulletins")
    return report


def _lost(world: World) -> list[str]:
    """Of each article that could be read, whether it was, and once; what is wrong with it."""
    with Database() as database:
        rows = database.rows(
            "SELECT known.name, article.id, article.state, article.twin FROM known"
            " JOIN article ON article.id = known.article"
        )
    by_name = {row["name"]: row for row in rows}
    read: dict[str, set[int]] = {}
    faults = []
    for address, story in world.readable.items():
        row = by_name.get(address.partition("://")[2])
        if row is None or row["state"] not in ("read", "twin"):
            faults.append(f"{address} was not read: {row and row['state']}")
            continue
        read.setdefault(story, set()).add(row["twin"] or row["id"])
        faults.append("")
    faults += [f"{story} was read {len(ids)} times" for story, ids in read.items() if len(ids) > 1]
    return faults


if __name__ == "__main__":
    main(__doc__, run, COUNT)
