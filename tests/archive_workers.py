"""What a worker does in tests instead of reading: it dies, waits, or does nothing."""

from __future__ import annotations

import os
import signal
import time

from baonoi.archive.batch import Batch, Tally, read_batch
from baonoi.archive.order import Order
from baonoi.archive.record import Record
from baonoi.errors import OutputError
from baonoi.told import Told

POISON = "poison"


def nothing(order: Order, batch: Batch) -> Tally:
    return Tally.of(Record(row.key, "read") for row in batch.rows)


def poisoned(order: Order, batch: Batch) -> Tally:
    """Read, but for a row that kills whoever takes it."""
    if any(POISON in row.source for row in batch.rows):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_batch(order, batch)


def slow(order: Order, batch: Batch) -> Tally:
    time.sleep(0.2)
    return nothing(order, batch)


def unwritable(order: Order, batch: Batch) -> Tally:
    raise OutputError(Told("Make room."), "unwritable")


def hindered(order: Order, batch: Batch) -> Tally:
    return Tally.of(
        Record(row.key, "failed", code="service-absent", kind="VoiceError") for row in batch.rows
    )
