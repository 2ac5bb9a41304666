"""What a run that ended early owes a folder of recordings: to be told of. The next command does it.

Recordings take their places one by one, and shelf and feeds tell of all of them at the end. A note
in the cache, locked by its maker, names the folder until then.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from baonoi.common.log import Log
from baonoi.errors import OutputError
from baonoi.store import paths
from baonoi.store.lock import locked, same_file
from baonoi.store.notes import remove_note

_log = Log(__name__)
_LONGEST = 1 << 16
_ATTEMPTS = 20


@contextmanager
def owed(directory: Path) -> Iterator[None]:
    """In this block recordings come into a folder, and it is told of them.

    Whoever does not come to its end, killed or stopped, leaves that to the next command. Where
    nothing can be kept, nobody is told.
    """
    made = _note(directory)
    try:
        yield
    except BaseException:
        if made is not None:
            os.close(made[1])
        raise
    if made is not None:
        remove_note(*made)


def settle() -> None:
    """Tell folders of what runs that ended early brought into them."""
    with suppress(OSError):
        for entry in list(os.scandir(paths.owed())):
            with suppress(OSError, ValueError):
                _settle(Path(entry))


def _note(directory: Path) -> tuple[Path, int] | None:
    with suppress(OSError):
        paths.private(paths.owed())
        for _ in range(_ATTEMPTS):
            descriptor, name = tempfile.mkstemp(dir=paths.owed())
            note = Path(name)
            try:
                ours = locked(descriptor) and same_file(descriptor, note)
            except OSError:  # a file system without locks
                remove_note(note, descriptor)
                break
            if ours:
                os.write(descriptor, os.fsencode(directory.absolute()))
                return note, descriptor
            os.close(descriptor)  # another command took the empty note for a dead run's
    return None


def _settle(note: Path) -> None:
    descriptor = os.open(note, os.O_RDWR)
    if not locked(descriptor) or not same_file(descriptor, note):
        os.close(descriptor)
        return
    from baonoi.publish.renewal import renew

    try:
        directory = Path(os.fsdecode(os.read(descriptor, _LONGEST)))
        if directory.is_absolute() and directory.is_dir():
            renew(directory)
    except (OSError, ValueError, OutputError) as error:
        _log.info("a folder is not told of what came into it: %s", error)
    remove_note(note, descriptor)
