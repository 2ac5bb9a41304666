"""A store that keeps objects by their keys, as buckets do: it has no folders and cannot rename."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from baonoi.errors import OutputError
from baonoi.store.store import Store, checked


class ObjectStore(Store):
    """In memory; refuses the ``fails``-th change after it was set, and every deletion if asked."""

    def __init__(self) -> None:
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
