"""Which recordings are older than what their papers may keep."""

from __future__ import annotations

from itertools import dropwhile
from pathlib import Path

from baonoi.publish.library import MANIFEST
from baonoi.station.articles import Limits
from baonoi.station.database import Database


def overdue(database: Database, directory: Path, limits: Limits) -> list[str]:
    """The slugs of the recordings that are more than their papers may keep, the oldest of each."""
    found: set[str] = set()
    kept: set[str] = set()
    for paper in database.rows("SELECT id, keep FROM paper"):
        keep = limits.keep if paper["keep"] is None else paper["keep"]
        rows = database.rows(
            "SELECT slug FROM article WHERE paper = ? AND state = 'read'"
            " AND slug IS NOT NULL AND directory = ? ORDER BY published DESC, id",
            *(paper["id"], str(directory)),
        )
        first = len(rows) if keep is None else keep
        kept |= {row["slug"] for row in rows[:first]}
        found |= {row["slug"] for row in rows[first:]}
    return sorted(found - kept)


def overdue_bulletins(database: Database, directory: Path) -> list[str]:
    """The slugs of the bulletins that are more than the last one wanted to be kept, the oldest.

    One that is being made, or was when its run was killed, counts for nothing.
    """
    rows = database.rows(
        "SELECT slug, keep FROM bulletin WHERE slug IS NOT NULL AND directory = ?"
        " ORDER BY made DESC",
        str(directory),
    )
    there = list(dropwhile(lambda row: not (directory / row["slug"] / MANIFEST).exists(), rows))
    keep = there[0]["keep"] if there else None
    return [] if keep is None else [row["slug"] for row in there[keep:]]
