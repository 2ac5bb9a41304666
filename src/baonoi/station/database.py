"""What a station knows, in one file of SQLite: several runs may use it, and any may be killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from baonoi.errors import BaonoiError, OutputError, StoppedError
from baonoi.store import paths
from baonoi.store.sqlite import SqliteFile
from baonoi.told import Told

VERSION = 2
SCHEMA = """
CREATE TABLE paper (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL UNIQUE,
  voice TEXT,
  keep INTEGER,
  wanted TEXT NOT NULL DEFAULT '[]',
  unwanted TEXT NOT NULL DEFAULT '[]',
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  changed REAL NOT NULL DEFAULT 0,
  due REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  gone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  paper INTEGER REFERENCES paper (id) ON DELETE SET NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  published REAL NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  seen REAL NOT NULL,
  listed REAL NOT NULL,
  state TEXT NOT NULL DEFAULT 'new',
  due REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  twin INTEGER REFERENCES article (id) ON DELETE SET NULL,
  sketch BLOB,
  numbers TEXT,
  content BLOB,
  told TEXT,
  directory TEXT,
  slug TEXT,
  source TEXT,
  seconds REAL,
  made REAL
);
CREATE INDEX article_by_state ON article (state, published);
CREATE INDEX article_by_paper ON article (paper, published);
CREATE INDEX article_by_twin ON article (twin);
CREATE TABLE bulletin (
  name TEXT PRIMARY KEY,
  directory TEXT NOT NULL,
  slug TEXT,
  made REAL NOT NULL,
  keep INTEGER
);
CREATE TABLE stale (
  directory TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE known (
  name TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX known_by_article ON known (article);
"""
"""Times are seconds since 1970. ``due`` is when something is tried, or asked for, again. A
folder is stale while something has come that its shelf and feeds may not tell."""
UPGRADES = (
    """
ALTER TABLE bulletin ADD COLUMN keep INTEGER;
CREATE TABLE stale (
  directory TEXT PRIMARY KEY
) WITHOUT ROWID;
""",
)


class Database(SqliteFile):
    """The open file: see :class:`SqliteFile`."""

    schema, version, upgrades = SCHEMA, VERSION, UPGRADES

    def __init__(self, path: Path | None = None) -> None:
        """Open it; it comes to be with the first to ask.

        Args:
            path: None is the person's own, ``paths.station()``.

        Raises:
            OutputError: it cannot be made or opened.
            BaonoiError: it is none, or of a later version.
        """
        super().__init__(path or paths.station())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other run updates the station meanwhile.

        Raises:
            StoppedError: another one does.
        """
        with self.held() as ours:
            if not ours:
                raise StoppedError(Told("Another update is under way."), "update-under-way")
            yield

    def stale(self, directory: Path) -> None:
        """Note that something comes into a folder, which its shelf and feeds must tell."""
        self.change("INSERT OR IGNORE INTO stale (directory) VALUES (?)", str(directory))

    def is_stale(self, directory: Path) -> bool:
        """Whether something came that they may not tell: a run may have been killed before."""
        query = "SELECT 1 FROM stale WHERE directory = ?"
        return self.row(query, str(directory)) is not None

    def unusable(self, reason: str) -> BaonoiError:
        """See :class:`SqliteFile`."""
        return OutputError(
            Told("Cannot use {path}: {reason}.", path=str(self.path), reason=reason),
            "station-unusable",
        )

    def damaged(self, reason: str) -> BaonoiError:
        """See :class:`SqliteFile`."""
        return BaonoiError(
            Told("{path} is damaged: {reason}.", path=str(self.path), reason=reason),
            "station-damaged",
        )

    def of_later_version(self) -> BaonoiError:
        """See :class:`SqliteFile`."""
        return BaonoiError(
            Told("{path} was made by a later version of Báo Nói.", path=str(self.path)),
            "station-of-later-version",
        )
