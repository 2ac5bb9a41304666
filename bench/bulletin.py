"""What a bulletin of kept articles costs, and what copying them and saying its opening would.

    python bench/bulletin.py [--articles N] [--minutes N]

Seconds of CPU. The articles are computed, the voice is the embedded one. A bulletin that was made
before lets an update get the next one ready; what that costs an article is told, too.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from baonoi.cli.unforeseen import as_error
from baonoi.publish.library import entry_of
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.target import to_folder
from baonoi.station.articles import Limits
from baonoi.station.broadcast import Order as Wanted
from baonoi.station.broadcast import broadcast
from baonoi.station.bulletin import Edition, compose
from baonoi.station.choice import chosen, stories
from baonoi.station.database import Database
from baonoi.station.follows import Wishes, follow
from baonoi.station.hosts import Hosts
from baonoi.station.update import Order, Update
from baonoi.voices import Host, choose

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
from newsstand import newsstand, story  # type: ignore[import-not-found]  # the folder is no package

ARTICLES = 40
NOW = 1_760_000_000.0
DAY = 86400.0
MINUTES = 60


def spent(what: str, work: Callable[[], Any]) -> Any:
    """Do it, and tell what it cost this process and those that it started."""
    before = _cpu()
    found = work()
    print(f"{what:<44}{_cpu() - before:6.2f} s", flush=True)
    return found


def _cpu() -> float:
    told = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in told)


def update(database: Database, folder: Path, host: Host, now: float) -> None:
    order = Order(
        folder,
        ReadingOptions(allow_private=True),
        Limits(),
        clock=lambda: now,
        hosts=Hosts(0.0),
    )
    run, choice = Update(database, order), choose("nam")
    with run.alone():
        list(run.ask())
        listen: Any = lambda *_: nullcontext(())  # noqa: E731  # nobody hears it
        list(run.read(run.waiting(), host, lambda _: choice, listen, as_error))
        run.tidy_shelf(None)


def copy(folder: Path, to: Path) -> None:
    """The sound of a recording, and that of its sections."""
    to.mkdir()
    for number, each in enumerate(folder.rglob("*.mp3")):
        (to / f"{number}.mp3").write_bytes(each.read_bytes())


def opening(database: Database, folder: Path, seconds: float, to: Path, host: Host) -> None:
    """What nothing was kept of: greeting, headlines and close, as a recording."""
    now = NOW + DAY  # what this bulletin tells the next one may tell, too
    told = chosen(stories(database, folder, NOW - DAY, now, (), "mở đầu"), seconds)
    article = compose(Edition.at(now), told, "northern").article
    alone = replace(article, sections=(article.sections[0], article.sections[-1]))
    to_folder(Performance(alone, choose("nam"), ReadingOptions(), Resources(host)), to)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=ARTICLES, help="that are kept")
    parser.add_argument("--minutes", type=int, default=MINUTES, help="of the bulletin")
    count, minutes = parser.parse_args().articles, parser.parse_args().minutes
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        own = {
            "BAONOI_CACHE": str(place / "cache"),
            "BAONOI_STATION": str(place / "station.sqlite3"),
            "BAONOI_CONFIG": str(place / "config.toml"),
            "BAONOI_OFFLINE": "1",
        }
        stack.enter_context(patch.dict(os.environ, own))
        papers = stack.enter_context(newsstand(4))
        database, host = stack.enter_context(Database()), stack.enter_context(Host())
        for paper in papers:
            follow(database, paper.feed, paper.name, Wishes(), named=True)
        out = place / "output"
        before = NOW - 2 * DAY
        papers[0].add(0, before)
        update(database, out, host, before)
        broadcast(
            database, Wanted(out, ReadingOptions(), before - DAY, 600), choose("nam"), host, before
        )
        for number in range(count):
            told = {"paragraphs": story(f"bài {number}", 10)}
            papers[number % 4].add(number + 1, NOW - 60 * number, **told)
        spent(f"reading {count} articles", lambda: update(database, out, host, NOW))
        # Both begin with the same kept clips and sections.
        shutil.copytree(place / "cache", place / "other cache")
        with patch.dict(os.environ, {"BAONOI_CACHE": str(place / "other cache")}):
            part = place / "part"
            spent("its opening alone", lambda: opening(database, out, 60 * minutes, part, host))
        wanted = Wanted(out, ReadingOptions(), NOW - DAY, 60 * minutes)
        made = spent("bulletin", lambda: broadcast(database, wanted, choose("nam"), host, NOW))
        spent("copying its sound", lambda: copy(made.parent, place / "copy"))
        entry = entry_of(made.parent)
        assert entry is not None
        length, sections = entry.first.duration / 60, len(entry.first.sections())
        print(f"it takes {length:.1f} minutes, in {sections} sections")


if __name__ == "__main__":
    main()
