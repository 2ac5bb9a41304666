"""One update: the papers are asked, what is new is read, and it is told what became of it all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from baonoi.common.parallel import cores
from baonoi.errors import BaonoiError, OutputError, StoppedError, VoiceError
from baonoi.reading.options import ReadingOptions
from baonoi.station import articles
from baonoi.station.articles import Limits, Waiting
from baonoi.station.database import Database
from baonoi.station.follows import Paper, papers
from baonoi.station.hosts import Hosts
from baonoi.station.papers import Asked, ask_papers
from baonoi.station.pruning import overdue, overdue_bulletins

if TYPE_CHECKING:
    from baonoi.station.reading import Choose, Listen, Tried
    from baonoi.voices import Host

Foreseen = Callable[[Exception], BaonoiError]
"""Makes an error of ours of one that nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Order:
    """What an update shall do."""

    directory: Path
    options: ReadingOptions
    limits: Limits = field(default_factory=Limits)
    max_seconds: float | None = None
    """Of what is read, at most."""
    at_once: bool = False
    """Whether what waits for a later try is tried now."""
    clock: Callable[[], float] = time.time
    hosts: Hosts = field(default_factory=Hosts)


class Update:
    """Asks, then reads. Whoever makes one is alone with the station: see :meth:`alone`."""

    def __init__(self, database: Database, order: Order) -> None:
        self._database, self._order = database, order

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other updates out; settle what killed ones left, and forget what is needed no more.

        Raises:
            StoppedError: another update is under way.
        """
        with self._database.alone():
            now = self._order.clock()
            if articles.any_begun(self._database):
                from baonoi.station.recovery import recover

                recover(self._database, now)
            articles.tidy(self._database, now)
            yield

    def ask(self) -> Iterator[Asked]:
        """Ask the papers whose time has come."""
        order = self._order
        now = order.clock()
        asked = [each for each in papers(self._database) if self._due(each, now)]
        private = order.options.allow_private
        yield from ask_papers(
            self._database, asked, order.hosts, order.clock, allow_private=private
        )

    def _due(self, paper: Paper, now: float) -> bool:
        if paper.failures and self._order.at_once:
            return True
        return not paper.gone and paper.due <= now

    def waiting(self) -> list[Waiting]:
        """What would be read now, the newest first."""
        now = self._order.clock()
        wanted = articles.wanted(self._database, self._order.limits, now)
        at_once = self._order.at_once
        return [each for each in wanted if at_once or articles.due(self._database, each, now)]

    def left(self) -> int:
        """How many papers and articles must be tried again."""
        now = self._order.clock()
        wanted = articles.wanted(self._database, self._order.limits, now)
        failed = [each for each in papers(self._database) if each.failures and not each.gone]
        return len(failed) + sum(each.failures > 0 for each in wanted)

    def read(
        self,
        waiting: list[Waiting],
        host: Host,
        choose: Choose,
        listen: Listen,
        foreseen: Foreseen,
    ) -> Iterator[Tried]:
        """Read these, a few side by side; tell what became of each in order.

        Raises:
            VoiceError, StoppedError, OutputError: none can be read now; those under way are told
                first.
        """

        from baonoi.reading.side_by_side import side_by_side
        from baonoi.station.broadcast import expected
        from baonoi.station.reading import Minutes, Reader

        order = self._order
        reader = Reader(
            self._database,
            order.directory,
            order.options,
            host,
            choose,
            listen,
            order.hosts,
            order.clock,
            Minutes(order.max_seconds),
            bulletins=expected(self._database, order.clock()),
        )

        stopped: BaonoiError | None = None

        def read(each: Waiting) -> Tried | BaonoiError:
            try:
                return reader.read(each)
            except (VoiceError, StoppedError, OutputError) as error:
                return error
            except BaonoiError:
                raise
            except Exception as error:  # ours to mend, but no reason not to read the next one
                return reader.failed(each, foreseen(error))

        coming = takewhile(lambda _: stopped is None, waiting)
        with closing(side_by_side(read, coming, cores(), host)) as found:
            for each in found:
                if isinstance(each, BaonoiError):
                    stopped = stopped or each
                else:
                    yield each
        if stopped is not None:
            raise stopped

    def tidy_shelf(self, base_url: str | None) -> None:
        """Write shelf and feeds anew and take away what is old, where anything has changed.

        Raises:
            OutputError: something cannot be written or taken away.
        """
        database, directory = self._database, self._order.directory
        old = overdue(database, directory, self._order.limits)
        old += overdue_bulletins(database, directory)
        if old or database.is_stale(directory) or not _has_feed(directory, base_url):
            from baonoi.station.shelf import tidy_shelf

            tidy_shelf(database, directory, base_url, old)


def _has_feed(directory: Path, base_url: str | None) -> bool:
    """Whether the folder has a feed where it shall have one: its address may have been settled, or
    changed, after the last recording came."""
    if base_url is None or not directory.is_dir():
        return True
    from baonoi.publish.library import has_feed

    return has_feed(directory, base_url)


def report(
    asked: list[Asked], tried: list[Tried], waiting: list[Waiting], left: int
) -> dict[str, object]:
    """What became of an update, as an object of JSON."""
    return {
        "version": 1,
        "papers": [
            {
                "name": each.paper.name,
                "url": each.paper.url,
                "new": each.new,
                "changed": each.changed,
                "gone": each.gone,
                "problem": _problem(each.error),
            }
            for each in asked
        ],
        "articles": [
            {
                "paper": each.waiting.paper,
                "title": each.waiting.title,
                "url": each.waiting.url,
                "outcome": each.outcome,
                "path": None if each.path is None else str(each.path),
                "minutes": round(each.seconds / 60, 2),
                "twin": each.twin or None,
                "problem": _problem(each.error),
            }
            for each in tried
        ],
        "waiting": [
            {"paper": each.paper, "title": each.title, "url": each.url} for each in waiting
        ],
        "left": left,
    }


def _problem(error: BaonoiError | None) -> dict[str, str] | None:
    return None if error is None else {"code": error.code, "message": str(error.message)}
