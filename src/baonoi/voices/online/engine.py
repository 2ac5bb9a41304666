"""What the engines of online services have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from baonoi.model import Clip, Passage, Voice
from baonoi.voices.engine import Availability
from baonoi.voices.online import reach
from baonoi.voices.online.pace import Pace
from baonoi.voices.online.service import RetryPolicy, Service


class OnlineEngine(ABC):
    """An engine whose service is asked for one passage at a time, by a few threads at once."""

    at_once = 4
    online = True
    title: str
    """The service, as an error names it."""
    mend: str
    """The code of what brings the library up to date that asks it."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._policy = policy
        self._service = Service(self.title, policy, self.mend)
        self._pace = Pace()

    def availability(self, voice: Voice) -> Availability:
        """Whether the service can be reached."""
        return self._site().availability()

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage in as few requests as the service allows.

        Raises:
            StoppedError: the service failed for good.
        """
        for passage in passages:
            yield self._say(passage, voice)

    def close(self) -> None:
        """Wait for nothing any more; the engine may be used again."""
        self._service.close()
        self._service = Service(self.title, self._policy, self.mend)

    @abstractmethod
    def _site(self) -> reach.Site: ...

    @abstractmethod
    def _say(self, passage: Passage, voice: Voice) -> Clip: ...
