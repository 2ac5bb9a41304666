"""One file of SQLite: several runs may use it, and any may be killed."""

from __future__ import annotations

import os
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from baonoi.errors import BaonoiError
from baonoi.store import paths
from baonoi.store.files import writing
from baonoi.store.lock import locked

BUSY = 30.0
"""Seconds for which another run's change is waited for."""


class SqliteFile(ABC):
    """The open file. Threads share it; a change is made as a whole or not at all."""

    schema: ClassVar[str]
    """The statements that make it."""
    version: ClassVar[int]
    """Of the schema; a file of a later one is left alone."""
    upgrades: ClassVar[tuple[str, ...]] = ()
    """The statements that make the second version of the first, and so on."""
    synchronous: ClassVar[str] = "NORMAL"
    """Of SQLite: whether a change survives a failure of the power, too (FULL)."""

    def __init__(self, path: Path) -> None:
        """Open it; it comes to be with the first to ask.

        Raises:
            OutputError: it cannot be made or opened.
            BaonoiError: it is none, or of a later version.
        """
        self.path = path
        self._lock = threading.RLock()
        with writing(self.path):
            paths.private(self.path.parent)
        with self._understood():
            self._connection = sqlite3.connect(
                self.path, timeout=BUSY, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            self._prepare()

    @abstractmethod
    def unusable(self, reason: str) -> BaonoiError:
        """What is told where the system does not let us use it."""

    @abstractmethod
    def damaged(self, reason: str) -> BaonoiError:
        """What is told where it is no such file, or a broken one."""

    @abstractmethod
    def of_later_version(self) -> BaonoiError:
        """What is told where a later version made it."""

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
    def held(self) -> Iterator[bool]:
        """Whether no other run holds it; none will, as long as the block lasts."""
        beside = self.path.with_name(f"{self.path.name}.lock")
        with writing(beside):
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with writing(beside):
                ours = locked(descriptor)
            yield ours
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
        run(f"PRAGMA synchronous = {self.synchronous}")
        run("PRAGMA foreign_keys = ON")
        if self._version() < self.version:
            with self.whole():
                there = self._version()  # another run may have been quicker
                for statements in self.upgrades[there - 1 :] if there else (self.schema,):
                    for statement in statements.split(";\n"):
                        run(statement)
                run(f"PRAGMA user_version = {max(there, self.version)}")
        if self._version() > self.version:
            raise self.of_later_version()

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """What SQLite says, in words for a person."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self.unusable(str(error)) from error
        except sqlite3.DatabaseError as error:
            raise self.damaged(str(error)) from error
