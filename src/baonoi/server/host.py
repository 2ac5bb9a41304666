"""The voices of a server: opened once, shared by all, each listener with one hand at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from baonoi.common.parallel import cores
from baonoi.model import Clip, Passage, Voice, VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.voices import Availability, Engine, Host, choose
from baonoi.voices.engine import Foreseeing
from baonoi.voices.espeak import EspeakEngine
from baonoi.voices.espeak.pool import Pool

CHOSEN_FOR = 10.0
"""Seconds for which a choice of a voice stays: a service may come and go."""
CHOICES = 256
"""Choices that are remembered."""


class OnePool(EspeakEngine):
    """The embedded voice at any speed from the same worker processes.

    A caller names a speed with each request, and processes of their own for each would never end.
    """

    def __init__(
        self, speed: float = 1.0, home: OnePool | None = None, workers: int | None = None
    ) -> None:
        super().__init__(speed, workers)
        self._home = home

    def at_speed(self, speed: float) -> Self:
        """The same workers; the rate goes with each passage."""
        return type(self)(speed, self._home or self)

    def close(self) -> None:
        """End the workers, which are those of the first."""
        if self._home is None:
            super().close()

    def _workers(self) -> Pool:
        return super()._workers() if self._home is None else self._home._workers()


class OneHand:
    """A shared engine as one listener has it: one passage at a time, none said ahead of its turn.

    How many say something side by side is up to the turns, not to each listener.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name, self.version, self.online = engine.name, engine.version, engine.online
        self.at_once = 1

    def voices(self) -> Sequence[Voice]:
        """The engine's."""
        return self._engine.voices()

    def availability(self, voice: Voice) -> Availability:
        """The engine's."""
        return self._engine.availability(voice)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """The engine's clips, each when it is asked for."""
        return self._engine.synthesize(passages, voice)

    def foresee(self, passage: Passage, voice: Voice) -> tuple[float, int] | None:
        """What the engine knows."""
        engine = self._engine
        return engine.foresee(passage, voice) if isinstance(engine, Foreseeing) else None

    def close(self) -> None:
        """Nothing: who opened it closes it."""


class SharedVoices(Host):
    """The host of a server: see the classes above."""

    def __init__(
        self, engines: dict[str, Engine] | None = None, workers: int | None = None
    ) -> None:
        """Open none yet; ``workers`` processes of the embedded voice, usually one a core."""
        self._workers = workers or cores()
        self._embedded = OnePool(workers=self._workers)
        super().__init__({self._embedded.name: self._embedded, **(engines or {})})
        self._choices: dict[VoiceRequest, tuple[float, VoiceChoice]] = {}
        self._choosing = threading.Lock()

    def session(self, spec: VoiceSpec) -> Engine:
        """The engine that says this voice, for one listener."""
        return OneHand(super().session(spec))

    def hands(self) -> int:
        """Steps that are worth doing side by side: one a worker of the embedded voice."""
        return self._workers

    def choice(self, request: VoiceRequest) -> VoiceChoice:
        """Who speaks when that is asked for.

        Raises:
            UsageError: no voice has that name.
            VoiceError: none of that name can speak now.
        """
        with self._choosing:
            known = self.known(request)
            if known is not None:
                return known
            choice = choose(request)
            if len(self._choices) >= CHOICES:
                self._choices.clear()
            self._choices[request] = time.monotonic() + CHOSEN_FOR, choice
            return choice

    def known(self, request: VoiceRequest) -> VoiceChoice | None:
        """Who spoke a moment ago when that was asked for; nobody is asked for it."""
        until, choice = self._choices.get(request, (0.0, None))
        return choice if until > time.monotonic() else None

    def close(self) -> None:
        """End every session and the workers."""
        super().close()
        self._embedded.close()
