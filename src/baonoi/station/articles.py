"""The articles that feeds announced: which of them are to be read, and what became of the others.

========== =================================================================
new        to be read, or tried again
begun      read, and perhaps published: the run that did it was killed there
read       there is, or was, a recording
twin       another paper's copy of one that is read
unreadable there is nothing in it to read, or nobody gets it
========== =================================================================
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from baonoi.common.identity import canonical
from baonoi.model import Article
from baonoi.station.content import packed
from baonoi.station.database import Database
from baonoi.station.follows import Paper, papers
from baonoi.station.likeness import RELATED, Likeness
from baonoi.station.pauses import pause
from baonoi.told import to_json

if TYPE_CHECKING:
    from baonoi.sources import FeedItem

DAY = 24 * 3600.0
COMPARED = 14 * DAY
"""Seconds for which an article is compared with others: papers copy within days."""
FORGOTTEN = 180 * DAY
"""Seconds after which an article is forgotten that its feed lists no more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is to be read."""

    number: int
    paper: str
    """Its name."""
    url: str
    title: str
    published: float
    """Seconds since 1970; when it was first seen, where its feed tells no date."""
    subject: str
    voice: str | None
    failures: int
    dated: bool = True
    """Whether its feed tells a date."""


class Recorded(NamedTuple):
    """Where a recording is."""

    directory: Path
    slug: str
    seconds: float
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What of all that is new is read at all."""

    keep: int | None = None
    """Recordings of a paper, where it says nothing itself."""
    max_age: float | None = None
    """Seconds since it was published."""


def announce(database: Database, paper: Paper, items: Iterable[FeedItem], now: float) -> int:
    """Note what a feed lists; give how many articles are new."""
    new = 0
    items = list(items)
    marks = Counter(item.guid for item in items)
    with database.whole():
        for item in items:
            names = [canonical(item.url) or item.url]
            # A paper that gives all its articles one mark gives them none.
            if item.guid and item.guid != item.url and marks[item.guid] == 1:
                names.append(_marked(paper.url, item.guid))
            known = there = _known(database, names[:1])
            if known is None:
                known = _known(database, names[1:])
            if known is None:
                if not paper.wishes.want(item.title):
                    continue
                new += 1
                known = _inserted(database, paper, item, now)
            else:
                database.change("UPDATE article SET listed = ? WHERE id = ?", now, known)
                if there is None:
                    _readdress(database, known, item)
            _learn(database, known, names)
    return new


def moved(database: Database, old: str, new: str) -> None:
    """Let the marks that one feed gave its articles be those of the feed that it has become."""
    database.change(
        "UPDATE OR IGNORE known SET name = ? || substr(name, ?) WHERE substr(name, 1, ?) = ?",
        *(new, len(old) + 1, len(old) + 1, _marked(old, "")),
    )


def _marked(feed: str, guid: str) -> str:
    return f"{feed} {guid}"


def _readdress(database: Database, number: int, item: FeedItem) -> None:
    """An article with a new address is looked for there, unless it was read before."""
    database.change(
        "UPDATE article SET url = ?, title = ?, state = 'new', due = 0, failures = 0,"
        " problem = NULL WHERE id = ? AND state IN ('new', 'unreadable')",
        *(item.url, item.title, number),
    )


def _inserted(database: Database, paper: Paper, item: FeedItem, now: float) -> int:
    # A date to come is a slip of the paper's clock: it would stay the newest for ever.
    told = item.published.timestamp() if item.published else now
    return database.change(
        "INSERT INTO article (paper, url, title, published, subject, seen, listed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(paper.number, item.url, item.title, min(told, now)),
        *(next(iter(item.subjects), ""), now, now),
    )


def _known(database: Database, names: Iterable[str]) -> int | None:
    for name in names:
        row = database.row("SELECT article FROM known WHERE name = ?", name)
        if row is not None:
            return int(row["article"])
    return None


def _learn(database: Database, number: int, names: Iterable[str]) -> None:
    for name in names:
        database.change("INSERT OR IGNORE INTO known (name, article) VALUES (?, ?)", name, number)


def wanted(database: Database, limits: Limits, now: float) -> list[Waiting]:
    """What is to be read, the newest first; also what must wait for another try."""
    found: list[Waiting] = []
    for paper in papers(database):
        wishes = paper.wishes
        keep = limits.keep if wishes.keep is None else wishes.keep
        # Of the newest that a paper may keep, read or not, those that are not read.
        newest = database.rows(
            "SELECT * FROM article WHERE paper = ? AND state IN ('new', 'begun', 'read')"
            " AND published >= ? ORDER BY published DESC, id LIMIT ?",
            paper.number,
            now - limits.max_age if limits.max_age is not None else 0,
            -1 if keep is None else keep,
        )
        found += [
            Waiting(
                *(each["id"], paper.name, each["url"], each["title"], each["published"]),
                *(each["subject"], wishes.voice, each["failures"]),
                each["published"] != each["seen"],
            )
            for each in newest
            if each["state"] == "new" and wishes.want(each["title"])
        ]
    found.sort(key=lambda each: (-each.published, each.number))
    return found


def due(database: Database, article: Waiting, now: float) -> bool:
    """Whether its next try has come."""
    row = database.row("SELECT due FROM article WHERE id = ?", article.number)
    return row is not None and float(row["due"]) <= now


def begin(database: Database, article: Waiting, now: float) -> None:
    """Note that it is tried: should it bring the process down, it is not the first of the next."""
    failures = article.failures + 1
    database.change(
        "UPDATE article SET failures = ?, due = ? WHERE id = ?",
        *(failures, now + pause(failures), article.number),
    )


