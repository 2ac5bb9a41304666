"""What a client sent, as far as it makes sense."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from baonoi.server.problems import Refused
from baonoi.server.service import service_of


class Wrong(Refused):
    """A field that cannot be."""

    def __init__(self, param: str, detail: str, code: str = "invalid-value") -> None:
        super().__init__(400, code, detail)
        self.param = param


async def read(request: web.Request) -> bytes:
    """The body, which must be there in time.

    Raises:
        Refused: it is too large or too slow.
    """
    limits = service_of(request).settings.limits
    if (request.content_length or 0) > limits.bytes:
        raise Refused(413, "too-large", f"A request has at most {limits.bytes} bytes.")
    try:
        return await asyncio.wait_for(request.read(), limits.idle)
    except TimeoutError:
        raise Refused(408, "too-slow", "The request did not come in time.") from None
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "too-large", f"A request has at most {limits.bytes} bytes.") from None


async def read_object(request: web.Request) -> dict[str, Any]:
    """The JSON object that was sent.

    Raises:
        Refused: there is none.
    """
    body = await read(request)
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "not-json", "The body is not JSON.") from None
    if not isinstance(told, dict):
        raise Refused(400, "not-an-object", "The body is not an object of JSON.")
    return told


def text_in(told: dict[str, Any], name: str, usual: str | None = None) -> str:
    """A field that is text.

    Raises:
        Wrong: it is something else, or missing.
    """
    value = told.get(name, usual)
    if not isinstance(value, str):
        raise Wrong(name, f"{name} must be text.")
    return value


def voice_in(name: object) -> str:
    """The name of a voice, which is no path on the server's disk.

    Raises:
        Wrong: it is something else.
    """
    if not isinstance(name, str) or "/" in name or "\\" in name or name.endswith(".onnx"):
        raise Wrong("voice", "voice must be the name of a voice.", "voice-unknown")
    return name


def number_in(told: dict[str, Any], name: str, usual: float, low: float, high: float) -> float:
    """A field that is a number in a range.

    Raises:
        Wrong: it is something else.
    """
    value = told.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Wrong(name, f"{name} must be a number from {low:g} to {high:g}.")
    return float(value)


def one_of(told: dict[str, Any], name: str, usual: str, among: tuple[str, ...]) -> str:
    """A field that is one of a few words.

    Raises:
        Wrong: it is something else.
    """
    value = told.get(name, usual)
    if value not in among:
        raise Wrong(name, f"{name} must be one of: {', '.join(among)}.")
    return str(value)
