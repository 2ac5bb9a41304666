"""The index of an archive: what became of every article.

Workers write it, a shard a batch, so that nothing is lost with whoever gave the order. The shards
of later runs come later in the order of their names, and what is told last of an article counts.
Merged, the index is one file of Parquet or JSON lines. The merging is done in a database on the
disk of this machine: an archive has more articles than its memory holds.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from pathlib import Path

from baonoi.archive.job import of_head
from baonoi.archive.places import ARTICLES
from baonoi.archive.record import NAMES, TYPES, Record
from baonoi.common.parallel import in_order
from baonoi.errors import UsageError
from baonoi.publish.library import MANIFEST
from baonoi.publish.once import head_of_kept
from baonoi.store.shared import Entry, SharedStore
from baonoi.store.work import work_folder
from baonoi.told import Told

SHARDS = "shards"
INDEX = "index"
"""The merged file, with ``.parquet`` or ``.jsonl`` behind it."""
FAILED = "failed.jsonl"
"""The list of what failed, by kind: a list that can be read again."""
READERS = 16
"""Shards or manifests that are fetched side by side."""
_REBUILT = 4096
"""Records in a shard of a rebuilt index."""
_ROWS = 10_000
"""Of a merged index that are in memory at once."""
_LASTING = ("title", "home", "audio", "stored", "files", "requests")
"""What an earlier run told of an article, and a later one that failed or made nothing does not."""
_SQL = {str: "TEXT", int: "INTEGER", float: "REAL"}


def shard_name(run: str, number: str) -> str:
    """Where a batch of a run is told of."""
    return f"{SHARDS}/{run}/{number}.jsonl"


def write_shard(store: SharedStore, run: str, number: str, records: Iterable[Record]) -> bool:
    """Put a shard unless it is there; whether it was put.

    Raises:
        OutputError: it cannot be put.
    """
    text = "".join(f"{record.to_json()}\n" for record in records)
    return store.put_new(shard_name(run, number), BytesIO(text.encode("utf-8")))


@dataclass(slots=True)
class Summary:
    """What an archive comes to."""

    statuses: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    """Of what failed."""
    voices: Counter[str] = field(default_factory=Counter)
    duration: float = 0.0
    """Seconds of sound."""
    bytes: int = 0
    """Of MP3s."""

    def to_json(self) -> dict[str, object]:
        """As an object of JSON."""
        made = self.statuses["read"] + self.statuses["kept"]
        return {
            "version": 1,
            "articles": made,
            "failed": self.statuses["failed"],
            "hours": round(self.duration / 3600, 2),
            "bytes": self.bytes,
            "voices": dict(self.voices.most_common()),
            "codes": dict(self.codes.most_common()),
        }


class Merged:
    """All that is known of an archive, one record an article."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def records(self) -> Iterator[Record]:
        """In the order of their keys."""
        columns = ", ".join(f'"{name}"' for name in NAMES)
        rows = self._database.execute(f"SELECT {columns} FROM record ORDER BY key")
        yield from (Record(*row) for row in rows)

    def failed(self) -> Iterator[Record]:
        """What failed, by kind."""
        columns = ", ".join(f'"{name}"' for name in NAMES)
        rows = self._database.execute(
            f"SELECT {columns} FROM record WHERE status = 'failed' ORDER BY code, key"
        )
        yield from (Record(*row) for row in rows)

    def home(self, key: str) -> str:
        """The folder of an article's manifest; empty where it is not known."""
        row = self._database.execute("SELECT home FROM record WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def summary(self) -> Summary:
        """Counted."""
        found = Summary()
        for record in self.records():
            found.statuses[record.status] += 1
            if record.status == "failed":
                found.codes[record.code] += 1
                continue
            found.voices[record.voice] += 1
            found.duration += record.duration
            found.bytes += record.bytes
        return found

    def add(self, records: Iterable[Record]) -> None:
        """Take these as what is told last; what they do not tell of where it is stays."""
        names = ", ".join(f'"{name}"' for name in NAMES)
        marks = ", ".join("?" * len(NAMES))
        news = ", ".join(
            f'"{name}" = CASE WHEN excluded."{name}" IN (\'\', 0) THEN "{name}" '
            f'ELSE excluded."{name}" END'
            if name in _LASTING
            else f'"{name}" = excluded."{name}"'
            for name in NAMES
            if name != "key"
        )
        insert = (
            f"INSERT INTO record ({names}) VALUES ({marks}) ON CONFLICT (key) DO UPDATE SET {news}"
        )
        with self._database:
            self._database.executemany(
                insert, ([getattr(record, name) for name in NAMES] for record in records)
            )


@contextmanager
def merged(store: SharedStore) -> Iterator[Merged]:
    """Read all shards, the earliest first; nobody is kept from writing more.

    Raises:
        OutputError: the store cannot be read.
    """
    with work_folder() as work, closing(_database(work / "index.sqlite3")) as database:
        found = Merged(database)
        names = (name for name in store.list(SHARDS) if name.endswith(".jsonl"))
        for text in in_order(store.read, names, READERS, 2 * READERS):
            found.add(map(Record.from_json, filter(None, text.decode("utf-8").split("\n"))))
        yield found


def _database(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False)
    database.execute("PRAGMA journal_mode = OFF")  # it is gone with whoever made it
    database.execute("PRAGMA synchronous = OFF")
    columns = ", ".join(f'"{name}" {_SQL[TYPES[name]]}' for name in NAMES)
    database.execute(f'CREATE TABLE record ({columns}, PRIMARY KEY ("key")) WITHOUT ROWID')
    return database


def write_index(store: SharedStore, found: Merged, form: str) -> str:
    """Write the merged index and the list of what failed; give the index's name.

    Args:
        store: of the archive.
        found: what is known of it.
        form: ``parquet`` or ``jsonl``.

    Raises:
        OutputError: it cannot be written.
        UsageError: it cannot be written as Parquet here.
    """
    with work_folder() as work:
        path = work / INDEX
        (_as_parquet if form == "parquet" else _as_lines)(found.records(), path)
        name = f"{INDEX}.{form}"
        with path.open("rb") as file:
            store.put(name, file)
        with path.open("wb") as failures:
            failures.writelines(f"{_retried(record)}\n".encode() for record in found.failed())
        with path.open("rb") as file:
            store.put(FAILED, file)
    return name


def _retried(record: Record) -> str:
    """A row of a list that is read again, and why."""
    told = {
        "source": record.source,
        "id": record.id,
        "voice": record.asked_voice,
        "options": record.asked_options,
        "code": record.code,
        "message": record.message,
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)


def _as_lines(records: Iterable[Record], path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(f"{record.to_json()}\n".encode() for record in records)


def _as_parquet(records: Iterable[Record], path: Path) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(
            Told("Parquet cannot be written here: pyarrow is not installed."),
            "library-missing",
            extra="archive",
        ) from error
    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    schema = pyarrow.schema([(name, kinds[TYPES[name]]) for name in NAMES])
    coming = iter(records)
    with parquet.ParquetWriter(path, schema, compression="zstd") as table:
        while some := list(islice(coming, _ROWS)):
            columns = {name: [getattr(record, name) for record in some] for name in NAMES}
            table.write_table(pyarrow.table(columns, schema=schema))


def rebuild(store: SharedStore, run: str) -> int:
    """Tell in shards of a run of its own what the manifests tell; how many articles there are.

    Of an article with several revisions the one counts that was put last.

    Raises:
        OutputError: the store cannot be read or written.
    """
    count = number = 0
    coming = in_order(lambda home: _record(store, home), _latest(store), READERS, 2 * READERS)
    found = (record for record in coming if record is not None)
    while some := list(islice(found, _REBUILT)):
        write_shard(store, run, f"{number:08d}", some)
        number += 1
        count += len(some)
    return count


def manifests(store: SharedStore) -> Iterator[Entry]:
    """The manifest of each revision of each article, in the order of their names."""
    for entry in store.entries(ARTICLES):
        if entry.name.count("/") == 4 and entry.name.endswith(f"/{MANIFEST}"):
            yield entry


def key_of(name: str) -> str:
    """The key of the article that a file in an archive is of."""
    return "/".join(name.split("/", 3)[1:3])


def _latest(store: SharedStore) -> Iterator[str]:
    """The folder of the manifest of each article that was put last."""
    last: Entry | None = None
    for entry in manifests(store):
        if last is not None and key_of(last.name) != key_of(entry.name):
            yield last.name.rpartition("/")[0]
            last = None
        if last is None or entry.modified >= last.modified:
            last = entry
    if last is not None:
        yield last.name.rpartition("/")[0]


def _record(store: SharedStore, home: str) -> Record | None:
    head = head_of_kept(store, home)
    return None if head is None else of_head(home, head, "kept")
