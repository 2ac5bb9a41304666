"""Files that appear whole or not at all."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from baonoi.common.log import Log
from baonoi.errors import OutputError
from baonoi.store.work import is_swept, work_file, work_folder
from baonoi.told import Told

_log = Log(__name__)


@contextmanager
def writing(what: Path | str, code: str = "unwritable") -> Iterator[None]:
    """Turn what the system says while ``what`` is written into words for a person.

    Raises:
        OutputError: it could not be; ``code`` is its code.
    """
    try:
        yield
    except OSError as error:
        reason = str(error.strerror or error).rstrip(".")
        raise OutputError(
            Told("Cannot write {path}: {reason}.", path=str(what), reason=reason), code
        ) from error


@contextmanager
def whole_file(path: Path, work_in: Path | None = None) -> Iterator[BinaryIO]:
    """A file to write that takes its name when the block ends well, and is gone when it does not.

    Args:
        path: its name.
        work_in: a folder of the same file system to write it in; None is the one it will be in.

    Raises:
        OSError: it cannot be written there.
    """
    if work_in is not None and is_swept(work_in):
        with work_file(work_in, path) as file:
            yield file
        return
    with work_folder(work_in or path.parent) as work:
        part = work / "part"
        with part.open("wb") as file:
            yield file
        part.replace(path)
    _log.debug("%s written", path)


def remove_folder(path: Path) -> None:
    """Take a folder away: all of it at once; should this run be killed, a later one clears up.

    Raises:
        OSError: it cannot be taken away.
    """
    with work_folder(path.parent) as work, suppress(FileNotFoundError):
        path.rename(work / "gone")
    _log.debug("%s removed", path)


def prune(folder: Path, limit: int) -> None:
    """Remove the files below ``folder`` used longest ago until the rest takes ``limit`` bytes."""
    entries = []
    for path in folder.rglob("*"):
        with suppress(OSError):
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                entries.append((max(status.st_mtime, status.st_atime), status.st_size, path))
    total = sum(size for _, size, _ in entries)
    removed = 0
    for _, size, path in sorted(entries):
        if total <= limit:
            break
        with suppress(OSError):
            path.unlink()
            total -= size
            removed += 1
    if removed:
        _log.info("%s: %d files removed, %d bytes left", folder, removed, total)
