"""Storage is a port: files by name, in a folder, a bucket or wherever they are kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from baonoi.errors import OutputError
from baonoi.store.work import work_folder
from baonoi.told import Told


class Store(ABC):
    """Keeps files by name; what is there is whole.

    Names are relative paths with ``/``, no part of which begins with a dot. Every method raises
    :class:`OutputError` where the store cannot do what it is asked for.
    """

    @abstractmethod
    def get(self, name: str) -> BinaryIO:
        """Open a file to be read. That it is not there is an error; see :meth:`exists`."""

    @abstractmethod
    def put(self, name: str, content: BinaryIO) -> None:
        """Keep what ``content`` holds from where it stands, in the place of what was there.

        Whole or not at all: nobody ever gets a part of it.
        """

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Whether there is such a file."""

    @abstractmethod
    def list(self, folder: str = "") -> Iterator[str]:
        """The names of all files below ``folder``, or of all there are, in order."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Keep a file no longer; one that is not there is no error."""

    @contextmanager
    def workshop(self, folder: str) -> Iterator[Path]:
        """A folder on this machine to make files in that will go to ``folder``; gone at the end."""
        with work_folder() as work:
            yield work


def checked(name: str) -> str:
    """A name that can be kept everywhere and leads nowhere else.

    Raises:
        OutputError: it is none.
    """
    parts = name.split("/")
    if any(not part or part.startswith(".") for part in parts) or set(name) & set("\\:\0"):
        raise OutputError(
            Told("Not a name to keep a file by: {name!r}.", name=name), "not-a-file-name"
        )
    return name
