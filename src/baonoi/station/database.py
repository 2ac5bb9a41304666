"""What a station knows, in one file of SQLite: several runs may use it, and any may be killed."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from baonoi.errors import BaonoiError, OutputError, StoppedError
from baonoi.store import paths
from baonoi.store.files import writing
from baonoi.store.lock import locked
from baonoi.told import Told

VERSION = 1
BUSY = 30.0
"""Seconds for which another run's change is waited for."""
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
  made REAL NOT NULL
);
CREATE TABLE known (
  name TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX known_by_article ON known (article);
"""
"""Times are seconds since 1970. ``due`` is when something is tried, or asked for, again."""


class Database:
    """The open file. Threads share it; a change is made as a whole or not at all."""

    def __init__(self, path: Path | None = None) -> None:
        """Open it; it comes to be with the first to ask.

        Args:
            path: None is the person's own, ``paths.station()``.

        Raises:
            OutputError: it cannot be made or opened.
            BaonoiError: it is none, or of a later version.
        """
        self.path = path or paths.station()
        self._lock = threading.RLock()
        with writing(self.path):
            paths.private(self.path.parent)
        with self._understood():
            self._connection = sqlite3.connect(
                self.path, timeout=BUSY, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            self._prepare()

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._lock, self._understood():
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values: Any) -> sqlite3.Row | None:
        """The first that it finds."""
        return next(iter(self.rows(query, *values)), None)

    def change(self, statement: str, *values: Any) -> int:
        """Change something; give the number of what was inserted."""
        with self._lock, self._understood():
            return self._connection.execute(statement, values).lastrowid or 0

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All changes of the block together, or none of them; nobody else's come between."""
        with self._lock, self._understood():
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other run updates the station meanwhile.

        Raises:
            StoppedError: another one does.
        """
        beside = self.path.with_name(f"{self.path.name}.lock")
        with writing(beside):
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with writing(beside):
                ours = locked(descriptor)
            if not ours:
                raise StoppedError(Told("Another update is under way."), "update-under-way")
            yield
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _prepare(self) -> None:
        run = self._connection.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA foreign_keys = ON")
        if self._version() < VERSION:
            with self.whole():
                if self._version() == 0:  # another run may have been quicker
                    for statement in SCHEMA.split(";\n"):
                        run(statement)
                    run(f"PRAGMA user_version = {VERSION}")
        if self._version() > VERSION:
            raise BaonoiError(
                Told("{path} was made by a later version of Báo Nói.", path=str(self.path)),
                "station-of-later-version",
            )

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """What SQLite says, in words for a person."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputError(
                Told("Cannot use {path}: {reason}.", path=str(self.path), reason=str(error)),
                "station-unusable",
            ) from error
        except sqlite3.DatabaseError as error:
            raise BaonoiError(
                Told("{path} is damaged: {reason}.", path=str(self.path), reason=str(error)),
                "station-damaged",
            ) from error
