"""The folder of recordings as a station keeps it: feeds of its papers, and old recordings go.

What goes leaves the feeds and the shelf first, then the disk, then the station's memory: whatever
is killed in between, the next update does the rest, and no feed names what is not there.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from baonoi.publish.namesakes import forget
from baonoi.publish.renewal import renew
from baonoi.station.database import Database
from baonoi.station.pruning import Overdue
from baonoi.store.files import remove_folder, writing
from baonoi.store.local import LocalStore


def tidy_shelf(
    database: Database, directory: Path, base_url: str | None, old: list[Overdue]
) -> None:
    """Write the folder's shelf and feeds anew, and take away what is old.

    Raises:
        OutputError: something cannot be written or taken away.
    """
    going = {each.slug for each in old}
    if directory.is_dir():
        renew(directory, base_url, _groups(database, directory), going)
    store = LocalStore(directory)
    for each in old:
        with writing(directory / each.slug):
            remove_folder(directory / each.slug)
        forget(store, each.url)
        for table in ("article", "bulletin"):
            database.change(
                f"UPDATE {table} SET slug = NULL WHERE slug = ? AND directory = ?",
                *(each.slug, str(directory)),
            )


def _groups(database: Database, directory: Path) -> dict[str, set[str]]:
    """The slugs of each paper."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for row in database.rows(
        "SELECT name, slug FROM article JOIN paper ON paper.id = article.paper"
        " WHERE slug IS NOT NULL AND state = 'read' AND directory = ?",
        str(directory),
    ):
        groups[row["name"]].add(row["slug"])
    return dict(groups)
