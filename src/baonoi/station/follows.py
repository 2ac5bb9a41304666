"""The papers that are followed: which feed, who reads it, what of it is wanted."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from typing import Any

from baonoi.errors import UsageError
from baonoi.station.database import Database
from baonoi.told import Told, from_json


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a paper is read."""

    voice: str | None = None
    """None is the one that is settled."""
    keep: int | None = None
    """Recordings that are kept at most; None is what the update says."""
    wanted: tuple[str, ...] = ()
    """Words of which a title must have one, where there are any."""
    unwanted: tuple[str, ...] = ()
    """Words of which a title may have none."""

    def want(self, title: str) -> bool:
        """Whether an article of that title shall be read."""
        return not _any_of(self.unwanted, title) and (
            not self.wanted or _any_of(self.wanted, title)
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A feed that is followed, and how asking it went."""

    number: int
    name: str
    url: str
    wishes: Wishes = Wishes()
    etag: str = ""
    last_modified: str = ""
    due: float = 0.0
    """When it may be asked again, in seconds since 1970."""
    failures: int = 0
    """In a row."""
    problem: str | None = None
    """What went wrong the last time."""
    gone: bool = False
    """Whether its server said that there will be none any more."""

    def to_json(self) -> dict[str, Any]:
        """As an object of JSON."""
        return {
            "name": self.name,
            "url": self.url,
            "voice": self.wishes.voice,
            "keep": self.wishes.keep,
            "match": list(self.wishes.wanted),
            "skip": list(self.wishes.unwanted),
            "failures": self.failures,
            "problem": self.problem,
            "gone": self.gone,
        }


def papers(database: Database) -> list[Paper]:
    """All that are followed, in the order in which that began."""
    return [_paper(row) for row in database.rows("SELECT * FROM paper ORDER BY id")]


def paper_named(database: Database, name: str) -> Paper:
    """The paper of that name or address.

    Raises:
        UsageError: none is followed.
    """
    row = database.row("SELECT * FROM paper WHERE name = ? OR url = ?", name, name)
    if row is None:
        raise UsageError(Told("No paper {name!r} is followed.", name=name), "paper-unknown")
    return _paper(row)


def follow(database: Database, url: str, name: str, wishes: Wishes, *, named: bool) -> Paper:
    """Follow a feed from now on; one that is followed already gets these wishes.

    Args:
        database: the station's.
        url: the feed's.
        name: what it is called; where another has that name, a number is added.
        wishes: how it is read.
        named: whether a person gave the name: it must be free then, and replaces an earlier one.

    Raises:
        UsageError: another paper has the name.
    """
    with database.whole():
        known = database.row("SELECT * FROM paper WHERE url = ?", url)
        if known is not None and not named:
            name = str(known["name"])
        taken = {
            str(row["name"]) for row in database.rows("SELECT name FROM paper WHERE url != ?", url)
        }
        if named and name in taken:
            raise UsageError(
                Told("Another paper is called {name!r}.", name=name), "paper-name-taken"
            )
        name = _free(name, taken)
        values = (name, wishes.voice, wishes.keep, *map(_listed, (wishes.wanted, wishes.unwanted)))
        if known is None:
            database.change(
                "INSERT INTO paper (name, voice, keep, wanted, unwanted, url)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                *values,
                url,
            )
        else:
            database.change(
                "UPDATE paper SET name = ?, voice = ?, keep = ?, wanted = ?, unwanted = ?,"
                " gone = 0, failures = 0, due = 0, etag = '', last_modified = '' WHERE url = ?",
                *values,
                url,
            )
        return paper_named(database, url)


def forget(database: Database, paper: Paper) -> None:
    """Follow a paper no longer. What was read stays, and stays known."""
    with database.whole():
        database.change("DELETE FROM article WHERE paper = ? AND state = 'new'", paper.number)
        database.change("DELETE FROM paper WHERE id = ?", paper.number)


def _paper(row: sqlite3.Row) -> Paper:
    wishes = Wishes(
        row["voice"],
        row["keep"],
        tuple(json.loads(row["wanted"])),
        tuple(json.loads(row["unwanted"])),
    )
    return Paper(
        row["id"],
        row["name"],
        row["url"],
        wishes,
        row["etag"],
        row["last_modified"],
        row["due"],
        row["failures"],
        None if row["problem"] is None else from_json(json.loads(row["problem"])),
        bool(row["gone"]),
    )


def _listed(words: tuple[str, ...]) -> str:
    return json.dumps(words, ensure_ascii=False)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _any_of(words: tuple[str, ...], title: str) -> bool:
    """Whole words, in whatever case; with the marks of Vietnamese, since they tell words apart."""
    text = _folded(title)
    return any(re.search(rf"(?<!\w){re.escape(_folded(word))}(?!\w)", text) for word in words)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
