"""What is to be read: a list, a sitemap, a feed, a folder or a bucket becomes rows, one at a time.

Nothing here holds a list: a line, a batch of columns or a page of a listing is in memory.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from baonoi.archive.places import local_path, unreadable
from baonoi.archive.row import Row
from baonoi.archive.sitemap import rows_of_address, rows_of_markup
from baonoi.errors import BaonoiError, SourceError, UsageError
from baonoi.store.objects import Bucket, is_object, parted
from baonoi.told import Told

LINE = 1 << 20
"""Bytes of a line of a list."""
BATCH = 4096
"""Rows of a Parquet file that are in memory."""
_COLUMNS = ("id", "source", "voice", "options")
_GLOB = set("*?[")

Read = Callable[[BinaryIO, str], Iterator[Row]]


def rows(place: str, *, allow_private: bool = False) -> Iterator[Row]:
    """The rows of a list; one that cannot be used comes with its fault.

    Args:
        place: a ``.jsonl``, ``.csv``, ``.tsv`` or ``.parquet`` file (the first three may be
            ``.gz``), a sitemap or feed, a folder, a pattern of paths, an object or a prefix.
        allow_private: whether a sitemap or feed may be fetched from a private network.

    Raises:
        SourceError: the list cannot be read.
        UsageError: there is no such place.
    """
    if place.startswith(("http://", "https://")):
        yield from rows_of_address(place, allow_private=allow_private)
        return
    read = _reader(place)
    if is_object(place):
        yield from _of_object(place, read)
        return
    path = local_path(place)
    if Path(path).is_dir():
        yield from _of_folder(path)
    elif not Path(path).exists() and _GLOB & set(path):
        yield from _of_pattern(path)
    elif read is not None:
        with _explained(place), Path(path).open("rb") as file:
            yield from read(file, place)
    else:
        raise UsageError(
            Told("{place} is no list of articles.", place=place), "list-of-no-kind", place=place
        )


def _reader(place: str) -> Read | None:
    """What reads a list, by the ending of its name."""
    name = place.lower()
    packed = name.endswith(".gz")
    ending = Path(name.removesuffix(".gz")).suffix
    read: Read | None = {
        ".jsonl": _of_json,
        ".ndjson": _of_json,
        ".csv": _of_csv,
        ".tsv": _of_csv,
        ".parquet": _of_parquet,
        ".xml": rows_of_markup,
        ".rss": rows_of_markup,
        ".atom": rows_of_markup,
    }.get(ending)
    if read is None or not packed:
        return read
    return lambda file, where: read(cast(BinaryIO, gzip.GzipFile(fileobj=file)), where)


def _of_json(file: BinaryIO, place: str) -> Iterator[Row]:
    """An object of JSON a line."""
    number = 0
    while line := file.readline(LINE + 1):
        number += 1
        if len(line) > LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LINE)
            yield _faulty(place, number, "the line is too long")
            continue
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _faulty(place, number, f"it is not JSON: {error}")
            continue
        if isinstance(told, dict):
            yield _row(place, number, told)
        else:
            yield _faulty(place, number, "it is no object of JSON")


def _of_csv(file: BinaryIO, place: str) -> Iterator[Row]:
    """Columns with a head; of ``.tsv`` parted by tabs."""
    tabs = place.lower().removesuffix(".gz").endswith(".tsv")
    with io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="") as text:
        table = csv.DictReader(text, dialect="excel-tab" if tabs else "excel")
        try:
            if "source" not in (table.fieldnames or ()):
                raise unreadable(place, Told("it has no column called source"))
            for told in table:
                yield _row(place, table.line_num, told)
        except csv.Error as error:
            raise unreadable(place, str(error)) from error


def _of_parquet(file: BinaryIO, place: str) -> Iterator[Row]:
    """A few thousand rows at a time, and only the columns that are used."""
    try:
        from pyarrow import lib, parquet
    except ImportError as error:
        raise UsageError(
            Told("Parquet cannot be read here: pyarrow is not installed."),
            "library-missing",
            extra="archive",
        ) from error
    try:
        with parquet.ParquetFile(file) as table:
            columns = [name for name in _COLUMNS if name in table.schema_arrow.names]
            if "source" not in columns:
                raise unreadable(place, Told("it has no column called source"))
            number = 0
            for batch in table.iter_batches(BATCH, columns=columns):
                for told in batch.to_pylist():
                    number += 1
                    yield _row(place, number, told)
    except lib.ArrowException as error:
        raise unreadable(place, str(error)) from error


def _of_pattern(path: str) -> Iterator[Row]:
    """The files that a pattern such as ``bai/**/*.html`` fits."""
    parts = Path(path).parts
    plain = next(at for at, part in enumerate(parts) if _GLOB & set(part))
    for found in Path(*parts[:plain]).glob("/".join(parts[plain:])):
        if found.is_file():
            yield Row(str(found))


def _of_folder(path: str) -> Iterator[Row]:
    """Every file below a folder that is not hidden; its path in the folder is its id."""
    for root, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                found = Path(root, name)
                yield Row(str(found), found.relative_to(path).as_posix())


def _of_object(place: str, read: Read | None) -> Iterator[Row]:
    """A list in a bucket, or all that is below a prefix."""
    bucket, path = parted(place)
    with _explained(place):
        if read is not None:
            with closing(Bucket(bucket).get(path)) as file:
                yield from read(file, place)
            return
        start = f"{path}/" if path else ""
        for entry in Bucket(bucket).entries(path):
            yield Row(f"{bucket}/{entry.name}", entry.name.removeprefix(start))


def _row(place: str, number: int, told: dict[str, Any]) -> Row:
    """What a line tells; without a source it is known by where it stands."""
    if told.get("source") or told.get("id"):
        return Row.from_told(told)
    return _faulty(place, number, "there is no source in it")


def _faulty(place: str, number: int, reason: str) -> Row:
    """A row that cannot be used, known by where it stands."""
    return Row("", f"{place}#{number}", fault=reason)


@contextmanager
def _explained(place: str) -> Iterator[None]:
    """Turn what hinders a list from being read into words for a person."""
    try:
        yield
    except SourceError:
        raise
    except UsageError:
        raise
    except BaonoiError as error:
        raise unreadable(place, Told("{message!b}", message=error.message)) from error
    except (OSError, EOFError) as error:
        raise unreadable(place, str(getattr(error, "strerror", None) or error)) from error
