"""What a client hands over to be read, and how: the tables by which it is checked and described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from baonoi.errors import UsageError
from baonoi.reading.options import BITRATES, LOUDNESS, PARTS, QUALITY, ReadingOptions
from baonoi.server.bodies import Wrong, read_object, text_in
from baonoi.server.lives import ADDRESS
from baonoi.server.problems import Refused
from baonoi.server.service import Service

SOURCES = {
    "url": "An address of http or https.",
    "text": "A text as it stands; blank lines part its paragraphs.",
    "html": "The HTML of a page.",
}
"""One of them is given."""
FLAG: dict[str, Any] = {"type": "boolean", "default": False}
OPTIONS: dict[str, dict[str, Any]] = {
    "captions": {**FLAG, "description": "Read captions where they stand."},
    "notes": {**FLAG, "description": "Read footnotes and endnotes."},
    "without": {
        "type": "array",
        "items": {"enum": list(PARTS)},
        "description": "What is left out.",
    },
    "say_source": {**FLAG, "description": "Say who published it, and when, instead of the date."},
    "loudness": {
        "type": "number",
        "minimum": LOUDNESS[0],
        "maximum": LOUDNESS[1],
        "description": "LUFS.",
    },
    "bitrate": {"enum": list(BITRATES), "description": "kbit/s."},
    "quality": {
        "type": "integer",
        "minimum": QUALITY[0],
        "maximum": QUALITY[1],
        "description": "LAME's effort: 0 is the slowest and best.",
    },
    "anyway": {**FLAG, "description": "Read what does not look like an article, too."},
}
"""What a client may say of how it is read; the rest is of the server's own disk and network."""
TRUE, FALSE = ("1", "true", "yes", ""), ("0", "false", "no")
"""How a query says it."""


async def told_in(request: web.Request) -> dict[str, Any]:
    """The object that was sent, or what the query of a GET tells instead.

    Raises:
        Refused: there is none, or a page of another site asks.
    """
    if request.method == "POST":
        return await read_object(request)
    if request.headers.get("Sec-Fetch-Site") == "cross-site" and "Origin" not in request.headers:
        raise Refused(403, "origin-refused", "No other site may ask that.")
    told: dict[str, Any] = dict(request.query)
    told["options"] = {
        name: _option(name, request.query.getall(name)) for name in OPTIONS if name in request.query
    }
    return told


def source_in(told: Mapping[str, Any], service: Service) -> str:
    """The address, the text or the HTML that a client hands over: one of them.

    Raises:
        Wrong: it is none, or too long.
    """
    given = [name for name in SOURCES if told.get(name) is not None]
    if len(given) != 1:
        raise Wrong("url", "One of url, text and html must be given.")
    source = text_in(dict(told), given[0])
    if len(source) > service.settings.limits.characters:
        raise Wrong(given[0], f"{given[0]} is too long.", "input-too-long")
    if (given[0] == "url") != bool(ADDRESS.fullmatch(source)):
        raise Wrong(given[0], "Only url takes an address, and it must be one of http or https.")
    if given[0] == "html" and not source.lstrip().startswith("<"):
        raise Wrong("html", "html is no HTML.")
    if not source.strip():
        raise Wrong(given[0], f"{given[0]} is empty.", "input-empty")
    return source


def options_in(told: Mapping[str, Any], service: Service) -> ReadingOptions:
    """How it is read.

    Raises:
        Wrong: it cannot be read so.
    """
    given = told.get("options", {})
    if not isinstance(given, dict) or not set(given) <= set(OPTIONS):
        raise Wrong("options", f"options are an object with some of: {', '.join(OPTIONS)}.")
    for name, value in given.items():
        if not isinstance(value, _kinds(name)) or (isinstance(value, bool) != _is_flag(name)):
            raise Wrong("options", f"options.{name} cannot be that.")
    try:
        if "without" in given:
            given = {**given, "without": tuple(map(str, given["without"]))}
        return ReadingOptions(allow_private=service.settings.allow_private, **given)
    except UsageError as error:
        raise Wrong("options", str(error.message), error.code) from None


def _is_flag(name: str) -> bool:
    return OPTIONS[name].get("type") == "boolean"


def _kinds(name: str) -> tuple[type, ...]:
    kinds: dict[str, tuple[type, ...]] = {
        "boolean": (bool,),
        "array": (list,),
        "number": (int, float),
    }
    return kinds.get(OPTIONS[name].get("type", ""), (int,))


def _option(name: str, values: list[str]) -> Any:
    """The value that a query means; what makes no sense stays as it is, and is refused."""
    value = values[-1]
    if name == "without":
        return [part for each in values for part in each.split(",") if part]
    if _is_flag(name):
        return True if value in TRUE else False if value in FALSE else value
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number.is_integer() else number
