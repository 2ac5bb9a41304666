"""A folder on this machine as a store: files take their names by being renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from baonoi.errors import OutputError
from baonoi.store.files import whole_file, writing
from baonoi.store.moving import Move
from baonoi.store.shared import Entry, SharedStore
from baonoi.store.store import checked
from baonoi.store.work import sweep_in, sweep_noted, work_folder
from baonoi.told import Told


class LocalStore(SharedStore):
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
            raise _unreadable(path, error) from error

    def put(self, name: str, content: BinaryIO) -> None:
        """Copy it beside its place and rename it."""
        path = self.path(name)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file:
                shutil.copyfileobj(content, file, 1 << 20)

    def put_new(self, name: str, content: BinaryIO) -> bool:
        """Write it beside its place, and link it there: that fails where there is a file."""
        path = self.path(name)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with work_folder(path.parent) as work:
                part = work / "part"
                with part.open("wb") as file:
                    shutil.copyfileobj(content, file, 1 << 20)
                try:
                    path.hardlink_to(part)
                except FileExistsError:
                    return False
        return True

    def begin(self, name: str, size: int) -> bytes | None:
        """Read its beginning."""
        path = self.path(name)
        try:
            with path.open("rb") as file:
                return file.read(size)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _unreadable(path, error) from error

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

    def entries(self, folder: str = "") -> Iterator[Entry]:
        """Of each file its size, and when it was written."""
        for name in self.list(folder):
            with suppress(FileNotFoundError):  # deleted since
                status = (self.folder / name).stat()
                yield Entry(name, status.st_size, status.st_mtime)

    def delete(self, name: str) -> None:
        """Unlink it."""
        path = self.path(name)
        with writing(path):
            path.unlink(missing_ok=True)

    def prune(self, folder: str) -> None:
        """The deepest first; what is hidden is still being made."""
        path = self.path(folder)
        below = (Path(root) for root, *_ in os.walk(path, topdown=False))
        _remove_empty(
            each
            for each in below
            if not any(name.startswith(".") for name in each.relative_to(path).parts)
        )

    @contextmanager
    def workshop(self, folder: str) -> Iterator[Path]:
        """A hidden folder in ``folder``, or above it as long as that is not there.

        Folders made for it go, too, if nothing came into them.
        """
        path = self.path(folder)
        new = [each for each in (path, *path.parents) if not each.exists()]
        above = [path, *path.parents[: len(path.relative_to(self.folder).parts)]]
        with ExitStack() as stack:
            stack.callback(_remove_empty, new)
            with writing(path):
                self.folder.mkdir(parents=True, exist_ok=True)
                sweep_noted()
                for each in above[:-1]:  # the last holds all recordings, however many they are
                    sweep_in(each)
                home = next(each for each in above if each.exists())
                work = stack.enter_context(work_folder(home, new))
            yield work

    def move_in(self, made: Path, folder: str, last: str) -> None:
        """Give what stands in ``made``, a folder of a workshop, its place in ``folder``.

        A subfolder takes the place of the one of its name. The file called ``last`` is the sign
        that all is there: taken away first, it comes last. What fails changes nothing.
        """
        path = self.path(folder)
        with writing(path):
            Move(made, path, last).begin()


def _remove_empty(folders: Iterable[Path]) -> None:
    for each in folders:
        with suppress(OSError):
            each.rmdir()


def _unreadable(path: Path, error: OSError) -> OutputError:
    reason = str(error.strerror or error)
    return OutputError(
        Told("Cannot read {path}: {reason}.", path=str(path), reason=reason), "not-readable"
    )
