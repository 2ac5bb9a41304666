"""Folders in which something is made, and what becomes of them when their maker is killed.

A maker holds the lock of a file in its folder. Whoever gets that lock owns the folder: a run that
comes later gets it once the maker is dead, and removes the folder, or finishes what was being moved
out of it. So that a later run finds the folder wherever it is, its path is noted in the cache.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from baonoi.common.log import Log
from baonoi.store import paths
from baonoi.store.lock import locked, same_file
from baonoi.store.moving import finish
from baonoi.store.notes import note, sweep_notes

_log = Log(__name__)
HIDDEN, TEMPORARY = ".making-", "baonoi-"
"""How the names begin: beside what is made, and among the system's temporary files."""
OWNER = ".owner"
"""The file that is locked; it lists the folders that go with this one if they are empty."""
_RANDOM = 8
"""Bytes at the end of a name."""
_OUR_NAME = re.compile(f"-[0-9a-f]{{{2 * _RANDOM}}}$")
_ATTEMPTS = 20


@contextmanager
def work_folder(within: Path | None = None, new: Sequence[Path] = ()) -> Iterator[Path]:
    """A folder of this run alone, gone at the end.

    Args:
        within: where; None is among the system's temporary files.
        new: folders that were made for it, the innermost first: a later run removes them with it.

    Raises:
        OSError: it cannot be made.
    """
    place = Path(tempfile.gettempdir() if within is None else within).absolute()
    swept = within is None or place == paths.cache().absolute()
    with nullcontext(_not_noted) if swept else note() as tell:
        folder, owner = _make(place, TEMPORARY if within is None else HIDDEN, new, tell)
        try:
            yield folder
        finally:
            _remove(folder, owner)


def sweep() -> None:
    """Remove what killed runs left, wherever they have worked."""
    sweep_in(paths.cache())
    sweep_in(Path(tempfile.gettempdir()))
    sweep_noted()


def sweep_noted() -> None:
    """Remove what killed runs left in the places that they noted: no other is looked into."""
    sweep_notes(_sweep_noted)


def sweep_in(place: Path) -> None:
    """Remove the work folders in a place whose makers are dead."""
    for entry in _entries(place):
        if entry.name.startswith((HIDDEN, TEMPORARY)):
            _sweep(Path(entry))


def _make(
    place: Path, prefix: str, new: Sequence[Path], tell: Callable[[Path], None]
) -> tuple[Path, int | None]:
    """A new folder and the descriptor of its lock; none where the file system has no locks."""
    for _ in range(_ATTEMPTS):
        folder = place / (prefix + secrets.token_hex(_RANDOM))
        tell(folder)
        folder.mkdir(0o700)
        with suppress(FileNotFoundError):  # a sweep took the empty folder for a dead run's
            try:
                owner = os.open(folder / OWNER, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            except OSError:
                with suppress(OSError):
                    folder.rmdir()
                raise
            try:
                ours = locked(owner) and same_file(owner, folder / OWNER)
            except OSError:
                os.close(owner)
                return folder, None
            if ours:
                os.write(owner, json.dumps([str(each.absolute()) for each in new]).encode())
                return folder, owner
            os.close(owner)
    raise FileNotFoundError(f"no folder of our own in {place}")


def _not_noted(folder: Path) -> None:
    """Every run looks there anyway."""


def _sweep_noted(folder: Path, dead: bool) -> None:
    if folder.name.startswith(HIDDEN):
        if dead:
            with suppress(OSError):  # killed before it was locked
                folder.rmdir()
        _sweep(folder)


def _sweep(folder: Path) -> None:
    """Remove a work folder if its maker is dead; finish what it was moving."""
    if not _our_folder(folder):
        return
    try:
        owner = os.open(folder / OWNER, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        with suppress(OSError):  # killed before it was locked; what holds anything is not ours
            if _OUR_NAME.search(folder.name):
                folder.rmdir()  # or its maker is about to lock it, and will take another
        return
    except OSError:
        return
    try:
        dead = locked(owner) and same_file(owner, folder / OWNER)
    except OSError:
        dead = False
    if not dead:
        os.close(owner)
        return
    new = _listed(owner)
    try:
        finish(folder)
    except OSError as error:
        os.close(owner)
        _log.info("%s stays until it can be moved: %s", folder, error)
        return
    _remove(folder, owner)
    for each in new:
        with suppress(OSError):
            each.rmdir()
    _log.info("%s removed: whoever made it is dead", folder)


def _our_folder(folder: Path) -> bool:
    """Whether it is a folder of this person; in the system's, those of others stand beside."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    mine = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    return mine and folder.is_dir() and not folder.is_symlink()


def _listed(owner: int) -> list[Path]:
    """The folders that the maker made for this one."""
    try:
        return [Path(each) for each in json.loads(os.read(owner, 1 << 16))]
    except (OSError, ValueError, TypeError, RecursionError):
        return []


def _remove(folder: Path, owner: int | None) -> None:
    """Remove a folder that is ours; its lock last, so that a sweep still knows it."""
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name != OWNER:
            with suppress(OSError):
                Path(entry).unlink()
    if owner is not None:
        with suppress(OSError):  # Windows removes nothing that is open
            (folder / OWNER).unlink()  # or who waits for the lock would take the folder for his
        os.close(owner)
    shutil.rmtree(folder, ignore_errors=True)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []
