"""One request to Microsoft's read-aloud service, through edge-tts: audio and word boundaries.

edge-tts is imported when the first request is made: it takes a quarter of a second.
"""

from __future__ import annotations

import asyncio
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from baonoi.voices.online.answer import LARGEST
from baonoi.voices.online.service import TransientError, refusal

if TYPE_CHECKING:
    import edge_tts

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


def ask(text: str, voice: str, rate: str, *, idle_time: float, total_time: float) -> Answer:
    """Have ``text`` said. Runs an event loop of its own, so it may be called in any thread.

    Args:
        text: plain text; the library escapes it.
        voice: the service's name of it, "vi-VN-NamMinhNeural".
        rate: change of speed, "+0%".
        idle_time: seconds until a connection stands, and until the answer goes on.
        total_time: seconds for everything, however slowly the answer drips.

    Raises:
        TransientError: there is no whole answer.
    """
    import aiohttp
    import edge_tts
    from edge_tts.exceptions import EdgeTTSException

    try:
        request = edge_tts.Communicate(
            text,
            voice,
            rate=rate,
            boundary="WordBoundary",
            connect_timeout=max(1, round(min(idle_time, total_time))),
            receive_timeout=max(1, round(min(idle_time, total_time))),
        )
        with ThreadPoolExecutor(1) as aside:  # whoever calls may have an event loop of its own
            return aside.submit(asyncio.run, _collect(request, idle_time, total_time)).result()
    except TimeoutError as error:
        raise TransientError("it did not answer in time") from error
    except aiohttp.WSServerHandshakeError as error:
        wait = error.headers.get("Retry-After") if error.headers else None
        raise refusal(error.status, wait) from error
    except (aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError) as error:
        raise TransientError("its certificate cannot be trusted", passing=False) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise TransientError("its address cannot be found") from error
    except (aiohttp.ClientError, OSError) as error:
        raise TransientError(f"the connection failed ({_brief(error)})") from error
    except (EdgeTTSException, ValueError, KeyError, TypeError) as error:
        raise TransientError(f"it did not answer as expected ({_brief(error)})") from error


async def _collect(request: edge_tts.Communicate, idle_time: float, total_time: float) -> Answer:
    """Everything up to the end; the library waits for ever once the connection stands."""
    audio = bytearray()
    words: list[Boundary] = []
    now = asyncio.get_running_loop().time
    deadline = now() + total_time
    async with asyncio.timeout_at(min(now() + idle_time, deadline)) as limit:
        async for chunk in request.stream():
            limit.reschedule(min(now() + idle_time, deadline))
            if chunk["type"] == "audio":
                audio += chunk["data"]
                if len(audio) > LARGEST:
                    raise TransientError("it sent far more than was asked for", passing=False)
            elif chunk["type"] == "WordBoundary":
                start = chunk["offset"] / TICKS
                words.append(Boundary(chunk["text"], start, start + chunk["duration"] / TICKS))
    if not ended(request):
        raise TransientError("the connection was cut in mid-answer")
    return Answer(bytes(audio), tuple(words))


def ended(request: edge_tts.Communicate) -> bool:
    """Whether the service closed its answer: the library takes a lost connection for the end.

    At the service's "turn.end" the library moves the bytes counted for the running part to its
    total; where they still stand there, that message never came.
    """
    return request.state["chunk_audio_bytes"] == 0


def _brief(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
