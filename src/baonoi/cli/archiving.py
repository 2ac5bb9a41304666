"""What a person sees and is told of an archive while it is read, and afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from baonoi.archive.cluster import cluster
from baonoi.archive.estimate import forecast, sample
from baonoi.archive.index import FAILED, merged, rebuild, write_index
from baonoi.archive.manifest import rows
from baonoi.archive.order import Order, new_run
from baonoi.archive.places import joined, opened
from baonoi.archive.run import run
from baonoi.archive.sweep import PROBE, sweep
from baonoi.cli.language import said
from baonoi.cli.output import complain, note, show
from baonoi.errors import BaonoiError, StoppedError, UsageError
from baonoi.store.shared import probe
from baonoi.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from baonoi.archive.batch import Tally
    from baonoi.archive.row import Row
    from baonoi.store.shared import SharedStore

EVERY = 10.0
"""Seconds between two lines of progress."""
NAMES = {
    "articles": Told("articles"),
    "rows": Told("rows of the list"),
    "sampled": Told("rows of the sample"),
    "read": Told("articles read"),
    "kept": Told("articles there already"),
    "failed": Told("articles failed"),
    "hours": Told("hours of sound"),
    "core_hours": Told("core-hours"),
    "bytes": Told("bytes of sound"),
    "store_requests": Told("requests to the store"),
    "voice_requests": Told("requests to the voice"),
    "voices": Told("voices"),
    "codes": Told("reasons of failure"),
    "files_removed": Told("files removed"),
    "bytes_removed": Told("bytes removed"),
    "rebuilt": Told("recordings found"),
    "run": Told("run"),
}
"""What a person is told, by its name in JSON."""
FORESEEN = {
    **NAMES,
    "hours": Told("hours of work"),
    "hours_of_sound": Told("hours of sound"),
}
"""The same of a forecast."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a list is read."""

    manifest: str | None
    """None is what failed before."""
    limit: int | None = None
    sample: int | None = None
    form: str | None = None
    """Of the index; None is Parquet, where that can be written."""


def read(
    wanted: Wanted,
    order: Order,
    workers: int | None,
    scheduler: str | None,
    *,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read, write the index, and tell what became of it; the exit status."""
    store = opened(order.target)
    if order.conditional and not probe(store, PROBE):
        raise UsageError(
            Told("{target} keeps no condition: two workers could mix.", target=order.target),
            "store-without-conditions",
        )
    coming: Iterable[Row] = _rows(wanted, order)
    count = 0
    if wanted.sample is not None:
        coming, count = sample(coming, wanted.sample)
    seen = Seen(quiet=quiet)
    stopped: BaonoiError | None = None
    with cluster(workers, scheduler) as found:
        threads = found.threads()
        if not quiet:
            told = Told(
                "{voice} reads, in {threads} processes", voice=order.voice.name, threads=threads
            )
            note(told)
            if found.dashboard:
                note(Told("to see how it goes, open {page}", page=found.dashboard))
        try:
            run(coming, order, found, tell=seen)
        except StoppedError as error:
            stopped = error
    with merged(store) as index:
        write_index(store, index, wanted.form or usual_form())
    tally = seen.tally
    if wanted.sample is not None and stopped is None:
        expected = forecast(tally, count, threads).to_json()
        text = json.dumps(expected, ensure_ascii=False, indent=1)
        show(text if as_json else line(expected, FORESEEN))
        return 0
    told_of = {**tally_told(tally), "run": order.run}
    show(json.dumps(told_of, ensure_ascii=False, indent=1) if as_json else line(told_of))
    if stopped is not None:
        return complain(stopped)
    if tally.statuses["failed"]:
        return complain(_some_failed(tally, order.target))
    return 0


def keep(what: str, target: str, older: float, form: str | None) -> dict[str, Any]:
    """Tell of an archive, sweep it, or make its index anew; what came of it."""
    store: SharedStore = opened(target)
    told: dict[str, Any] = {}
    if what == "sweep":
        swept = sweep(store, new_run(), older)
        told = {"files_removed": swept.files, "bytes_removed": swept.bytes}
    if what == "rebuild":
        told = {"rebuilt": rebuild(store, new_run())}
    with merged(store) as index:
        if what != "status":
            write_index(store, index, form or usual_form())
        return {**index.summary().to_json(), **told}


def usual_form() -> str:
    """Parquet, where that can be written."""
    from importlib.util import find_spec

    return "jsonl" if find_spec("pyarrow") is None else "parquet"


def tally_told(tally: Tally) -> dict[str, Any]:
    """What became of a run, as an object of JSON."""
    return {
        "version": 1,
        "read": tally.statuses["read"],
        "kept": tally.statuses["kept"],
        "failed": tally.statuses["failed"],
        "hours": round(tally.duration / 3600, 2),
        "core_hours": round(tally.seconds / 3600, 2),
        "bytes": tally.bytes,
        "codes": dict(tally.codes.most_common()),
    }


def line(told: dict[str, Any], names: dict[str, Told] = NAMES) -> str:
    """The same for a person: a name and a value a line."""
    rows = [(said(names[name]), _shown(value)) for name, value in told.items() if name in names]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {number}" for key, number in value.items()) or "-"
    return said(Told("{value}", value=value))


class Seen:
    """Told how far a run is; tells a person now and then."""

    def __init__(self, *, quiet: bool) -> None:
        from baonoi.archive.batch import Tally

        self.tally = Tally()
        self._quiet = quiet
        self._told = time.monotonic()

    def __call__(self, tally: Tally) -> None:
        """Take what became of all rows so far."""
        self.tally = tally
        if self._quiet or time.monotonic() - self._told < EVERY:
            return
        self._told = time.monotonic()
        note(
            Told(
                "{read} read, {kept} there already, {failed} failed; {hours:.1f} hours of sound",
                read=tally.statuses["read"],
                kept=tally.statuses["kept"],
                failed=tally.statuses["failed"],
                hours=tally.duration / 3600,
            )
        )


def _rows(wanted: Wanted, order: Order) -> Iterator[Row]:
    manifest = wanted.manifest or joined(order.target, FAILED)
    found = rows(manifest, allow_private=order.options.allow_private)
    return islice(found, wanted.limit)


def _some_failed(tally: Tally, target: str) -> StoppedError:
    return StoppedError(
        Told(
            "{failed} of {rows} articles could not be read ({codes}).",
            failed=tally.statuses["failed"],
            rows=tally.rows,
            codes=", ".join(f"{code} {count}" for code, count in tally.codes.most_common(5)),
        ),
        "archive-unfinished",
        target=target,
    )
