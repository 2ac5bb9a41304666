"""What is recorded of weights beside the files: where they come from, and what each must be."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from baonoi.store.files import whole_file

FILE = "weights.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the weights."""

    path: str
    """At the hub; beside the record it has the same name without folders."""
    size: int
    digest: str
    """As the hub states it; once the file is there, its SHA-256."""
    changed: int | None = None
    """When the file was last changed, in nanoseconds, as its digest was right; None until it is
    there."""

    @property
    def name(self) -> str:
        """Without its folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Record:
    """One commit of a repository, and those of its files that are needed."""

    repository: str
    commit: str
    licence: str
    """As the hub states it; empty where it does not."""
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(part.size for part in self.parts)

    @property
    def whole(self) -> bool:
        """Whether every file is there."""
        return all(part.changed is not None for part in self.parts)

    def having(self, part: Part) -> Record:
        """The same with what is known of one file now."""
        parts = (part if each.path == part.path else each for each in self.parts)
        return replace(self, parts=tuple(parts))


def load(folder: Path) -> Record | None:
    """The record in a folder; None where there is none or it cannot be understood."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if told["version"] != VERSION:
            return None
        parts = tuple(Part(**part) for part in told["files"])
        return Record(told["repository"], told["commit"], told["licence"], parts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(record: Record, folder: Path) -> None:
    """Write the record into a folder.

    Raises:
        OSError: it cannot be written.
    """
    told = {
        "version": VERSION,
        "repository": record.repository,
        "commit": record.commit,
        "licence": record.licence,
        "files": [
            {"path": each.path, "size": each.size, "digest": each.digest, "changed": each.changed}
            for each in record.parts
        ],
    }
    with whole_file(folder / FILE) as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8"))
