"""An engine whose clips are changed after it has made them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from baonoi.model import Clip, Passage, Voice
from baonoi.voices.engine import Availability, Engine, Foreseeing


class Altered(ABC):
    """Everything is the engine's own but the clips, and the version that tells them apart."""

    def __init__(self, engine: Engine, mark: str) -> None:
        self._engine = engine
        self._mark = mark
        self.name = engine.name
        self.at_once = engine.at_once
        self.online = engine.online

    @property
    def version(self) -> str:
        """Of the engine and of the change."""
        return f"{self._engine.version}/{self._mark}"

    def voices(self) -> Sequence[Voice]:
        """The engine's."""
        return self._engine.voices()

    def availability(self, voice: Voice) -> Availability:
        """The engine's."""
        return self._engine.availability(voice)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """The engine's clips, changed."""
        for clip in self._engine.synthesize(passages, voice):
            yield self._change(clip)

    def foresee(self, passage: Passage, voice: Voice) -> tuple[float, int] | None:
        """What the engine knows, at its usual speed; None where it knows nothing."""
        if isinstance(self._engine, Foreseeing):
            return self._engine.foresee(passage, voice)
        return None

    def close(self) -> None:
        """Close the engine."""
        self._engine.close()

    @abstractmethod
    def _change(self, clip: Clip) -> Clip: ...
