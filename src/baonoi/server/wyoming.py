"""Wyoming, the protocol of Home Assistant's voices: a line of JSON an event, over TCP.

Source: the protocol's own description and client (github.com/OHF-Voice/wyoming). It knows no token:
whoever reaches the port may have something said, so nobody from the open internet is let in.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import baonoi
from baonoi.encode.running import PCM_RATE
from baonoi.errors import BaonoiError, NoArticleError
from baonoi.reading.options import ReadingOptions
from baonoi.server.bodies import Wrong, text_in, voice_in
from baonoi.server.problems import Refused, code_of, detail_of, status_of
from baonoi.server.service import Service
from baonoi.server.sockets import BACKLOG
from baonoi.server.sound import reading_of
from baonoi.sources.addresses import is_public

LINE = 1 << 16
"""Bytes of an event's first line."""
FORMAT = {"rate": PCM_RATE, "width": 2, "channels": 1}
LANGUAGE = "vi"
SENTENCE_ENDS = re.compile(r"[.!?…][\"”’')\]]*\s+(?=\S)|\n+")
"""Where what has come so far can be said: before what begins like a sentence."""
SHORT = re.compile(r"(?:^|\s)[A-ZĐ][\w.]{0,3}\.\s+$")
"""Not behind a short form: TP. HCM, TS. Hà, Q. 1."""
GAP = round(0.45 * PCM_RATE) * 2
"""Bytes of silence between two parts of one text; at the very end there is more."""
QUIET = 32
"""What a sample of silence stays below."""
LINGER = 2.0
"""Seconds in which what was sent before an error was read is taken, and thrown away."""


@dataclass(frozen=True, slots=True)
class Event:
    """What one side tells the other."""

    type: str
    data: dict[str, Any] = field(default_factory=dict)
    payload: bytes = b""


