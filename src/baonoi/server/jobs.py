"""Our own API: an article is handed over, and read; a text is cleaned or spelled out."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from baonoi.errors import UsageError
from baonoi.model import SPEEDS
from baonoi.reading.options import ReadingOptions
from baonoi.reading.source import understand
from baonoi.server.bodies import Wrong, number_in, one_of, read_object, text_in, voice_in
from baonoi.server.listening import events, lives_of
from baonoi.server.live import Live
from baonoi.server.lives import ADDRESS
from baonoi.server.problems import Refused
from baonoi.server.service import Service, service_of

OPTIONS = ("captions", "notes", "without", "say_source", "loudness", "bitrate", "quality", "anyway")
"""What a client may say of how it is read; the rest is of the server's own disk and network."""
SOURCES = ("url", "text", "html")


async def read(request: web.Request) -> web.Response:
    """``POST /v1/read``: a job; it is read whether or not somebody listens."""
    service = service_of(request)
    told = await read_object(request)
    source, options = _source(told, service), _options(told, service)
    voice = voice_in(text_in(told, "voice", service.settings.voice))
    speed = number_in(told, "speed", 1.0, *SPEEDS)
    asked = service.request_for(voice, speed)
    with service.place(service.guard.client(request)):
        live = await lives_of(request).open(source, asked, options, kept=True)
    return web.json_response(_job(live), status=202, headers={"Location": f"/v1/read/{live.name}"})


async def job(request: web.Request) -> web.Response:
    """``GET /v1/read/{id}``: how far it is."""
    return web.json_response(_job(_found(request)), headers={"Cache-Control": "no-store"})


async def cancel(request: web.Request) -> web.Response:
    """``DELETE /v1/read/{id}``: say no more of it."""
    live = _found(request)
    live.cancel()
    return web.json_response(_job(live))


async def clean(request: web.Request) -> web.Response:
    """``POST /v1/clean``: the article as ``baonoi clean --json`` tells it."""
    service = service_of(request)
    told = await read_object(request)
    source, options = _source(told, service), _options(told, service)
    with service.place(service.guard.client(request)):
        return web.json_response(await asyncio.to_thread(_cleaned, source, options))


async def normalize(request: web.Request) -> web.Response:
    """``POST /v1/normalize``: written Vietnamese spelled out, and which words came from where."""
    service = service_of(request)
    told = await read_object(request)
    text = text_in(told, "text")
    if len(text) > service.settings.limits.characters:
        raise Wrong("text", "text is too long.", "input-too-long")
    accent = one_of(told, "accent", "northern", ("northern", "southern"))
    with service.place(service.guard.client(request)):
        return web.json_response(await asyncio.to_thread(_normalized, text, accent))


def _source(told: dict[str, Any], service: Service) -> str:
    """The address, the text or the HTML that a client hands over: one of them."""
    given = [name for name in SOURCES if told.get(name) is not None]
    if len(given) != 1:
        raise Wrong("url", "One of url, text and html must be given.")
    source = text_in(told, given[0])
    if len(source) > service.settings.limits.characters:
        raise Wrong(given[0], f"{given[0]} is too long.", "input-too-long")
    if (given[0] == "url") != bool(ADDRESS.fullmatch(source)):
        raise Wrong(given[0], "Only url takes an address, and it must be one of http or https.")
    if given[0] == "html" and not source.lstrip().startswith("<"):
        raise Wrong("html", "html is no HTML.")
    if not source.strip():
        raise Wrong(given[0], f"{given[0]} is empty.", "input-empty")
    return source


def _options(told: dict[str, Any], service: Service) -> ReadingOptions:
    """How it is read."""
    given = told.get("options", {})
    if not isinstance(given, dict) or not set(given) <= set(OPTIONS):
        raise Wrong("options", f"options are an object with some of: {', '.join(OPTIONS)}.")
    try:
        if isinstance(given.get("without"), list):
            given = {**given, "without": tuple(map(str, given["without"]))}
        usual = ReadingOptions()
        for name, value in given.items():
            kinds = (
                (int, float)
                if name in ("loudness", "bitrate", "quality")
                else type(getattr(usual, name))
            )
            if not isinstance(value, kinds) or (name != "captions" and value is None):
                raise Wrong("options", f"options.{name} cannot be that.")
        return ReadingOptions(allow_private=service.settings.allow_private, **given)
    except UsageError as error:
        raise Wrong("options", str(error.message), error.code) from None


def _found(request: web.Request) -> Live:
    live = lives_of(request).find(request.match_info["live"])
    if live is None:
        raise Refused(404, "not-found", "There is no such job, or it is forgotten.")
    return live


def _job(live: Live) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": live.name,
        "state": live.state,
        "title": live.subject.article.title,
        "voice": live.choice.voice.name,
        "seconds": round(live.seconds, 2),
        "events": f"/v1/read/{live.name}/events",
        "listen": f"/live-{live.name}/",
        "sound": f"/live-{live.name}/sound.mp3",
        "recording": live.page or None,
    }
    if live.state == "failed":
        told["error"] = live.error.code if live.error else "unforeseen"
    return told


def _cleaned(source: str, options: ReadingOptions) -> dict[str, Any]:
    from baonoi.cleaner import to_json
    from baonoi.server.lives import page_of

    article = understand(page_of(source, options), anyway=options.anyway)
    made: dict[str, Any] = to_json(article)
    return made


def _normalized(text: str, accent: Any) -> dict[str, Any]:
    from baonoi.normalizer import normalize as spell_out

    said = spell_out(text, accent=accent)
    return {
        "written": said.written,
        "spoken": said.spoken,
        "rewrites": [
            {
                "written": said.written[span.start : span.end],
                "spoken": said.spoken[span.spoken_start : span.spoken_end],
                "from": span.start,
                "to": span.end,
                "class": str(span.kind),
                "confidence": span.confidence,
            }
            for span in said.rewrites
        ],
    }


ROUTES = [
    web.post("/v1/read", read),
    web.get("/v1/read/{live}", job),
    web.delete("/v1/read/{live}", cancel),
    web.get("/v1/read/{live}/events", events),
    web.post("/v1/clean", clean),
    web.post("/v1/normalize", normalize),
]
