"""What a worker does: a few rows, one after another, and a shard that tells of them."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Self

from baonoi.archive.index import write_shard
from baonoi.archive.job import Desk, failed
from baonoi.archive.order import Order
from baonoi.archive.record import Record
from baonoi.archive.row import Row
from baonoi.common.addresses import parts
from baonoi.common.parallel import take_share
from baonoi.errors import BaonoiError
from baonoi.told import Told
from baonoi.voices import Host

OBJECTS = 50_000
"""New objects between two looks for garbage: an article makes many and leaves few."""
OF_ALL = ("VoiceError", "OutputError", "StoppedError")
"""Kinds of errors that hinder every article alike: no voice, no room, no service."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of the list."""

    number: str
    """Which, in this run."""
    rows: tuple[Row, ...]

    def halves(self) -> tuple[Batch, Batch]:
        """The same in two."""
        middle = len(self.rows) // 2
        first, second = self.rows[:middle], self.rows[middle:]
        return Batch(f"{self.number}-0", first), Batch(f"{self.number}-1", second)


@dataclass(slots=True)
class Tally:
    """What became of some rows, in numbers."""

    statuses: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    """Of what failed."""
    hindered: int = 0
    """Failures that would meet any other article, too."""
    seconds: float = 0.0
    """Of work."""
    duration: float = 0.0
    """Seconds of sound."""
    bytes: int = 0
    """Of all files that were put."""
    files: int = 0
    requests: int = 0
    """To a service of voices, about."""

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Count."""
        tally = cls()
        for record in records:
            tally.statuses[record.status] += 1
            tally.seconds += record.seconds
            tally.bytes += record.stored
            tally.files += record.files
            tally.requests += record.requests
            if record.status == "failed":
                tally.codes[record.code] += 1
                tally.hindered += record.kind in OF_ALL
            else:
                tally.duration += record.duration
        return tally

    def add(self, other: Tally) -> None:
        """Count these, too."""
        self.statuses += other.statuses
        self.codes += other.codes
        self.hindered += other.hindered
        self.seconds += other.seconds
        self.duration += other.duration
        self.bytes += other.bytes
        self.files += other.files
        self.requests += other.requests

    @property
    def rows(self) -> int:
        """How many there were."""
        return self.statuses.total()


class ClusterTurns:
    """Whose turn it is, over all workers: the scheduler lends, and takes back from the dead."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._known: dict[str, Any] = {}

    def voice(self, engine: str) -> AbstractContextManager[object]:
        """So many at once speak through a service."""
        return self._turn(f"baonoi-voice-{engine}", self._order.online) if engine else nullcontext()

    def host(self, source: str) -> AbstractContextManager[object]:
        """So many at once fetch from a host."""
        if not source.startswith(("http://", "https://")):
            return nullcontext()
        host = parts(source).netloc.lower()
        return self._turn(f"baonoi-host-{host}", self._order.per_host)

    def _turn(self, name: str, most: int) -> AbstractContextManager[object]:
        from distributed import Semaphore

        if name not in self._known:
            self._known[name] = Semaphore(max_leases=most, name=name)
        turn: AbstractContextManager[object] = self._known[name]
        return turn


class _Process:
    """What this worker has open; threads of one process share it, though one is the shape."""

    lock = threading.Lock()
    desk: Desk | None = None
    rested = False


def desk_of(order: Order) -> Desk:
    """The desk of this process for that order; that of an earlier one is closed."""
    with _Process.lock:
        if _Process.desk is None or _Process.desk.order != order:
            if _Process.desk is not None:
                _Process.desk.host.close()
            take_share(1)
            _Process.desk = Desk(order, Host(), ClusterTurns(order))
        return _Process.desk


def read_batch(order: Order, batch: Batch) -> Tally:
    """Read the rows and put the shard; a task of the cluster.

    Raises:
        OutputError: the shard cannot be put.
    """
    desk = desk_of(order)
    records = [desk.read(row) for row in batch.rows]
    write_shard(desk.store, order.run, batch.number, records)
    _rest()
    return Tally.of(records)


def _rest() -> None:
    """Once all is loaded: what is there stays, and no look for garbage goes through it again."""
    with _Process.lock:
        if not _Process.rested:
            gc.collect()
            gc.freeze()
            gc.set_threshold(OBJECTS)
            _Process.rested = True


def set_aside(order: Order, batch: Batch) -> Tally:
    """Tell of rows that killed whoever worked on them; done by who gave the order.

    Raises:
        OutputError: the shard cannot be put.
    """
    from baonoi.archive.places import opened

    error = BaonoiError(
        Told("Whoever works on it is killed: it may need more memory than there is."),
        "worker-killed",
    )
    records = [failed(row, error) for row in batch.rows]
    write_shard(opened(order.target), order.run, batch.number, records)
    return Tally.of(records)
