"""A lock on an open file that goes when its holder does, however that ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from baonoi.common import stopping

TURN = 0.02
"""Seconds between two tries for a lock that somebody else has."""

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # flock, not lockf: two threads of one process keep each other out, too.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def locked(descriptor: int) -> bool:
    """Take the lock of an open file without waiting; False where somebody else has it.

    Raises:
        OSError: the file system has no locks.
    """
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def turn(path: Path, patience: float) -> Iterator[None]:
    """Wait until nobody else holds the lock of a file, and hold it.

    After so many seconds it is done without, as it is where the file system has no locks.

    Raises:
        KeyboardInterrupt: the process shall stop.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        end = time.monotonic() + patience
        with suppress(OSError):
            while not locked(descriptor) and time.monotonic() < end:
                stopping.sleep(TURN)
        yield
    finally:
        os.close(descriptor)


def same_file(descriptor: int, path: str | os.PathLike[str]) -> bool:
    """Whether what is open still has that name: a file may be removed before it is locked."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except OSError:
        return False
