"""Our own API: an article is handed over, and read; a text is cleaned or spelled out."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from aiohttp import web

from baonoi.errors import UsageError
from baonoi.model import SPEEDS
from baonoi.reading.job import ReadingJob
from baonoi.reading.options import ReadingOptions
from baonoi.reading.source import understand
from baonoi.server.bodies import Wrong, number_in, one_of, read_object, text_in, voice_in
from baonoi.server.job import Job, job_of, job_told
from baonoi.server.listening import events, keeper_of, lives_of
from baonoi.server.live import page_beside
from baonoi.server.lives import ADDRESS
from baonoi.server.problems import Refused
from baonoi.server.service import Service, service_of

OPTIONS = ("captions", "notes", "without", "say_source", "loudness", "bitrate", "quality", "anyway")
"""What a client may say of how it is read; the rest is of the server's own disk and network."""
SOURCES = ("url", "text", "html")
LONGEST_ADDRESS = 2000
"""Characters of an address that is let know."""


async def read(request: web.Request) -> web.Response:
    """``POST /v1/read``: a job; it is read whether or not somebody listens."""
    service, keeper = service_of(request), keeper_of(request)
    told = await read_object(request)
    source, options = _source(told, service), _options(told, service)
    voice = voice_in(text_in(told, "voice", service.settings.voice))
    speed = number_in(told, "speed", 1.0, *SPEEDS)
    webhook = await _webhook(told, service)
    order = ReadingJob(source, service.request_for(voice, speed), options)
    client = service.guard.client(request)
    with service.place(client):
        ordered = await keeper.order(order, client, webhook)
    headers = {"Location": f"/v1/read/{ordered.id}"}
    return web.json_response(await _seen(request, ordered), status=202, headers=headers)


async def job(request: web.Request) -> web.Response:
    """``GET /v1/read/{id}``: how far it is."""
    found = await _found(request)
    return web.json_response(await _seen(request, found), headers={"Cache-Control": "no-store"})


async def cancel(request: web.Request) -> web.Response:
    """``DELETE /v1/read/{id}``: say no more of it."""
    found = await _found(request)
    found = await keeper_of(request).cancel(found.id) or await _found(request)
    return web.json_response(await _seen(request, found))


async def job_events(request: web.Request) -> web.StreamResponse:
    """``GET /v1/read/{id}/events``: what happens; of what is long over, how it ended."""
    found = await keeper_of(request).find(request.match_info["live"])
    if found is None or not found.over or lives_of(request).find(found.id) is not None:
        return await events(request)
    name, told = ("done", {"page": page_beside(found.audio)}) if found.audio else ("failed", {})
    if not found.audio:
        told = {"code": found.error or found.state}
    return web.Response(
        text=f"event: {name}\ndata: {json.dumps(told)}\n\n",
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


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


async def _webhook(told: dict[str, Any], service: Service) -> str | None:
    """The address that is let know, if there is one."""
    if told.get("webhook") is None:
        return None
    url = text_in(told, "webhook")
    if not service.settings.webhook_secrets:
        raise Wrong("webhook", "This server has no secret to sign webhooks with.", "webhooks-off")
    if not ADDRESS.fullmatch(url) or len(url) > LONGEST_ADDRESS:
        raise Wrong("webhook", "webhook must be an address of http or https.")
    from baonoi.sources.sending import judge

    await asyncio.to_thread(judge, url, allow_private=service.settings.allow_private)
    return url


async def _found(request: web.Request) -> Job:
    name = request.match_info["live"]
    found = await keeper_of(request).find(name)
    if found is None:
        live = lives_of(request).find(name)
        if live is None:
            raise Refused(404, "not-found", "There is no such job, or it is forgotten.")
        found = job_of(live)
    return found


async def _seen(request: web.Request, job: Job) -> dict[str, Any]:
    """A job as clients see it, as far as it is this very moment."""
    live = lives_of(request).find(job.id)
    if live is not None and not job.over:
        job = replace(job_of(live), id=job.id)
    webhooks = await keeper_of(request).told(job.id)
    return {**job_told(job), **({"webhooks": webhooks} if webhooks else {})}


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
    web.get("/v1/read/{live}/events", job_events),
    web.post("/v1/clean", clean),
    web.post("/v1/normalize", normalize),
]
