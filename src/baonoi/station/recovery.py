"""What killed runs had begun to publish: it is there, or it was not read yet."""

from __future__ import annotations

from pathlib import Path

from baonoi.common.identity import canonical
from baonoi.model import Article
from baonoi.publish.library import Entry, entry_of
from baonoi.publish.namesakes import slug_for
from baonoi.station.articles import Recorded, done
from baonoi.station.database import Database
from baonoi.store.local import LocalStore


def recover(database: Database, now: float) -> None:
    """Settle what killed runs had begun to publish."""
    for row in database.rows("SELECT * FROM article WHERE state = 'begun'"):
        directory = Path(row["directory"])
        named = Article(row["title"], (), source=row["source"], url=row["url"])
        entry = recorded(directory / slug_for(LocalStore(directory), named), row["url"])
        if entry is not None:
            there = Recorded(directory, entry.slug, entry.first.duration, entry.first.source)
            done(database, row["id"], there, now)
        else:
            database.change(
                "UPDATE article SET state = 'new', due = 0, slug = NULL, directory = NULL"
                " WHERE id = ?",
                row["id"],
            )


def recorded(folder: Path, address: str) -> Entry | None:
    """The recording of the article of that address, if it is what stands in a folder."""
    entry = entry_of(folder)
    same = entry is not None and canonical(entry.first.url) == canonical(address)
    return entry if same else None
