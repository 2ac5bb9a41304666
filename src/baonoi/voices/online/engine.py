"""What the engines of online services have in common."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator

from baonoi.errors import StoppedError
from baonoi.model import Clip, Passage, Voice
from baonoi.store import paths
from baonoi.voices.engine import Availability
from baonoi.voices.online import reach
from baonoi.voices.online.pace import Pace, PartError
from baonoi.voices.online.service import Answer, RetryPolicy, Service


class OnlineEngine(ABC):
    """An engine whose service is asked for one passage at a time, by a few threads at once."""

    at_once = 4
    online = True
    title: str
    """The service, as an error names it."""
    mend: str
    """The code of what brings the library up to date that asks it."""
    speed = 1.0
    """Multiple of its usual speed at which it speaks by itself."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._policy = policy
        self._service = Service(self.title, policy, self.mend)
        self._paces: dict[str, Pace] = {}
        self._lock = threading.Lock()

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

    def foresee(self, passage: Passage, voice: Voice) -> tuple[float, int] | None:
        """Seconds by the pace that is known of the voice, and requests; nobody is asked."""
        texts = self._requests(passage)
        pace = self._pace(voice, self.speed)
        return sum(map(pace.expected, texts)), len(texts)

    def _ask(self, request: Callable[[], Answer], sentence: str, pace: Pace) -> Answer:
        """Ask the service; whose answers are all too short may have got another voice."""
        try:
            return self._service.ask(request, sentence)
        except StoppedError as error:
            if isinstance(error.__cause__, PartError):
                pace.forget()
            raise

    def _pace(self, voice: Voice, speed: float = 1.0) -> Pace:
        """How fast the voice speaks at that speed, as far as is known."""
        name = f"{voice.name}-{speed:.2f}"
        with self._lock:
            if name not in self._paces:
                self._paces[name] = Pace(paths.paces() / name, speed)
            return self._paces[name]

    def close(self) -> None:
        """Wait for nothing any more; the engine may be used again."""
        with self._lock:
            for pace in self._paces.values():
                pace.keep()
            self._paces.clear()
        self._service.close()
        self._service = Service(self.title, self._policy, self.mend)

    @abstractmethod
    def _site(self) -> reach.Site: ...

    @abstractmethod
    def _say(self, passage: Passage, voice: Voice) -> Clip: ...

    @abstractmethod
    def _requests(self, passage: Passage) -> list[str]:
        """What is asked for at a time to say the passage."""
