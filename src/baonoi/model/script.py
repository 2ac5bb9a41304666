"""What will be said, in order, with the pauses between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from baonoi.model.article import Role
from baonoi.model.text import SpokenText


class Rest(NamedTuple):
    """A short pause inside a sentence."""

    word: int
    """Number of the spoken word before which it is."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Passage:
    """One block as it will be said: the unit of synthesis, of the cache, of retry."""

    role: Role
    sentences: tuple[SpokenText, ...]
    pauses: tuple[float, ...]
    """Seconds of silence after each sentence."""
    rests: tuple[tuple[Rest, ...], ...] = ()
    """Those of each sentence, where a mark stands and where a reader breathes; empty for a voice
    that finds them by itself."""

    def punctuated(self) -> Passage:
        """The same with a comma before each rest that has no mark: what a voice is given."""
        if not any(self.rests):
            return self
        sentences = (
            text.with_commas(rest.word for rest in rests)
            for text, rests in zip(self.sentences, self.rests, strict=True)
        )
        return replace(self, sentences=tuple(sentences))


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
