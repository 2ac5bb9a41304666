"""What was ordered of a server, in one file of SQLite: jobs that outlive it, however it ends."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from typing import NamedTuple

from baonoi.errors import BaonoiError, OutputError
from baonoi.reading.job import ReadingJob
from baonoi.server.job import Job
from baonoi.server.problems import Refused
from baonoi.server.settings import Limits
from baonoi.store.sqlite import SqliteFile
from baonoi.told import Told

VERSION = 1
SAME = 600.0
"""Seconds for which an order that was just carried out is not carried out again."""
SCHEMA = """
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  mark TEXT NOT NULL,
  told TEXT NOT NULL,
  client TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  title TEXT NOT NULL DEFAULT '',
  voice TEXT NOT NULL DEFAULT '',
  slug TEXT NOT NULL DEFAULT '',
  seconds REAL NOT NULL DEFAULT 0,
  audio TEXT,
  error TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  due REAL NOT NULL DEFAULT 0,
  created REAL NOT NULL,
  begun REAL,
  changed REAL NOT NULL
);
CREATE INDEX job_by_state ON job (state, created);
CREATE INDEX job_by_mark ON job (mark);
CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  job TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  due REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  UNIQUE (job, url)
);
CREATE INDEX delivery_by_state ON delivery (state, due);
"""
"""Times are seconds since 1970. ``mark`` is the same of orders that are, ``told`` the order, which
is kept until it is carried out."""
_OPEN = "state IN ('waiting', 'reading')"


class Delivery(NamedTuple):
    """Word of a job that is to be sent."""

    id: str
    job: str
    url: str
    failures: int
    """How often it could not be."""


class Ledger(SqliteFile):
    """The jobs of a folder of recordings."""

    schema, version = SCHEMA, VERSION
    synchronous = "FULL"  # who was told that an order is taken is not told twice

    def find(self, name: str) -> Job | None:
        """The job of that name."""
        row = self.row("SELECT * FROM job WHERE id = ?", name)
        return None if row is None else _job(row)

    def same(self, order: ReadingJob, now: float) -> Job | None:
        """The job that the same order has become, if that is not long ago."""
        row = self.row(
            f"SELECT * FROM job WHERE mark = ? AND ({_OPEN} OR (state = 'done' AND changed > ?))",
            *(_mark(order), now - SAME),
        )
        return None if row is None else _job(row)

    def make_room(self, client: str, limits: Limits) -> None:
        """See whether another order may come.

        Raises:
            Refused: too much waits already, of all or of this client.
        """
        of_all = self._count(_OPEN)
        of_client = self._count(f"{_OPEN} AND client = ?", client)
        if of_all >= limits.queue or of_client >= limits.queue_each:
            raise Refused(429, "queue-full", "Too much waits to be read.", Retry_After="60")

    def add(self, job: Job, client: str, now: float) -> Job:
        """Take an order; the job that it is, which may be there already."""
        with self.whole():
            there = self.find(job.id) or self.same(job.order, now)
            if there is not None:
                return there
            self.change(
                "INSERT INTO job (id, mark, told, client, state, title, voice, slug, created,"
                " begun, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(job.id, _mark(job.order), json.dumps(job.order.to_json()), client),
                *(job.state, job.title, job.voice, job.slug, now, job.begun, now),
            )
            return job

    def next(self, now: float) -> Job | None:
        """What is to be begun: of the client of whom least is being read what came first."""
        row = self.row(
            "SELECT * FROM job WHERE state = 'waiting' AND due <= ? ORDER BY (SELECT count(*)"
            " FROM job AS other WHERE other.state = 'reading' AND other.client = job.client),"
            " created LIMIT 1",
            now,
        )
        return None if row is None else _job(row)

    def begin(self, name: str, now: float) -> bool:
        """Note that it is begun; whether it still waited."""
        with self.whole():
            self.change(
                "UPDATE job SET state = 'reading', begun = coalesce(begun, ?), changed = ?"
                " WHERE id = ? AND state = 'waiting'",
                *(now, now, name),
            )
            return bool(self.rows("SELECT 1 WHERE changes()"))

    def understood(self, name: str, title: str, voice: str, slug: str) -> None:
        """Note what it turned out to be."""
        self.change(
            "UPDATE job SET title = ?, voice = ?, slug = ? WHERE id = ?", title, voice, slug, name
        )

    def put_off(self, name: str, due: float, failures: int) -> None:
        """It could not be begun; try again then."""
        self.change(
            "UPDATE job SET state = 'waiting', due = ?, failures = ?"
            " WHERE id = ? AND state = 'reading'",
            *(due, failures, name),
        )

    def settle(
        self,
        name: str,
        state: str,
        now: float,
        *,
        seconds: float = 0.0,
        audio: str | None = None,
        error: str | None = None,
    ) -> bool:
        """Note how it ended, and let everybody know who wanted to; whether it had not before."""
        with self.whole():
            self.change(
                "UPDATE job SET state = ?, seconds = ?, audio = ?, error = ?, changed = ?,"
                f" told = '', client = '' WHERE id = ? AND {_OPEN}",
                *(state, seconds, audio, error, now, name),
            )
            if not self.rows("SELECT 1 WHERE changes()"):
                return False
            self.change(
                "UPDATE delivery SET state = 'due', due = ? WHERE job = ? AND state = 'waiting'",
                *(now, name),
            )
            return True

    def notify(self, name: str, url: str, now: float) -> None:
        """Have word of a job sent to an address once it is over."""
        with self.whole():
            self.change(
                "INSERT OR IGNORE INTO delivery (id, job, url, state, due) SELECT ?, id, ?,"
                f" iif({_OPEN}, 'waiting', 'due'), ? FROM job WHERE id = ?",
                *(f"msg_{secrets.token_urlsafe(15)}", url, now, name),
            )

    def due(self, now: float, most: int, lease: float) -> list[Delivery]:
        """What is to be sent now; nobody else gets it within so many seconds."""
        with self.whole():
            rows = self.rows(
                "SELECT * FROM delivery WHERE state = 'due' AND due <= ? ORDER BY due LIMIT ?",
                *(now, most),
            )
            for row in rows:
                self.change("UPDATE delivery SET due = ? WHERE id = ?", now + lease, row["id"])
        return [Delivery(row["id"], row["job"], row["url"], row["failures"]) for row in rows]

    def sent(self, name: str) -> None:
        """Word was taken; of the address nothing is kept."""
        self.change("UPDATE delivery SET state = 'sent', url = id WHERE id = ?", name)

    def unsent(self, name: str, due: float | None) -> None:
        """Word was not taken; it is sent again then, or never."""
        self.change(
            "UPDATE delivery SET state = iif(? IS NULL, 'given up', 'due'),"
            " due = coalesce(?, due), failures = failures + 1 WHERE id = ?",
            *(due, due, name),
        )

    def told(self, name: str) -> list[str]:
        """What became of each word that was to be sent of a job."""
        rows = self.rows("SELECT state FROM delivery WHERE job = ? ORDER BY rowid", name)
        return [row["state"] for row in rows]

    def alone(self, job: Job) -> bool:
        """Whether no other job has made a recording under the same slug since it began."""
        other = self.row(
            "SELECT 1 FROM job WHERE slug = ? AND id != ? AND state != 'waiting' AND changed >= ?",
            *(job.slug, job.id, job.begun),
        )
        return other is None

    def interrupted(self) -> list[Job]:
        """What was being read when a server ended."""
        return [_job(row) for row in self.rows("SELECT * FROM job WHERE state = 'reading'")]

    def waiting(self) -> int:
        """How many wait."""
        return self._count("state = 'waiting'")

    def sweep(self, before: float) -> None:
        """Forget what was over before that."""
        self.change(f"DELETE FROM job WHERE NOT {_OPEN} AND changed < ?", before)

    def unusable(self, reason: str) -> BaonoiError:
        """See :class:`SqliteFile`."""
        return OutputError(
            Told("Cannot use {path}: {reason}.", path=str(self.path), reason=reason),
            "jobs-unusable",
        )

    def damaged(self, reason: str) -> BaonoiError:
        """See :class:`SqliteFile`."""
        return OutputError(
            Told("{path} is damaged: {reason}.", path=str(self.path), reason=reason),
            "jobs-damaged",
        )

    def of_later_version(self) -> BaonoiError:
        """See :class:`SqliteFile`."""
        return OutputError(
            Told("{path} was made by a later version of Báo Nói.", path=str(self.path)),
            "jobs-of-later-version",
        )

    def _count(self, condition: str, *values: str) -> int:
        row = self.row(f"SELECT count(*) AS many FROM job WHERE {condition}", *values)
        return 0 if row is None else int(row["many"])


def _mark(order: ReadingJob) -> str:
    told = json.dumps(order.to_json(), sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _job(row: sqlite3.Row) -> Job:
    told = json.loads(row["told"]) if row["told"] else None
    return Job(
        row["id"],
        row["state"],
        row["title"],
        row["voice"],
        row["slug"],
        row["seconds"],
        row["audio"],
        row["error"],
        row["failures"],
        row["begun"],
        row["changed"],
        ReadingJob("") if told is None else ReadingJob.from_json(told),
    )
