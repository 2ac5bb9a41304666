"""Notes of where runs make something, so that a later run finds what a killed one left.

A note is a file in the cache that holds a path. Its maker has its lock for as long as the folder
is there or may come to be: it is written before the folder is made, and goes after it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from baonoi.store import paths
from baonoi.store.lock import locked, same_file

_LONGEST = 1 << 16
_ATTEMPTS = 20


@contextmanager
def note() -> Iterator[Callable[[Path], None]]:
    """A function that notes a folder, in place of one that it noted before.

    Where nothing can be kept, nothing is noted.
    """
    made = _make()
    try:
        yield (lambda folder: None) if made is None else (lambda folder: _write(made[1], folder))
    finally:
        if made is not None:
            remove_note(*made)


def sweep_notes(sweep: Callable[[Path, bool], None]) -> None:
    """Remove the notes of the dead.

    Args:
        sweep: removes a noted folder; True is for one whose maker is dead for certain.
    """
    with suppress(OSError):
        for entry in list(os.scandir(paths.notes())):
            with suppress(OSError, ValueError):
                _sweep(Path(entry), sweep)


def _make() -> tuple[Path, int] | None:
    with suppress(OSError):
        paths.private(paths.notes())
        for _ in range(_ATTEMPTS):
            descriptor, name = tempfile.mkstemp(dir=paths.notes())
            with suppress(OSError):  # a file system without locks
                if not locked(descriptor) or not same_file(descriptor, name):
                    os.close(descriptor)  # a sweep took the empty note for a dead run's
                    continue
            return Path(name), descriptor
    return None


def _write(descriptor: int, folder: Path) -> None:
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, os.fsencode(folder))


def _sweep(path: Path, sweep: Callable[[Path, bool], None]) -> None:
    descriptor = os.open(path, os.O_RDWR)
    gone = False
    try:
        dead = False
        with suppress(OSError):  # a file system without locks
            if not locked(descriptor):
                return
            dead = same_file(descriptor, path)
        told = os.fsdecode(os.read(descriptor, _LONGEST))
        if told:
            sweep(Path(told), dead)
        gone = not told or not Path(told).exists()
    finally:
        if gone:
            remove_note(path, descriptor)
        else:
            os.close(descriptor)


def remove_note(path: Path, descriptor: int) -> None:
    """Remove a note that is locked: before it is given up, or a sweep would take it for its own."""
    with suppress(OSError):  # Windows removes nothing that is open
        path.unlink()
    os.close(descriptor)
    with suppress(OSError):
        path.unlink(missing_ok=True)
