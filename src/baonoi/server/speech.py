"""OpenAI's API of speech: what its clients send, answered by a Vietnamese voice.

Source: OpenAI's API reference, "Create speech", and what its official Python client sends.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from baonoi.encode.running import MEDIA_TYPES
from baonoi.errors import BaonoiError, NoArticleError
from baonoi.model import SPEEDS
from baonoi.reading.options import ReadingOptions
from baonoi.reading.stream import Part
from baonoi.server.bodies import Wrong, number_in, one_of, read_object, text_in, voice_in
from baonoi.server.problems import answer
from baonoi.server.service import Service, service_of
from baonoi.server.sound import reading_of
from baonoi.server.stream import Stream

MODELS = ("baonoi", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")
"""Names that clients send; all mean the same."""
THEIRS = {
    **dict.fromkeys(("alloy", "ash", "ballad", "cedar", "echo", "fable", "onyx", "verse"), "nam"),
    **dict.fromkeys(("coral", "marin", "nova", "sage", "shimmer"), "nu"),
}
"""OpenAI's voices, for clients that offer no other: men and women."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a client asks for."""

    text: str
    voice: str
    speed: float
    form: str
    as_events: bool


def order_of(told: dict[str, Any], most: int) -> Order:
    """What a client's object asks for.

    Raises:
        Wrong: it cannot be.
    """
    text = text_in(told, "input")
    if not text.strip():
        raise Wrong("input", "input is empty.", "input-empty")
    if len(text) > most:
        raise Wrong("input", f"input has at most {most} characters.", "input-too-long")
    one_of(told, "model", MODELS[0], MODELS)
    voice = told.get("voice", "nam")
    if isinstance(voice, dict):
        voice = voice.get("id")
    voice = voice_in(voice)
    return Order(
        text,
        THEIRS.get(voice, voice),
        number_in(told, "speed", 1.0, *SPEEDS),
        one_of(told, "response_format", "mp3", tuple(MEDIA_TYPES)),
        one_of(told, "stream_format", "audio", ("audio", "sse")) == "sse",
    )


async def speech(request: web.Request) -> web.StreamResponse:
    """``POST /v1/audio/speech``."""
    began = time.monotonic()
    service = service_of(request)
    told = await read_object(request)
    order = order_of(told, service.settings.limits.speech_characters)
    with service.place(service.guard.client(request)):
        choice = await service.choice(service.request_for(order.voice, order.speed))
        reading = reading_of(order.text, choice, service.resources, ReadingOptions())
        stream = service.stream(reading, order.form)
        try:
            stream.begin()
            return await _answer(request, service, order, stream, began)
        except NoArticleError:
            raise Wrong(
                "input", "There is nothing in it that can be said.", "nothing-to-say"
            ) from None
        except BaonoiError as error:
            service.failed(error)
            raise
        finally:
            stream.leave()
            service.metrics.count("baonoi_sound_seconds_total", stream.seconds)


async def _answer(
    request: web.Request, service: Service, order: Order, stream: Stream, began: float
) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Cache-Control": "no-store"})
    response.content_type = "text/event-stream" if order.as_events else MEDIA_TYPES[order.form]
    coming = (_events(stream, order) if order.as_events else _bytes(stream)).__aiter__()
    first = await anext(coming, b"")
    service.metrics.first_byte(time.monotonic() - began)
    await response.prepare(request)
    try:
        await response.write(first)
        async for data in coming:
            await response.write(data)
    except BaonoiError as error:
        service.failed(error)
        if request.transport is not None:  # its head is gone: a length that lacks tells of it
            request.transport.abort()
        return response
    await response.write_eof()
    return response


async def _bytes(stream: Stream) -> AsyncIterator[bytes]:
    async for part in stream:
        yield part.data


async def _events(stream: Stream, order: Order) -> AsyncIterator[bytes]:
    async for part in stream:
        yield _event(_delta(part))
    words = len(order.text.split())
    usage = {"input_tokens": words, "output_tokens": 0, "total_tokens": words}
    yield _event({"type": "speech.audio.done", "usage": usage})


def _delta(part: Part) -> dict[str, str]:
    return {"type": "speech.audio.delta", "audio": base64.b64encode(part.data).decode("ascii")}


def _event(told: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(told)}\n\n".encode()


async def models(request: web.Request) -> web.Response:
    """``GET /v1/models``."""
    listed = [_model(name) for name in MODELS]
    return web.json_response({"object": "list", "data": listed})


async def model(request: web.Request) -> web.Response:
    """``GET /v1/models/{name}``."""
    name = request.match_info["name"]
    if name not in MODELS:
        return answer(Wrong("model", "There is no such model.", "model-not-found"), as_openai=True)
    return web.json_response(_model(name))


def _model(name: str) -> dict[str, object]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "baonoi"}


async def voices(request: web.Request) -> web.Response:
    """``GET /v1/voices``: as ``baonoi voices --json`` has them."""
    import asyncio

    service = service_of(request)
    return web.json_response(await asyncio.to_thread(_survey, service.settings.offline))


def _survey(offline: bool) -> dict[str, object]:
    from baonoi.voices import survey

    rows = [
        {
            "name": offer.voice.name,
            "label": offer.voice.label,
            "engine": offer.voice.engine,
            "gender": offer.voice.gender,
            "accent": offer.voice.accent,
            "usable": offer.availability.usable,
            "reason": str(offer.availability.reason),
        }
        for offer in survey(offline=offline).offers
    ]
    return {"version": 1, "voices": rows}
