"""What a whole archive will come to, by a sample of it that is really read."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from baonoi.archive.batch import Tally
from baonoi.archive.row import Row

SEED = 1
"""The same list has the same sample, which is there the second time."""
BESIDE = 2
"""Requests to the store for an article besides those that put its files: whether it is there, and
its source where that is an object."""


def sample(rows: Iterable[Row], size: int) -> tuple[list[Row], int]:
    """So many rows by chance, and how many there are; none but those are held (Vitter's R)."""
    chance = random.Random(SEED)
    chosen: list[Row] = []
    count = 0
    for count, row in enumerate(rows, 1):
        if len(chosen) < size:
            chosen.append(row)
        elif (place := chance.randrange(count)) < size:
            chosen[place] = row
    return chosen, count


@dataclass(frozen=True, slots=True)
class Forecast:
    """The whole, as the sample has it. Times and bytes are of what is not there yet."""

    rows: int
    sampled: int
    failed: int
    """Of the sample."""
    core_hours: float
    hours: float
    """On as many workers as read the sample."""
    sound: float
    """Hours of it."""
    bytes: int
    store_requests: int
    voice_requests: int

    def to_json(self) -> dict[str, object]:
        """As an object of JSON."""
        return {
            "version": 1,
            "rows": self.rows,
            "sampled": self.sampled,
            "failed": self.failed,
            "core_hours": round(self.core_hours, 2),
            "hours": round(self.hours, 2),
            "hours_of_sound": round(self.sound, 1),
            "bytes": self.bytes,
            "store_requests": self.store_requests,
            "voice_requests": self.voice_requests,
        }


def forecast(tally: Tally, rows: int, workers: int) -> Forecast:
    """Reckon from what a sample came to; what of it was kept already tells only its sound."""
    done = tally.rows or 1
    made = tally.statuses["read"]
    share = rows / done
    each = rows / made if made else 0.0
    hours = tally.seconds * (share if made == tally.rows else each) / 3600
    return Forecast(
        rows,
        tally.rows,
        tally.statuses["failed"],
        hours,
        hours / max(1, workers),
        tally.duration * share / 3600,
        round(tally.bytes * each),
        round((tally.files + BESIDE * made) * each),
        round(tally.requests * each),
    )
