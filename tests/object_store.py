"""A store that keeps objects by their keys, as buckets do: it has no folders and cannot rename."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from baonoi.errors import OutputError
from baonoi.store.shared import Entry, SharedStore
from baonoi.store.store import checked


class ObjectStore(SharedStore):
    """In memory; refuses the ``fails``-th change after it was set, and every deletion if asked.

    One that is not ``conditional`` takes a condition, and puts all the same.
    """

    def __init__(self, *, conditional: bool = True) -> None:
        self.conditional = conditional
        self.objects: dict[str, bytes] = {}
        self.puts: list[str] = []
        self.listed: list[str] = []
        self.fails: int | None = None
        self.deletes = True

    def get(self, name: str) -> BinaryIO:
        if checked(name) not in self.objects:
            raise OutputError("There is no such object.", "not-readable", path=name, reason="none")
        return BytesIO(self.objects[name])

    def put(self, name: str, content: BinaryIO) -> None:
        if self.fails is not None:
            self.fails -= 1
            if self.fails < 0:
                raise OutputError("The connection broke.", "unwritable", path=name, reason="broken")
        self.objects[checked(name)] = content.read()
        self.puts.append(name)

    def put_new(self, name: str, content: BinaryIO) -> bool:
        if self.conditional and checked(name) in self.objects:
            return False
        self.put(name, content)
        return True

    def begin(self, name: str, size: int) -> bytes | None:
        kept = self.objects.get(checked(name))
        return None if kept is None else kept[:size]

    def entries(self, folder: str = "") -> Iterator[Entry]:
        return (Entry(name, len(self.objects[name]), 0.0) for name in self.list(folder))

    def exists(self, name: str) -> bool:
        return checked(name) in self.objects

    def list(self, folder: str = "") -> Iterator[str]:
        self.listed.append(folder)
        prefix = f"{folder}/" if folder else ""
        return iter(sorted(name for name in self.objects if name.startswith(prefix)))

    def delete(self, name: str) -> None:
        if not self.deletes:
            raise OutputError("That is not allowed.", "unwritable", path=name, reason="forbidden")
        self.objects.pop(checked(name), None)
