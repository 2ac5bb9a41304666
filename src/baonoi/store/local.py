"""A folder on this machine as a store: files take their names by being renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from baonoi.errors import OutputError
from baonoi.store.files import whole_file, writing
from baonoi.store.store import Store, checked

_WORK = ".making-"
_ATTEMPTS = 20
_STALE = 24 * 3600.0
"""Seconds after which a killed run's leavings are removed."""


class LocalStore(Store):
    """Files below a folder, which comes to be with the first of them."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def path(self, name: str) -> Path:
        """Where a file or folder of that name stands, or would."""
        return self.folder / checked(name)

    def get(self, name: str) -> BinaryIO:
        """Open it."""
        path = self.path(name)
        try:
            return path.open("rb")
        except OSError as error:
            reason = str(error.strerror or error)
            raise OutputError(
                f"Cannot read {path}: {reason}.", "not-readable", path=str(path), reason=reason
            ) from error

    def put(self, name: str, content: BinaryIO) -> None:
        """Copy it beside its place and rename it."""
        path = self.path(name)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file:
                shutil.copyfileobj(content, file, 1 << 20)

    def exists(self, name: str) -> bool:
        """Whether it is a file."""
        return self.path(name).is_file()

    def list(self, folder: str = "") -> Iterator[str]:
        """Walk the folder; what is hidden is still being made."""
        names: list[str] = []
        for root, folders, files in os.walk(self.path(folder) if folder else self.folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            here = Path(root).relative_to(self.folder)
            names += [(here / name).as_posix() for name in files if not name.startswith(".")]
        yield from sorted(names)

    def delete(self, name: str) -> None:
        """Unlink it."""
        path = self.path(name)
        with writing(path):
            path.unlink(missing_ok=True)

    @contextmanager
    def workshop(self, folder: str) -> Iterator[Path]:
        """A hidden folder in ``folder``; folders made for it go, too, if nothing came into them."""
        path = self.path(folder)
        new = [each for each in (path, *path.parents) if not each.exists()]
        with writing(path):
            path.mkdir(parents=True, exist_ok=True)
            _sweep(path)
            work = Path(tempfile.mkdtemp(dir=path, prefix=_WORK))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
            for each in new:
                with suppress(OSError):
                    each.rmdir()

    def move_in(self, made: Path, folder: str, last: str) -> None:
        """Give what stands in ``made``, a folder of the workshop, its place in ``folder``.

        A subfolder takes the place of the one of its name. The file called ``last`` is the sign
        that all is there: taken away first, it comes last.
        """
        path = self.path(folder)
        with writing(path):
            (path / last).unlink(missing_ok=True)
            for each in sorted(made.iterdir(), key=lambda each: (each.name == last, each.name)):
                if each.is_dir():
                    _replace_folder(each, path / each.name)
                else:
                    each.replace(path / each.name)


def _replace_folder(made: Path, folder: Path) -> None:
    """Put a folder in the place of another; runs beside this one may do the same."""
    for attempt in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        try:
            made.replace(folder)
        except OSError:
            if attempt == _ATTEMPTS - 1 or not made.is_dir():
                raise
            time.sleep(0.01)
        else:
            return


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed long ago left behind."""
    for leaving in folder.glob(f"{_WORK}*"):
        with suppress(OSError):
            if time.time() - leaving.stat().st_mtime > _STALE:
                shutil.rmtree(leaving, ignore_errors=True)