@asynccontextmanager
async def wyoming(
    service: Service, sockets: Sequence[socket.socket], grace: float
) -> AsyncIterator[None]:
    """Clients of Home Assistant are let in there; at its end they are waited for so long."""
    talks: dict[asyncio.Task[None], Talk] = {}

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks[task] = talk = Talk(service, reader, writer)
        try:
            if len(talks) <= service.settings.limits.jobs:
                await talk.run()
        except (ConnectionError, asyncio.CancelledError):
            pass  # whoever asked left, or the server ends
        finally:
            del talks[task]
            writer.close()

    servers = [
        await asyncio.start_server(meet, sock=each, limit=LINE, backlog=BACKLOG) for each in sockets
    ]
    try:
        yield
    finally:
        for server in servers:
            server.close()
        for task, talk in talks.items():
            if talk.idle:
                task.cancel()
        if talks:
            await asyncio.wait(tuple(talks), timeout=grace)
        late = tuple(talks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


class Talk:
    """One connection."""

    def __init__(
        self, service: Service, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._service, self._reader, self._writer = service, reader, writer
        self.client = str((writer.get_extra_info("peername") or ("?",))[0])
        self.idle = True
        """Whether nothing is being said, or about to be."""
        self._voice: str | None = None
        self._text: str | None = None
        """What came of a text that comes in parts, and is not said yet."""
        self._length = 0
        self._spoken = False

    async def run(self) -> None:
        """Answer until the other side leaves."""
        service = self._service
        while (event := await self._next()) is not None:
            began, status = time.monotonic(), 200
            self.idle = refused = False
            try:
                await self._answer(event)
            except (Refused, BaonoiError) as error:
                status = status_of(error)
                refused, self._text = True, None
                await self._send("error", text=detail_of(error), code=code_of(error))
            finally:
                self.idle = self._text is None
                kind = event.type if event.type in ANSWERED else "other"
                service.metrics.count(
                    "baonoi_requests_total", route="wyoming", method=kind, status=str(status)
                )
                service.journal.tell(
                    "wyoming",
                    client=self.client,
                    type=kind,
                    status=status,
                    ms=round(1000 * (time.monotonic() - began), 1),
                )
            if refused:
                await self._hang_up()
                return  # what was begun is not to be taken for whole

    async def _hang_up(self) -> None:
        """Close our side; a system that closes over what nobody read takes the error back."""
        self._writer.write_eof()
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER):
                while await self._reader.read(LINE):
                    pass

    async def _answer(self, event: Event) -> None:
        if is_public(self.client):
            raise Refused(403, "client-public", "Only clients of the own network are let in.")
        self._service.guard.check_pace(self.client)
        match event.type:
            case "describe":
                await self._send("info", **await asyncio.to_thread(_info, self._service))
            case "ping":
                await self._send("pong", **event.data)
            case "synthesize" if self._text is None:  # of a streamed text it is the repetition
                self._begin(event)
                await self._take(text_in(event.data, "text"))
                await self._end()
            case "synthesize-start":
                self._begin(event)
            case "synthesize-chunk" if self._text is not None:
                await self._take(text_in(event.data, "text"))
            case "synthesize-stop" if self._text is not None:
                await self._end()
                await self._send("synthesize-stopped")

    def _begin(self, event: Event) -> None:
        if event.data.get("text_format") == "ssml":
            raise Wrong("text_format", "Text is taken, and no SSML.")
        voice = event.data.get("voice")
        name = voice.get("name") if isinstance(voice, dict) else None
        self._voice = None if name is None else voice_in(name)
        self._text, self._length, self._spoken = "", 0, False

    async def _take(self, text: str) -> None:
        """Say what is whole of what has come."""
        most = self._service.settings.limits.speech_characters
        self._length += len(text)
        if self._length > most:
            raise Wrong("text", f"text has at most {most} characters.", "input-too-long")
        whole, self._text = whole_of(f"{self._text}{text}")
        if whole.strip():
            await self._say(whole, last=False)

    async def _end(self) -> None:
        rest, self._text = self._text or "", None
        if rest.strip() or not self._spoken:
            await self._say(rest, last=True)
        await self._send("audio-stop", timestamp=None)

    async def _say(self, text: str, *, last: bool) -> None:
        service, began = self._service, time.monotonic()
        with service.place(self.client):
            choice = await service.choice(service.request_for(self._voice))
            reading = reading_of(text, choice, service.resources, ReadingOptions())
            stream = service.stream(reading, "pcm")
            held = b""
            try:
                stream.begin()
                async for part in stream:
                    if not self._spoken:
                        self._spoken = True
                        service.metrics.first_byte(time.monotonic() - began)
                        await self._send("audio-start", **FORMAT, timestamp=0)
                    sound, held = _without_silence(held + part.data)
                    await self._send_sound(sound)
                await self._send_sound(held if last else held[:GAP])
            except NoArticleError:
                if last and not self._spoken:
                    raise
            except BaonoiError as error:
                service.failed(error)
                raise
            finally:
                stream.leave()
                service.metrics.count("baonoi_sound_seconds_total", stream.seconds)

    async def _next(self) -> Event | None:
        """What the other side tells; None where it left, or makes no sense."""
        limits = self._service.settings.limits
        try:
            line = await asyncio.wait_for(self._reader.readline(), limits.keep)
            if not line.endswith(b"\n"):
                return None
            async with asyncio.timeout(limits.idle):
                head = json.loads(line)
                data = head.get("data") or {}
                more = await self._part(head.get("data_length"), limits.bytes)
                payload = await self._part(head.get("payload_length"), limits.bytes)
            return Event(str(head["type"]), {**data, **json.loads(more or b"{}")}, payload)
        except (TimeoutError, asyncio.IncompleteReadError):
            return None
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None  # a line without end, too, or a length that is none

    async def _part(self, length: Any, most: int) -> bytes:
        if length is None:
            return b""
        if not isinstance(length, int) or not 0 <= length <= most:
            raise ValueError("not a length")
        return await self._reader.readexactly(length)

    async def _send(self, kind: str, **data: Any) -> None:
        await self._write(kind, data)

    async def _send_sound(self, pcm: bytes) -> None:
        if pcm:
            await self._write("audio-chunk", {**FORMAT, "timestamp": None}, pcm)

    async def _write(self, kind: str, data: dict[str, Any], payload: bytes = b"") -> None:
        head: dict[str, Any] = {"type": kind, "version": baonoi.__version__}
        told = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") if data else b""
        if told:
            head["data_length"] = len(told)
        if payload:
            head["payload_length"] = len(payload)
        self._writer.write(json.dumps(head).encode("ascii") + b"\n" + told + payload)
        await asyncio.wait_for(self._writer.drain(), self._service.settings.limits.stalled)


ANSWERED = frozenset(
    ("describe", "ping", "synthesize", "synthesize-start", "synthesize-chunk", "synthesize-stop")
)


def whole_of(text: str) -> tuple[str, str]:
    """The sentences that have come whole, and what comes behind them."""
    end = 0
    for found in SENTENCE_ENDS.finditer(text):
        goes_on = text[found.end() : found.end() + 1].islower() and "\n" not in found[0]
        if not goes_on and not SHORT.search(text, end, found.end()):
            end = found.end()
    return text[:end], text[end:]


def _without_silence(pcm: bytes) -> tuple[bytes, bytes]:
    """The samples up to the last that is heard, and the silence behind it."""
    import numpy as np

    heard = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)) > QUIET)
    end = 2 * (int(heard[-1]) + 1) if heard.size else 0
    return pcm[:end], pcm[end:]


def _info(service: Service) -> dict[str, Any]:
    """What can be had here: one program, with the voices that can speak now."""
    from baonoi.voices import survey

    ours = {"name": "Báo Nói", "url": ""}
    voices = [
        {
            "name": offer.voice.name,
            "description": offer.voice.label,
            "attribution": {"name": offer.voice.engine, "url": ""},
            "installed": True,
            "version": None,
            "languages": [LANGUAGE],
        }
        for offer in survey(offline=service.settings.offline).offers
        if offer.availability.usable
    ]
    program = {
        "name": "baonoi",
        "description": "Báo Nói",
        "attribution": ours,
        "installed": True,
        "version": baonoi.__version__,
        "voices": voices,
        "supports_synthesize_streaming": True,
    }
    return {"tts": [program]}
