"""What was read, before anything is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from baonoi.errors import SourceError
from baonoi.told import Told

MAX_BYTES = 20 * 1024 * 1024
"""The largest source that is read, after decompression."""


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a source and what came with them."""

    data: bytes
    origin: str
    """The path, the final URL, or ``-`` for standard input."""
    media_type: str | None = None
    """What the server calls it, without parameters."""
    charset: str | None = None
    """The encoding the server names."""

    @property
    def label(self) -> str:
        """How a message names it."""
        return "Standard input" if self.origin == "-" else self.origin

    @property
    def suffix(self) -> str:
        """The ending of its name, lower case, with the dot; "" where it has none."""
        name = self.origin
        if "://" in name:
            name = name.partition("://")[2].partition("?")[0].partition("#")[0]
            name = name.partition("/")[2]
        return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def too_large(label: str) -> SourceError:
    """The error for a source beyond the limit."""
    return SourceError(
        Told("{source} is larger than {limit} MB.", source=label, limit=MAX_BYTES // 1024**2),
        "source-too-large",
    )
