"""What was made of each recording of a folder, kept until something of the recording changes.

A folder of thousands is told of anew whenever one more comes: each of the others costs three looks
at the disk then. What is lost is made again.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from baonoi.publish.library import MANIFEST, Entry
from baonoi.store import kept, paths

Stamp = list[str | int]
"""Name, time of change in nanoseconds and size."""


class Memory:
    """What was made of recordings, by their slugs: what JSON can hold."""

    def __init__(self, directory: Path, kind: str, form: int) -> None:
        """Take what was made the last time.

        Args:
            directory: of the recordings.
            kind: of what is made: there are several.
            form: goes up when what is made changes.
        """
        self._root, self._form = os.fspath(directory), form
        self._path = path_for(directory, kind)
        self._earlier: dict[str, list[Any]] = kept.load(self._path, self._read) or {}
        self._now: dict[str, list[Any]] = {}
        self._new = False

    def get(self, slug: str) -> Any:
        """What was made of a recording; None where it has changed since, or is not known."""
        known = self._earlier.get(slug)
        if known is None or not all(_stamp(self._root, each[0]) == each for each in known[0]):
            return None
        self._now[slug] = known
        return known[1]

    def put(self, entry: Entry, made: Any) -> None:
        """Keep what was made of a recording."""
        self._now[entry.slug] = [self._stamps(entry), made]
        self._new = True

    def save(self) -> None:
        """Keep what was asked for or put, and nothing else."""
        if self._new or len(self._now) != len(self._earlier):
            with suppress(OSError):
                kept.store(self._path, {"format": self._form, "made": self._now})

    def _read(self, told: kept.Kept) -> dict[str, list[Any]]:
        return dict(told.head["made"]) if told.head["format"] == self._form else {}

    def _stamps(self, entry: Entry) -> list[Stamp]:
        """Of the folders, where every file that comes or goes is seen, the manifests, the sound."""
        root = entry.first.root
        names = {entry.slug}
        for each in entry.voices:
            names |= {
                path.relative_to(root).as_posix()
                for path in (each.folder, each.folder / MANIFEST, each.audio)
            }
        return [_stamp(self._root, name) for name in sorted(names)]


def path_for(directory: Path, kind: str) -> Path:
    """Where something of a folder is kept."""
    name = hashlib.sha256(f"{directory.absolute()}\0{kind}".encode()).hexdigest()[:40]
    return paths.feeds() / name


def _stamp(root: str, name: str) -> Stamp:
    try:
        status = os.stat(f"{root}/{name}")  # noqa: PTH116  # thousands of them
    except OSError:
        return [name, 0, 0]
    return [name, status.st_mtime_ns, status.st_size]
