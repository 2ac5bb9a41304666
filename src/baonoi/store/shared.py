"""A store that many write to at once, each without knowing of the others."""

from __future__ import annotations

import secrets
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import BinaryIO, NamedTuple

from baonoi.store.store import Store


class Entry(NamedTuple):
    """A file as a list tells of it."""

    name: str
    size: int
    """Bytes."""
    modified: float
    """Seconds since 1970, by the store's own clock."""


class SharedStore(Store):
    """Keeps a file once, whoever comes first; errors are those of :class:`Store`."""

    @abstractmethod
    def put_new(self, name: str, content: BinaryIO) -> bool:
        """Keep what ``content`` holds unless there is a file of that name; whether it was kept."""

    @abstractmethod
    def begin(self, name: str, size: int) -> bytes | None:
        """The first so many bytes of a file, in one request; None where there is no such file."""

    @abstractmethod
    def entries(self, folder: str = "") -> Iterator[Entry]:
        """All files below ``folder``, in the order of their names."""

    def prune(self, folder: str) -> None:
        """Take away the folders below ``folder``, and it, in which there is nothing.

        Only a disk has such. Nobody may put anything there meanwhile.
        """

    def read(self, name: str) -> bytes:
        """All of a file."""
        with closing(self.get(name)) as file:
            return file.read()


def probe(store: SharedStore, folder: str) -> bool:
    """Whether :meth:`SharedStore.put_new` keeps its word there; a file comes and goes for it.

    Some servers that speak S3 take the condition, and put all the same.

    Raises:
        OutputError: nothing can be kept there.
    """
    name = f"{folder}/{secrets.token_hex(8)}"
    try:
        first = store.put_new(name, BytesIO(b"first"))
        second = store.put_new(name, BytesIO(b"second"))
        return first and not second and store.read(name) == b"first"
    finally:
        store.delete(name)
