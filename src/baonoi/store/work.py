"""Where something is made, and what becomes of it when its maker is killed.

A maker holds the lock of a file in its folder, or of the one file that it makes. Whoever gets that
lock owns it: a run that comes later gets it once the maker is dead, and removes the folder, or
finishes what was being moved out of it. So that a later run finds the folder wherever it is, its
path is noted in the cache.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import BinaryIO

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
    with nullcontext(_not_noted) if within is None or is_swept(place) else note() as tell:
        folder, owner = _make(place, TEMPORARY if within is None else HIDDEN, new, tell)
        try:
            yield folder
        finally:
            _remove(folder, owner)


@contextmanager
def work_file(within: Path, to: Path) -> Iterator[BinaryIO]:
    """A file to write that is renamed when the block ends well, and is gone when it does not.

    It costs a fraction of what a folder does: many file systems are slow to make what has just been
    removed.

    Args:
        within: a folder that every run sweeps.
        to: its name then, in the same file system.

    Raises:
        OSError: it cannot be written or renamed.
    """
    path, descriptor = _make_file(within)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            if sys.platform == "win32":  # which renames nothing that is open
                file.close()
            path.replace(to)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def is_swept(place: Path) -> bool:
    """Whether every run looks there for what killed ones left."""
    return place.absolute() == paths.cache().absolute()


def sweep() -> None:
    """Remove what killed runs left, wherever they have worked."""
    sweep_in(paths.cache())
    sweep_in(Path(tempfile.gettempdir()))
    sweep_noted()


def sweep_noted() -> None:
    """Remove what killed runs left in the places that they noted: no other is looked into."""
    sweep_notes(_sweep_noted)


def sweep_in(place: Path) -> None:
    """Remove the work folders and files in a place whose makers are dead."""
    for entry in _entries(place):
        if entry.name.startswith((HIDDEN, TEMPORARY)):
            if entry.is_dir():
                _sweep(Path(entry))
            elif entry.name.startswith(HIDDEN) and _OUR_NAME.search(entry.name):
                _sweep_file(Path(entry))


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


def _make_file(place: Path) -> tuple[Path, int]:
    """A new file and its descriptor, which has its lock where the file system has locks."""
    for _ in range(_ATTEMPTS):
        path = place / (HIDDEN + secrets.token_hex(_RANDOM))
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, how, 0o666)
        try:
            ours = locked(descriptor) and same_file(descriptor, path)
        except OSError:
            ours = True
        if ours:
            return path, descriptor
        os.close(descriptor)  # a sweep took the empty file for a dead run's
    raise FileNotFoundError(f"no file of our own in {place}")


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


def _sweep_file(path: Path) -> None:
    """Remove a file if its maker is dead."""
    if not _ours(path):
        return
    with suppress(OSError):  # it has its name by now, or the file system has no locks
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        try:
            if locked(descriptor) and same_file(descriptor, path):
                path.unlink()
                _log.info("%s removed: whoever made it is dead", path)
        finally:
            os.close(descriptor)


def _our_folder(folder: Path) -> bool:
    """Whether it is a folder of this person."""
    return _ours(folder) and folder.is_dir() and not folder.is_symlink()


def _ours(path: Path) -> bool:
    """Whether it is this person's: in the system's folder, those of others stand beside."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


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
