"""The papers are asked what is new: side by side, each host politely, and only if it is time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from baonoi.common.log import Log
from baonoi.common.parallel import in_order
from baonoi.errors import BaonoiError
from baonoi.sources.web import Answer, ask
from baonoi.station.articles import announce, moved
from baonoi.station.database import Database
from baonoi.station.follows import Paper
from baonoi.station.hosts import Hosts
from baonoi.station.pauses import pause
from baonoi.told import Told, to_json

_log = Log(__name__)
AT_ONCE = 8
"""Feeds that are asked for side by side."""
MOST = 1000
"""Items of a feed that count."""
LONGEST_FRESH = 24 * 3600.0
"""Seconds for which a feed is believed to hold, whatever it says."""
GONE = 410


@dataclass(frozen=True, slots=True)
class Asked:
    """How asking a paper went."""

    paper: Paper
    new: int = 0
    """Articles that it lists for the first time."""
    changed: bool = False
    error: BaonoiError | None = None
    gone: bool = False
    """Whether it will not be asked any more."""


def ask_papers(
    database: Database,
    papers: list[Paper],
    hosts: Hosts,
    clock: Callable[[], float],
    *,
    allow_private: bool = False,
) -> Iterator[Asked]:
    """Ask each for its feed, and note what it lists, in their order."""

    def answer(paper: Paper) -> Answer | BaonoiError:
        try:
            with hosts.turn(paper.url):
                return ask(
                    paper.url,
                    etag=paper.etag,
                    last_modified=paper.last_modified,
                    allow_private=allow_private,
                )
        except BaonoiError as error:
            return error

    answers = in_order(answer, papers, AT_ONCE, len(papers))
    for paper, found in zip(papers, answers, strict=True):
        yield _noted(database, paper, found, clock())


def _noted(database: Database, paper: Paper, found: Answer | BaonoiError, now: float) -> Asked:
    """Keep what came of asking; all of it, or after a kill it was never asked."""
    with database.whole():
        try:
            if isinstance(found, BaonoiError):
                raise found
            if found.raw is None:
                _answered(database, paper, found, now, found.fresh)
                return Asked(paper)
            from baonoi.sources import read_feed, to_page

            feed = read_feed(to_page(found.raw))
            new = announce(database, paper, feed.items[:MOST], now)
            if not feed.whole:  # its mark would keep from us what was cut off
                found = replace(found, etag="", last_modified="")
            _answered(database, paper, found, now, max(found.fresh, feed.lasts))
            return Asked(paper, new, changed=True)
        except BaonoiError as error:
            return _failed(database, paper, error, now)


def _answered(database: Database, paper: Paper, answer: Answer, now: float, fresh: float) -> None:
    changed = answer.raw is not None
    database.change(
        "UPDATE paper SET etag = ?, last_modified = ?, due = ?, changed = MAX(changed, ?),"
        " failures = 0, problem = NULL, gone = 0 WHERE id = ?",
        answer.etag or ("" if changed else paper.etag),
        answer.last_modified or ("" if changed else paper.last_modified),
        now + min(fresh, LONGEST_FRESH),
        now if changed else 0,
        paper.number,
    )
    if answer.moved is not None and answer.moved != paper.url:
        # Two papers may move to one place: the later one stays where it was.
        moved(database, paper.url, answer.moved)
        database.change(
            "UPDATE OR IGNORE paper SET url = ? WHERE id = ?", answer.moved, paper.number
        )
        _log.info("%s has moved to %s", paper.name, answer.moved)


def _failed(database: Database, paper: Paper, error: BaonoiError, now: float) -> Asked:
    gone = error.fields.get("status") == GONE
    failures = paper.failures + 1
    asked_for = float(error.fields.get("retry_after", 0))
    error.message = Told("{source}: {message}", source=paper.name, message=error.message)
    database.change(
        "UPDATE paper SET failures = ?, due = ?, problem = ?, gone = ? WHERE id = ?",
        failures,
        now + pause(failures, asked_for),
        json.dumps(to_json(error.message), ensure_ascii=False),
        gone,
        paper.number,
    )
    return Asked(paper, error=error, gone=gone)