def leave(database: Database, article: Waiting) -> None:
    """It was not tried after all."""
    database.change(
        "UPDATE article SET failures = ?, due = 0 WHERE id = ? AND state = 'new'",
        *(article.failures, article.number),
    )


def fail(database: Database, article: Waiting, problem: str, due: float | None) -> None:
    """It could not be read; ``due`` is when it is tried again, and None where it is given up.

    Copies of it in other papers are tried then.
    """
    with database.whole():
        state = "unreadable" if due is None else "new"
        database.change(
            "UPDATE article SET state = ?, due = ?, problem = ? WHERE id = ?",
            *(state, due or 0, json.dumps(to_json(problem), ensure_ascii=False), article.number),
        )
        if due is None:
            database.change(
                "UPDATE article SET state = 'new', twin = NULL WHERE twin = ? AND state = 'twin'",
                article.number,
            )


def settle_twin(
    database: Database, waiting: Waiting, article: Article, claimed: str, now: float
) -> str | None:
    """Look whether an article is known in another paper, and keep what it is known by.

    Args:
        database: the station's.
        waiting: as its feed announced it.
        article: as its page tells it.
        claimed: the address by which the page calls it.
        now: seconds since 1970.

    Returns:
        The title of the one that it is a copy of; None where it is none.
    """
    likeness = Likeness.of(article)
    names = {canonical(each) or each for each in (article.url or waiting.url, claimed)}
    with database.whole():
        own = waiting.number
        for name in sorted(names):
            if own == waiting.number:
                own = _claimant(database, name, waiting.number, likeness)
        if own == waiting.number:
            own = _copied(database, waiting.number, likeness, now) or own
        _learn(database, waiting.number, names)
        sketch, numbers = likeness.to_keep()
        if own == waiting.number:
            database.change(
                "UPDATE article SET sketch = ?, numbers = ?, content = ? WHERE id = ?",
                *(sketch, numbers, packed(article), own),
            )
            return None
        database.change(
            "UPDATE article SET state = 'twin', twin = ?, due = 0 WHERE id = ?",
            *(own, waiting.number),
        )
        row = database.row("SELECT title FROM article WHERE id = ?", own)
        return str(row["title"]) if row is not None else ""


def _claimant(database: Database, name: str, number: int, likeness: Likeness) -> int:
    """Whose address it is: another article's, or this one's; so where others' words stand there,
    since there are papers that call all their pages by one name."""
    known = _known(database, [name])
    if known is None or known == number:
        return number
    row = database.row("SELECT * FROM article WHERE id = ?", known)
    if row is not None and row["state"] == "twin":
        known = row["twin"]
        row = database.row("SELECT * FROM article WHERE id = ?", known)
    if row is None or row["state"] == "unreadable":
        return number
    if row["sketch"] is None:  # not opened yet, but a feed lists it; or forgotten
        return known if row["state"] == "new" else number
    return known if likeness.resemblance(_likeness(row)) >= RELATED else number


def _copied(database: Database, number: int, likeness: Likeness, now: float) -> int | None:
    rows = database.rows(
        "SELECT id, sketch, numbers FROM article WHERE sketch IS NOT NULL AND id != ?"
        " AND state IN ('new', 'begun', 'read') AND seen >= ? ORDER BY id",
        *(number, now - COMPARED),
    )
    return next((int(row["id"]) for row in rows if likeness.same_article(_likeness(row))), None)


def _likeness(row: sqlite3.Row) -> Likeness:
    return Likeness.kept(row["sketch"], row["numbers"])


def publishing(
    database: Database, waiting: Waiting, article: Article, directory: Path, slug: str
) -> None:
    """Note that a recording is about to be published: whoever comes next looks whether it was."""
    with database.whole():
        database.change(
            "UPDATE article SET state = 'begun', directory = ?, slug = ?, title = ?, source = ?,"
            " url = ? WHERE id = ?",
            *(str(directory), slug, article.title or waiting.title, article.source),
            *(article.url or waiting.url, waiting.number),
        )
        database.stale(directory)


def unpublished(database: Database, waiting: Waiting) -> None:
    """Nothing was published after all."""
    database.change(
        "UPDATE article SET state = 'new', directory = NULL, slug = NULL"
        " WHERE id = ? AND state = 'begun'",
        waiting.number,
    )


def done(database: Database, number: int, recorded: Recorded, now: float) -> None:
    """It was read, and its recording is there."""
    database.change(
        "UPDATE article SET state = 'read', due = 0, problem = NULL, failures = 0, directory = ?,"
        " slug = ?, seconds = ?, source = ?, made = ? WHERE id = ?",
        *(str(recorded.directory), recorded.slug, recorded.seconds, recorded.source, now, number),
    )


def any_begun(database: Database) -> bool:
    """Whether a run was killed while it published."""
    return database.row("SELECT 1 FROM article WHERE state = 'begun'") is not None


def tidy(database: Database, now: float) -> None:
    """Forget what is needed no more."""
    with database.whole():
        database.change(
            "UPDATE article SET sketch = NULL, numbers = NULL"
            " WHERE sketch IS NOT NULL AND seen < ?",
            now - COMPARED,
        )
        database.change(
            "UPDATE article SET content = NULL WHERE content IS NOT NULL AND published < ?"
            " AND (slug IS NULL OR published < ?)",
            *(now - COMPARED, now - FORGOTTEN),
        )
        database.change(
            "DELETE FROM article WHERE slug IS NULL AND listed < ?"
            " AND (paper IS NULL OR listed < (SELECT changed FROM paper WHERE id = paper) - ?)",
            *(now - FORGOTTEN, FORGOTTEN),
        )
