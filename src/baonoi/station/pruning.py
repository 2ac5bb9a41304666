"""Which recordings are older than what their papers may keep."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from baonoi.station.articles import Limits
from baonoi.station.database import Database


class Overdue(NamedTuple):
    """A recording that goes."""

    number: int
    slug: str
    url: str


def overdue(database: Database, directory: Path, limits: Limits) -> list[Overdue]:
    """The recordings that are more than their papers may keep, the oldest of each."""
    found: dict[int, Overdue] = {}
    kept: set[str] = set()
    for paper in database.rows("SELECT id, keep FROM paper"):
        keep = limits.keep if paper["keep"] is None else paper["keep"]
        rows = database.rows(
            "SELECT id, slug, url FROM article WHERE paper = ? AND state = 'read'"
            " AND slug IS NOT NULL AND directory = ? ORDER BY published DESC, id",
            *(paper["id"], str(directory)),
        )
        first = len(rows) if keep is None else keep
        kept |= {row["slug"] for row in rows[:first]}
        found |= {row["id"]: Overdue(row["id"], row["slug"], row["url"]) for row in rows[first:]}
    return [each for each in found.values() if each.slug not in kept]
