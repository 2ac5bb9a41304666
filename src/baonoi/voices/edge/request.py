"""One request to Microsoft's read-aloud service, through edge-tts: audio and word boundaries.

edge-tts is imported when the first request is made: it takes a quarter of a second.
"""

from __future__ import annotations

import asyncio
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from baonoi.told import Told
from baonoi.voices.online.answer import LARGEST
from baonoi.voices.online.service import TransientError, proxy_refusal, refusal

if TYPE_CHECKING:
    import edge_tts

CLOSING = 0.1
"""Seconds in which TLS inside a tunnel says good-bye: the client leaves before it is done."""
TICKS = 10_000_000
"""The service's units a second."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """When the service says a word, in seconds from the beginning of its audio."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service sent: an MP3, and its words in order."""

    audio: bytes
    words: tuple[Boundary, ...]


def ask(
    text: str, voice: str, rate: str, *, proxy: str, idle_time: float, total_time: float
) -> Answer:
    """Have ``text`` said. Runs an event loop of its own, so it may be called in any thread.

    Args:
        text: plain text; the library escapes it.
        voice: the service's name of it, "vi-VN-NamMinhNeural".
        rate: change of speed, "+0%".
        proxy: the address of the one to go through; empty where there is none.
        idle_time: seconds until a connection stands, and until the answer goes on.
        total_time: seconds for everything, however slowly the answer drips.

    Raises:
        TransientError: there is no whole answer.
    """
    import edge_tts

    try:
        request = edge_tts.Communicate(
            text,
            voice,
            rate=rate,
            boundary="WordBoundary",
            proxy=proxy or None,  # from the environment it would take none for a WebSocket
            connect_timeout=max(1, round(min(idle_time, total_time))),
            receive_timeout=max(1, round(min(idle_time, total_time))),
        )
        with ThreadPoolExecutor(1) as aside:  # whoever calls may have an event loop of its own
            return aside.submit(asyncio.run, _collect(request, idle_time, total_time)).result()
    except TransientError:
        raise
    except Exception as error:  # the library and what it stands on have many
        raise _failure(error) from error


def _failure(error: Exception) -> TransientError:
    """What went wrong, told by what the library raised.

    A refusal that carries no date it wraps up: it would set its clock by it and try again.
    """
    import aiohttp
    from edge_tts.exceptions import EdgeTTSException, NoAudioReceived, SkewAdjustmentError

    if isinstance(error, SkewAdjustmentError) and isinstance(error.__cause__, aiohttp.ClientError):
        error = error.__cause__
    match error:
        case TimeoutError():
            return TransientError(Told("it did not answer in time"))
        case aiohttp.ClientHttpProxyError():
            return proxy_refusal(error.status)
        case aiohttp.WSServerHandshakeError():
            wait = error.headers.get("Retry-After") if error.headers else None
            return refusal(error.status, wait)
        case aiohttp.ClientConnectorCertificateError() | ssl.SSLCertVerificationError():
            return TransientError(Told("its certificate cannot be trusted"), passing=False)
        case aiohttp.ClientProxyConnectionError():
            return TransientError(Told("the proxy before it cannot be reached"))
        case aiohttp.ClientConnectorDNSError():
            return TransientError(Told("its address cannot be found"))
        case aiohttp.ClientError() | OSError():
            return TransientError(Told("the connection failed ({reason})", reason=_brief(error)))
        case NoAudioReceived():
            return TransientError(Told("it sent no audio"), outdated=True)
        case EdgeTTSException() | ValueError() | KeyError() | TypeError():
            reason = Told("it did not answer as expected ({reason})", reason=_brief(error))
            return TransientError(reason, outdated=True)
    raise error


async def _collect(request: edge_tts.Communicate, idle_time: float, total_time: float) -> Answer:
    """Everything up to the end; the library waits for ever once the connection stands."""
    audio = bytearray()
    words: list[Boundary] = []
    now = asyncio.get_running_loop().time
    deadline = now() + total_time
    try:
        async with asyncio.timeout_at(min(now() + idle_time, deadline)) as limit:
            async for chunk in request.stream():
                limit.reschedule(min(now() + idle_time, deadline))
                if chunk["type"] == "audio":
                    audio += chunk["data"]
                    if len(audio) > LARGEST:
                        raise TransientError(
                            Told("it sent far more than was asked for"), passing=False
                        )
                elif chunk["type"] == "WordBoundary":
                    start = chunk["offset"] / TICKS
                    words.append(Boundary(chunk["text"], start, start + chunk["duration"] / TICKS))
    finally:
        if request.proxy:
            await asyncio.sleep(CLOSING)
    if not ended(request):
        raise TransientError(Told("the connection was cut in mid-answer"))
    return Answer(bytes(audio), tuple(words))


def ended(request: edge_tts.Communicate) -> bool:
    """Whether the service closed its answer: the library takes a lost connection for the end.

    At the service's "turn.end" the library moves the bytes counted for the running part to its
    total; where they still stand there, that message never came.
    """
    return request.state["chunk_audio_bytes"] == 0


def _brief(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
