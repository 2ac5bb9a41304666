"""What an engine is: passages in, clips out in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from baonoi.model import Clip, Passage, Voice

if TYPE_CHECKING:
    from baonoi.voices.shelf import Weights


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a voice can speak here and now; if not, why, and what a person can do about it."""

    usable: bool
    reason: str = ""
    mend: str = ""
    """A code of what mends it, which whoever shows it words; or words that fit everywhere."""


class Engine(Protocol):
    """A way to say passages. Processes, event loops and limiters are its own affair."""

    @property
    def name(self) -> str:
        """As in ``Voice.engine``."""
        ...

    @property
    def version(self) -> str:
        """Of all that shapes the sound (library, packing, respelling): part of a clip's key."""
        ...

    @property
    def at_once(self) -> int:
        """Threads that may call ``synthesize`` side by side, each with a passage of its own.

        1 for an engine that reads ahead in its passages and has workers of its own.
        """
        ...

    @property
    def online(self) -> bool:
        """Whether it needs the network."""
        ...

    def voices(self) -> Sequence[Voice]:
        """The voices it has, usable or not."""
        ...

    def availability(self, voice: Voice) -> Availability:
        """Whether this voice can speak now."""
        ...

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage, whole and alone; one clip a passage, in the same order.

        Raises:
            SynthesisError: a passage could not be said, named with its sentence.
            StoppedError: whoever says it could not be reached any more.
        """
        ...

    def close(self) -> None:
        """Let go of processes and connections; work under way is dropped."""
        ...


@runtime_checkable
class Preloadable(Protocol):
    """An engine that can get ready while the article is still being understood."""

    def preload(self) -> None:
        """Start what takes time to start; ``close`` ends it."""
        ...


@runtime_checkable
class Paced(Protocol):
    """An engine that speaks faster or slower by itself; others are stretched afterwards."""

    def at_speed(self, speed: float) -> Self:
        """The same engine at that multiple of its usual speed, from 0.5 to 2."""
        ...


@runtime_checkable
class Foreseeing(Protocol):
    """An engine that knows beforehand what a passage will come to."""

    def foresee(self, passage: Passage, voice: Voice) -> tuple[float, int] | None:
        """Seconds of its speech, about, and requests to a service; None where that is unknown."""
        ...


@runtime_checkable
class Installable(Protocol):
    """An engine whose voices need files that are downloaded once."""

    def weights(self, voice: Voice) -> Weights:
        """What ``baonoi voices install`` puts on the shelf for this voice."""
        ...
