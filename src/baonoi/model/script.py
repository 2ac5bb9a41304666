"""What will be said, in order, with the pauses between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baonoi.model.article import Role
from baonoi.model.text import SpokenText


@dataclass(frozen=True, slots=True)
class Passage:
    """One block as it will be said: the unit of synthesis, of the cache, of retry."""

    role: Role
    sentences: tuple[SpokenText, ...]
    pauses: tuple[float, ...]
    """Seconds of silence after each sentence."""


@dataclass(frozen=True, slots=True)
class ScriptSection:
    """What will be one section of the recording."""

    heading: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block that is not spoken, and why."""

    role: Role
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Script:
    """The reading, laid out: what is said, in order, with the pauses between."""

    sections: tuple[ScriptSection, ...]
    left_out: tuple[LeftOut, ...] = ()

    def passages(self) -> Iterator[Passage]:
        """Every passage in order."""
        for section in self.sections:
            yield from section.passages
