"""Our own API of readings: an article is handed over, and read."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from aiohttp import web

from baonoi.model import SPEEDS
from baonoi.reading.job import ReadingJob
from baonoi.server.bodies import Wrong, number_in, read_object, text_in, voice_in
from baonoi.server.job import Job, job_of, job_told
from baonoi.server.listening import events, keeper_of, lives_of
from baonoi.server.live import page_beside
from baonoi.server.lives import ADDRESS
from baonoi.server.orders import options_in, source_in
from baonoi.server.problems import Refused
from baonoi.server.service import Service, service_of

LONGEST_ADDRESS = 2000
"""Characters of an address that is let know."""


async def read(request: web.Request) -> web.Response:
    """``POST /v1/read``: a job; it is read whether or not somebody listens."""
    service, keeper = service_of(request), keeper_of(request)
    told = await read_object(request)
    source, options = source_in(told, service), options_in(told, service)
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


ROUTES = [
    web.post("/v1/read", read),
    web.get("/v1/read/{live}", job),
    web.delete("/v1/read/{live}", cancel),
    web.get("/v1/read/{live}/events", job_events),
]
