"""What all parts of the server share: voices, hands, limits, counts, the log."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from baonoi.errors import BaonoiError
from baonoi.model import VoiceChoice, VoiceRequest
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.server.clips import LaterClips
from baonoi.server.files import Files
from baonoi.server.guard import Guard
from baonoi.server.host import SharedVoices
from baonoi.server.journal import Journal
from baonoi.server.metrics import Metrics
from baonoi.server.problems import Refused
from baonoi.server.settings import ServerSettings
from baonoi.server.sound import parts
from baonoi.server.stream import Stream
from baonoi.server.turns import Turns

REMOTE_HANDS = 8
"""Steps side by side of voices that another machine speaks: these wait more than they work."""


class Service:
    """One server's voices and what goes with them."""

    def __init__(
        self,
        settings: ServerSettings,
        voices: SharedVoices | None = None,
        journal: Journal | None = None,
    ) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.journal = journal or Journal(settings.log, requests=settings.log_requests)
        self.voices = voices or SharedVoices(workers=settings.workers)
        self.turns = Turns(self.voices.hands())
        self.clips = LaterClips(self.metrics, self.turns)
        self.resources = Resources(self.voices, self.clips)
        self.remote = Turns(REMOTE_HANDS)
        self.guard = Guard(settings)
        self.files = Files(settings.directory)
        self.closing = asyncio.Event()
        """Set once the server is asked to end: who waits for what may never come ends, too."""
        self.ready = False
        self._streams: Counter[str] = Counter()
        self.metrics.gauge("baonoi_listeners", lambda: {(): float(self._streams.total())})
        self.metrics.gauge(
            "baonoi_queue", lambda: {(): float(self.turns.waiting + self.remote.waiting)}
        )

    def request_for(self, name: str | None = None, speed: float = 1.0) -> VoiceRequest:
        """Who is asked to speak; speeds are told apart by hundredths."""
        voice = name or self.settings.voice
        return VoiceRequest(voice, offline=self.settings.offline, speed=round(speed, 2))

    async def choice(self, request: VoiceRequest) -> VoiceChoice:
        """Who speaks: see :meth:`SharedVoices.choice`."""
        known = self.voices.known(request)
        if known is not None:
            return known
        return await asyncio.to_thread(self.voices.choice, request)

    def turns_of(self, choice: VoiceChoice) -> Turns:
        """The hands that serve whoever hears that voice."""
        return self.remote if self.voices.session(choice.spec).online else self.turns

    def stream(self, reading: Performance, form: str) -> Stream:
        """The reading's sound on its way to one listener."""
        return Stream(parts(reading, form), self.turns_of(reading.choice))

    @contextmanager
    def place(self, client: str) -> Iterator[None]:
        """A place among those who listen.

        Raises:
            Refused: all are taken, or this client has taken too many.
        """
        limits = self.settings.limits
        if self.closing.is_set():
            raise Refused(503, "closing", "The server is about to end.", Retry_After="10")
        if self._streams.total() >= limits.jobs or self._streams[client] >= limits.jobs_each:
            raise Refused(
                429, "too-many-jobs", "Too many listen at once; come again.", Retry_After="5"
            )
        self._streams[client] += 1
        try:
            yield
        finally:
            self._streams[client] -= 1
            if not self._streams[client]:
                del self._streams[client]

    def failed(self, error: Exception) -> None:
        """Count a reading that came to nothing."""
        code = error.code if isinstance(error, BaonoiError) else "unforeseen"
        self.metrics.count("baonoi_voice_failures_total", code=code)

    def preload(self) -> None:
        """Have the usual voice ready, and what it needs imported."""
        began = time.monotonic()
        try:
            choice = self.voices.choice(self.request_for())
            self.voices.preload(choice.spec)
            from baonoi.server.sound import reading_of

            made = parts(reading_of("Xin chào.", choice, self.resources, ReadingOptions()), "mp3")
            for _ in made:
                pass
        except BaonoiError as error:
            self.journal.tell("voice", problem=error.code)
        self.ready = True
        self.journal.tell("ready", seconds=round(time.monotonic() - began, 2))

    def close(self) -> None:
        """End the voices."""
        self.turns.close()
        self.remote.close()
        self.voices.close()
        self.clips.close()


SERVICE = web.AppKey("service", Service)


def service_of(request: web.Request) -> Service:
    """The service that a request is for."""
    return request.app[SERVICE]
