"""Opening voices: an engine as a VoiceSpec has it, and the host that keeps what is open."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from baonoi.common.log import Log
from baonoi.errors import BaonoiError, StoppedError, SynthesisError, VoiceError
from baonoi.model import Clip, Passage, Voice, VoiceSpec
from baonoi.told import Told
from baonoi.voices.engine import Availability, Engine, Foreseeing, Paced, Preloadable
from baonoi.voices.registry import BUILT_IN, Loaded, load, reason_of

_log = Log(__name__)


def opened(spec: VoiceSpec, engine: Engine) -> Engine:
    """The engine at the speed and with the timbre that the voice asks for."""
    if spec.speed != 1.0:
        from baonoi.voices.stretch import Stretched

        if isinstance(engine, Paced):
            engine = engine.at_speed(spec.speed)
        else:
            engine = Stretched(engine, spec.speed)
    if spec.original is not None:
        from baonoi.voices.timbre import Deepened

        engine = Deepened(engine, spec.original)
    return engine


class _Shared:
    """An engine in the hands of many: no more of them speak through it at once than it allows."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name, self.version = engine.name, engine.version
        self.at_once, self.online = engine.at_once, engine.online
        self._room = threading.Semaphore(engine.at_once)
        self.closed = False
        """Whether its host is: an engine would open itself again."""

    def voices(self) -> Sequence[Voice]:
        """The engine's."""
        return self.engine.voices()

    def availability(self, voice: Voice) -> Availability:
        """The engine's."""
        return self.engine.availability(voice)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """The engine's clips, one at a time."""
        clips = iter(self.engine.synthesize(passages, voice))
        try:
            while True:
                with self._room:
                    if self.closed:
                        raise _closed()
                    clip = self._next(clips, voice)
                if clip is None:
                    return
                yield clip
        finally:
            if isinstance(clips, Generator):
                clips.close()

    def _next(self, clips: Iterator[Clip], voice: Voice) -> Clip | None:
        """The next clip; what another package's engine makes of it is an error of ours."""
        try:
            return next(clips, None)
        except (BaonoiError, MemoryError):
            raise
        except Exception as error:
            if self.name in BUILT_IN:
                raise
            reason = reason_of(error)
            raise SynthesisError(
                Told(
                    "{voice} cannot go on: its engine fails ({reason}).",
                    voice=voice.name,
                    reason=reason,
                ),
                "voice-failed",
            ) from error

    def foresee(self, passage: Passage, voice: Voice) -> tuple[float, int] | None:
        """What the engine knows; None where it knows nothing."""
        if isinstance(self.engine, Foreseeing):
            return self.engine.foresee(passage, voice)
        return None

    def close(self) -> None:
        """Nothing: who opened it closes it."""


class Host:
    """Opens each engine once and shares it; nobody closes what he was lent.

    Threads may share a host. What it opened ends with it.
    """

    def __init__(self, engines: Mapping[str, Engine] | None = None) -> None:
        """Open nothing yet; ``engines``, by their names, were opened by others, who close them."""
        self._lent = dict(engines or {})
        self._open: dict[tuple[str, float, str], _Shared] = {}
        self._lock = threading.Lock()
        self._closed = False

    def session(self, spec: VoiceSpec) -> Engine:
        """The engine that says this voice.

        Raises:
            VoiceError: it cannot be loaded here.
            StoppedError: the host is closed.
        """
        return self._session(spec)

    def preload(self, spec: VoiceSpec) -> None:
        """Start what takes time to start, while the article is still being understood."""
        engine = self._session(spec).engine
        if isinstance(engine, Preloadable):
            try:
                engine.preload()
            except Exception as error:  # it will fail again when it is to speak, and be told then
                _log.warning("%s cannot get ready: %s", spec.engine, reason_of(error))

    def close(self) -> None:
        """End every session; work under way is dropped."""
        with self._lock:
            self._closed = True
            for (name, speed, _), session in self._open.items():
                session.closed = True
                lent = self._lent.get(name)
                # At another speed a lent engine may have made one of its own, which is ours.
                if lent is None or (speed != 1.0 and isinstance(lent, Paced)):
                    try:
                        session.engine.close()
                    except Exception as error:  # the others are closed all the same
                        _log.warning("%s cannot be closed: %s", name, reason_of(error))
            self._open.clear()

    def _session(self, spec: VoiceSpec) -> _Shared:
        key = (spec.engine, spec.speed, spec.original.name if spec.original else "")
        with self._lock:
            if self._closed:
                raise _closed()
            if key not in self._open:
                engine = self._lent.get(spec.engine) or _loaded(spec.engine)
                try:
                    self._open[key] = _Shared(opened(spec, engine))
                except (BaonoiError, MemoryError):
                    raise
                except Exception as error:  # whatever another package makes of it
                    raise _unusable(spec.engine, reason_of(error)) from error
            return self._open[key]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _closed() -> StoppedError:
    return StoppedError(Told("The voices are closed."), "host-closed")


_shared: dict[int, Host] = {}
"""By process: a fork must not speak through its parent's pipes."""


def shared_host() -> Host:
    """One host for all of this process; it is closed when the process ends."""
    process = os.getpid()
    if process not in _shared:
        _shared[process] = Host()
        atexit.register(_shared[process].close)
    return _shared[process]


def _loaded(name: str) -> Engine:
    found = load(name)
    if isinstance(found, Loaded):
        return found.engine
    raise _unusable(name, Told("it is not installed") if found is None else found.reason)


def _unusable(name: str, reason: str) -> VoiceError:
    return VoiceError(
        Told("The engine {engine} cannot be used: {reason}.", engine=name, reason=reason),
        "engine-unusable",
    )
