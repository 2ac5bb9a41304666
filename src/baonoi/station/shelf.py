"""The folder of recordings as a station keeps it: feeds of its papers, and old recordings go.

What goes leaves the feeds and the shelf first, then the disk, then the station's memory: whatever
is killed in between, the next update does the rest, and no feed names what is not there.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from pathlib import Path

from baonoi.publish.renewal import renew
from baonoi.station.database import Database


def tidy_shelf(database: Database, directory: Path, base_url: str | None, old: list[str]) -> None:
    """Write the folder's shelf and feeds anew, and take away the recordings of these slugs.

    Raises:
        OutputError: something cannot be written or taken away.
    """
    if directory.is_dir():
        renew(directory, base_url, groups(database, directory), old)
    database.change("DELETE FROM stale WHERE directory = ?", str(directory))
    for table, slug in product(("article", "bulletin"), old):
        database.change(
            f"UPDATE {table} SET slug = NULL WHERE slug = ? AND directory = ?",
            *(slug, str(directory)),
        )


def groups(database: Database, directory: Path) -> dict[str, set[str]]:
    """The slugs of each paper, by its name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in database.rows(
        "SELECT name, slug FROM article JOIN paper ON paper.id = article.paper"
        " WHERE slug IS NOT NULL AND state = 'read' AND directory = ? ORDER BY paper.id",
        str(directory),
    ):
        found[row["name"]].add(row["slug"])
    return dict(found)
