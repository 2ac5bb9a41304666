"""A lock on an open file that goes when its holder does, however that ends."""

from __future__ import annotations

import os
import sys

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


def same_file(descriptor: int, path: str | os.PathLike[str]) -> bool:
    """Whether what is open still has that name: a file may be removed before it is locked."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except OSError:
        return False
