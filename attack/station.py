"""A month of a station: papers of every kind, an update an hour, some of them killed.

    python -m attack.station [--count N] [--seed N]

Twelve papers on loopback write, retitle, move and copy; their feeds are broken, huge, redirected
and refused now and then. The clock is ours: each update is a process that believes it is an hour
later than the one before, and one in seven is killed at a random moment. The voice is a hum, since
nothing here is about sound. --count is the number of hours, and at the end every article that could
be read was read once.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

from attack.report import Report, main
from attack.station_update import BASE, KEEP, environment, update
from baonoi.publish.library import entries
from baonoi.station.database import Database
from baonoi.station.follows import Wishes, follow

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
import newsstand  # type: ignore[import-not-found]  # the folder is no package

ROOT = Path(__file__).resolve().parent.parent
COUNT = 720
HOUR = 3600.0
BEGIN = 1_760_000_000.0
KILLED = 1 / 7
LISTED = 30
"""Items of a feed."""
WRITES = 1 / 12
"""Articles of a paper an hour."""
KINDS = (
    *("rss", "atom", "rdf", "broken", "huge", "redirected"),
    *("refused", "moved", "retitled", "copied", "walled", "valid"),
)
"""What each of the papers does."""
HUGE = 40 << 20
VALID = 3 * 3600
"""Seconds for which the last paper vouches for its feed."""


@dataclass
class World:
    """The papers, and what the articles are that can be read."""

    papers: list[Any]
    draw: random.Random
    number: int = 0
    readable: dict[str, str] = field(default_factory=dict)
    """By address the name of the story: copies share one."""

    def hour(self, now: float) -> None:
        """Let an hour pass."""
        for kind, paper in zip(KINDS, self.papers, strict=True):
            if self.draw.random() < WRITES:
                self._write(kind, paper, now)
            for each in paper.stories[LISTED:]:
                each.listed = False
            paper.status, paper.raw = 200, None
            bad = self.draw.random() < 0.2
            if kind == "broken" and bad:
                paper.raw = paper.feed_text()[: self.draw.randrange(400)]
            elif kind == "huge" and bad and self.draw.random() < 0.2:
                paper.raw = b"<rss>" + b" " * HUGE
            elif kind == "refused" and bad:
                paper.status = self.draw.choice((500, 403, 404))
            elif kind == "redirected":
                paper.status, paper.location = 302, f"{paper.url}/rss"
            elif kind == "moved" and now > BEGIN + 9 * HOUR:
                paper.status, paper.location = 301, f"{paper.url}/rss"
            elif kind == "retitled" and paper.stories and bad:
                self._retitle(paper)

    def _write(self, kind: str, paper: Any, now: float) -> None:
        self.number += 1
        name = f"{self.number}"
        more: dict[str, Any] = {"paragraphs": newsstand.story(name, 4), "guid": f"bai-{name}"}
        if kind == "copied" and self.papers[0].stories:
            original = self.draw.choice(self.papers[0].stories[:3])
            name = self.readable[f"{self.papers[0].url}{original.path}"]
            more["paragraphs"] = ["Theo bản tin sáng nay.", *original.paragraphs[:-1]]
        more["hidden"] = kind == "walled" and self.number % 2 == 0
        made = paper.add(self.number, now - self.draw.random() * HOUR, **more)
        if not made.hidden:
            self.readable[f"{paper.url}{made.path}"] = name

    def _retitle(self, paper: Any) -> None:
        """A new title, and its words in a new address, under the same mark."""
        each = self.draw.choice(paper.stories)
        name = self.readable.pop(f"{paper.url}{each.path}")
        each.title = f"{each.title} mới"
        each.path = f"/bai-moi-{self.draw.randrange(10**6)}-{name}.html"
        self.readable[f"{paper.url}{each.path}"] = name

    def mend(self) -> None:
        """Everything is well from now on."""
        for paper in self.papers:
            paper.status, paper.raw = 200, None


def run(seed: int, count: int = COUNT) -> Report:
    """So many hours."""
    report = Report()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["attack.station_update"])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(patch.dict(os.environ, environment(folder)))
        draw = random.Random(f"station {seed}")
        world = World(stack.enter_context(newsstand.newsstand(len(KINDS))), draw)
        world.papers[-1].max_age = VALID
        with Database() as database:
            for kind, paper in zip(KINDS, world.papers, strict=True):
                paper.form = kind if kind in ("atom", "rdf") else "rss"
                follow(database, paper.feed, paper.name, Wishes(), named=True)
        now, usual, kills = BEGIN, 1.0, 0
        for _ in range(count):
            now += HOUR
            world.hour(now)
            killed_after = draw.random() * 1.2 * usual if draw.random() < KILLED else None
            began = time.monotonic()
            fault = _updated(context, folder, now, killed_after)
            if killed_after is None:
                usual = 0.8 * usual + 0.2 * (time.monotonic() - began)
                fault = fault or _kept(folder)
            kills += killed_after is not None
            report.note("killed" if killed_after is not None else "updated", fault)
        world.mend()
        for _ in range(4):  # what failed waits a day at most
            now += 25 * HOUR
            report.note("updated at the end", _updated(context, folder, now, None))
        for fault in _lost(world):
            report.note("article", fault)
        report.note("asked too often", _asked_too_often(world, count, kills))
        report.told.append(f"{len(set(world.readable.values()))} articles that can be read")
    return report


def _updated(context: Any, folder: Path, now: float, killed_after: float | None) -> str:
    """One update, and what is wrong with the feed at any moment of it."""
    process = context.Process(target=update, args=(str(folder), now))
    process.start()
    end = time.monotonic() + (60.0 if killed_after is None else killed_after)
    fault = ""
    while process.is_alive() and time.monotonic() < end:
        process.join(min(0.2, max(0.001, end - time.monotonic())))
        fault = fault or invalid(folder / "output" / "feed.xml")
    if process.is_alive():
        process.kill()
        process.join()
        fault = fault or ("" if killed_after is not None else "it hangs")
    elif process.exitcode:
        fault = fault or f"it ended with {process.exitcode}"
    return fault or invalid(folder / "output" / "feed.xml")


def invalid(feed: Path) -> str:
    """What is wrong with a feed; nothing where there is none yet."""
    import feedparser  # type: ignore[import-untyped]
    from lxml import etree

    if not feed.exists():
        return ""
    text = feed.read_bytes()
    schema = etree.RelaxNG(etree.parse(str(ROOT / "tests" / "publish" / "podcast.rng")))
    tree: Any = etree.fromstring(text)
    if not schema.validate(tree):
        return f"not valid: {schema.error_log}"
    if feedparser.parse(text).bozo:
        return "feedparser cannot read it"
    for address in tree.xpath("//item//@url"):
        name = unquote(str(address).removeprefix(f"{BASE}/"))
        # Between a look at the feed and one at the disk it may be written anew.
        if not (feed.parent / name).exists() and feed.read_bytes() == text:
            return f"{name} is not there"
    return ""


def _kept(folder: Path) -> str:
    """Whether no paper has more recordings than it may keep, and the station knows them all."""
    with Database() as database:
        rows = database.rows("SELECT paper, slug FROM article WHERE slug IS NOT NULL")
    many = Counter(row["paper"] for row in rows)
    if many and max(many.values()) > KEEP:
        return f"{max(many.values())} recordings of one paper"
    known = {row["slug"] for row in rows}
    there = {entry.slug for entry in entries(folder / "output")}
    return "" if there == known else f"known and not there, or there and unknown: {there ^ known}"


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


def _asked_too_often(world: World, hours: int, kills: int) -> str:
    """Pages and feeds are fetched once, but for what a killed run could not note."""
    again = sum(
        sum(count - 1 for count in Counter(paper.pages_asked()).values()) for paper in world.papers
    )
    walls = sum(3 for paper in world.papers for each in paper.stories if each.hidden)
    at_most = walls + kills * (len(os.sched_getaffinity(0)) + 1)
    if again > at_most:
        return f"{again} pages were fetched again, after {kills} kills"
    feeds = sum(path == "/feed" for path, _, _ in world.papers[-1].asked)
    if feeds > hours * HOUR / VALID + 6 + kills:
        return f"a feed that holds for {VALID} s was asked for {feeds} times in {hours} hours"
    return ""


if __name__ == "__main__":
    main(__doc__, run, COUNT)
