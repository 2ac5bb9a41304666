"""A line of the index: what became of an article."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, Self, get_type_hints

Status = Literal["read", "kept", "failed"]
"""``kept`` is one that was there already."""


@dataclass(frozen=True, slots=True)
class Record:
    """One article of the archive. Numbers are 0 and texts empty where nothing is known."""

    key: str
    """Its short name: the folder in ``articles``."""
    status: Status
    source: str = ""
    id: str = ""
    title: str = ""
    home: str = ""
    """The folder of its manifest."""
    audio: str = ""
    """Its MP3."""
    voice: str = ""
    duration: float = 0.0
    """Seconds of its sound."""
    bytes: int = 0
    """Of its MP3."""
    stored: int = 0
    """Bytes of all its files, where it was read now."""
    files: int = 0
    """How many those are."""
    requests: int = 0
    """To a service of voices, about."""
    cuts: int = 0
    """Pieces of the source that are not read."""
    doubtful: int = 0
    """Readings that are not certain."""
    seconds: float = 0.0
    """That the work took this time."""
    code: str = ""
    """Of what hindered it."""
    kind: str = ""
    """Class of what hindered it."""
    message: str = ""
    asked_voice: str = ""
    asked_options: str = ""
    """What the row of the list asked for itself."""

    def to_json(self) -> str:
        """As a line of JSON; what is empty is left out."""
        told = {name: value for name, value in asdict(self).items() if value not in ("", 0)}
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """The record that a line tells; what later versions add to it is passed over.

        Raises:
            ValueError: it tells none.
        """
        return cls.from_told(json.loads(line))

    @classmethod
    def from_told(cls, told: Any) -> Self:
        """The record that an object tells.

        Raises:
            ValueError: it tells none.
        """
        try:
            return cls(**{name: told[name] for name in NAMES if name in told})
        except (TypeError, KeyError) as error:
            raise ValueError(f"no line of an index: {error}") from None


NAMES = tuple(each.name for each in fields(Record))
TYPES: dict[str, type] = {
    name: {Status: str}.get(kind, kind) for name, kind in get_type_hints(Record).items()
}
"""Each field's type, for who keeps it in columns."""
