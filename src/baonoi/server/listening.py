"""Paste a link, listen while it is made: the pages and the growing sound over HTTP."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path

from aiohttp import web

from baonoi.errors import BaonoiError
from baonoi.reading.job import ReadingJob
from baonoi.reading.options import ReadingOptions
from baonoi.reading.plan import script_of
from baonoi.server.bodies import read
from baonoi.server.files import SECURITY
from baonoi.server.keeper import Keeper
from baonoi.server.live import Live, page_beside
from baonoi.server.lives import Lives, address_in
from baonoi.server.problems import Refused, detail_of, status_of
from baonoi.server.service import service_of
from baonoi.server.shelf import shelf_response

LIVES = web.AppKey("lives", Lives)
KEEPER = web.AppKey("keeper", Keeper)
ENDLESS = (1 << 31) - 1
"""The last byte that is promised to who asks for all from some byte on: nobody knows better, and a
browser takes what ends with less for ended only once it did."""
BREATH = 15.0
"""Seconds after which a silent row of events shows that it is still there."""


def lives_of(request: web.Request) -> Lives:
    """What is read at this server."""
    return request.app[LIVES]


def keeper_of(request: web.Request) -> Keeper:
    """The jobs of this server."""
    return request.app[KEEPER]


async def listen(request: web.Request) -> web.StreamResponse:
    """``GET`` or ``POST /listen``: what was pasted, shared or sent by a bookmark.

    It leads to the page on which it is heard.
    """
    if request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") != "document":
        raise Refused(403, "origin-refused", "A person opens that, and no page.")
    service = service_of(request)
    if request.method == "POST":
        await read(request)
    told = await request.post() if request.method == "POST" else request.query
    given = next((told[name] for name in ("source", "url", "text") if told.get(name)), "")
    text = given if isinstance(given, str) else ""
    try:
        if len(text) > service.settings.limits.characters or not text.strip():
            raise Refused(400, "input-empty", "Nothing was pasted, or too much.")
        options = ReadingOptions(allow_private=service.settings.allow_private)
        order = ReadingJob(address_in(text) or text, service.request_for(), options)
        client = service.guard.client(request)
        with service.place(client):
            if told.get("keep"):
                name = (await keeper_of(request).order(order, client)).id
            else:
                opened = lives_of(request).open(order.source, order.voice, order.options)
                name = (await opened).name
    except (BaonoiError, Refused) as error:
        return await shelf_response(request, status=status_of(error), complaint=detail_of(error))
    raise web.HTTPSeeOther(f"/live-{name}/")


async def _live(request: web.Request) -> Live:
    """What is read; where it waits to be, it is begun for who listens."""
    name = request.match_info["live"]
    live = await keeper_of(request).hear(name)
    if live is not None:
        return live
    job = await keeper_of(request).find(name)
    if job is not None and not job.over:
        raise Refused(503, "job-waiting", "It waits to be read; come again.", Retry_After="5")
    raise Refused(404, "not-found", "That is read no more; look on the shelf.")


async def page(request: web.Request) -> web.StreamResponse:
    """``GET /live-NAME/``: the article; the recording's own page once there is one."""
    job = await keeper_of(request).find(request.match_info["live"])
    if job is not None and job.audio:
        raise web.HTTPSeeOther(page_beside(job.audio))
    live = await _live(request)
    if live.state == "done":
        raise web.HTTPSeeOther(live.page)
    body = await asyncio.to_thread(_page, live)
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", **SECURITY}
    return web.Response(body=body, headers=headers)


def _page(live: Live) -> bytes:
    from baonoi.publish.page.growing import write_growing_page

    performance = live.performance
    voice = performance.choice.voice
    script = script_of(performance.article, voice, performance.options)
    file = io.BytesIO()
    write_growing_page(
        performance.article, script, voice, name=live.subject.slug, sound="sound.mp3", file=file
    )
    return file.getvalue()


async def events(request: web.Request) -> web.StreamResponse:
    """``GET /live-NAME/events``: sentences, progress and the end, as server-sent events."""
    service, live = service_of(request), await _live(request)
    response = web.StreamResponse(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    response.content_type = "text/event-stream"
    last = request.headers.get("Last-Event-ID", "")
    at = int(last) + 1 if last.isdecimal() and len(last) < 9 else 0
    with service.place(service.guard.client(request)), live.listening():
        await response.prepare(request)
        while not service.closing.is_set():
            coming = live.events[at:]
            if coming:
                rows = [
                    f"id: {at + number}\nevent: {name}\ndata: {json.dumps(told)}\n\n"
                    for number, (name, told) in enumerate(coming)
                ]
                at += len(coming)
                await response.write("".join(rows).encode("utf-8"))
            elif live.over:
                break
            else:
                await live.change(BREATH)
                if at == len(live.events):
                    await response.write(b": still here\n\n")
    return response


async def sound(request: web.Request) -> web.StreamResponse:
    """``GET /live-NAME/sound.mp3``: one growing file, and at last a file like any other."""
    service, live = service_of(request), await _live(request)
    headers = {"Content-Type": "audio/mpeg", "Accept-Ranges": "bytes", **SECURITY}
    if live.whole:
        return web.FileResponse(live.file, headers={**headers, "Cache-Control": "no-cache"})
    headers["Cache-Control"] = "no-store"
    with service.place(service.guard.client(request)), live.listening():
        asked = request.headers.get("Range")
        if asked is None:
            return await _growing(request, live, headers)
        first, last = _range(asked)
        if last is None:
            headers["Content-Range"] = f"bytes {first}-{max(first, ENDLESS)}/*"
            return await _growing(request, live, headers, first, 206)
        while live.size <= first and not live.over and not live.whole:
            await live.change()
        end = min(live.size, live.size if last is None else last + 1)
        if end <= first:
            size = str(live.size) if live.whole else "*"
            return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
        data = await asyncio.to_thread(_read, live.file, first, end)
        length = str(live.size) if live.whole else "*"
        headers["Content-Range"] = f"bytes {first}-{first + len(data) - 1}/{length}"
        return web.Response(status=206, body=data, headers=headers)


async def _growing(
    request: web.Request, live: Live, headers: dict[str, str], at: int = 0, status: int = 200
) -> web.StreamResponse:
    """What is there from a byte on, and what comes, until all is there."""
    response = web.StreamResponse(status=status, headers=headers)
    await response.prepare(request)
    while True:
        if live.size > at:
            data = await asyncio.to_thread(_read, live.file, at, min(live.size, at + (1 << 18)))
            at += len(data)
            await response.write(data)
        elif live.whole or live.over:
            break
        else:
            await live.change()
    if not live.whole and request.transport is not None:
        request.transport.abort()  # what is missing is not to be taken for the end
        return response
    await response.write_eof()
    return response


def _range(asked: str) -> tuple[int, int | None]:
    """The first byte that is asked for, and the last one."""
    unit, _, part = asked.partition("=")
    first, _, last = part.partition("-")
    if unit.strip() != "bytes" or "," in part or not first.strip().isdecimal():
        raise Refused(416, "range-odd", "Only one range from a first byte on is given.")
    return int(first[:15]), int(last[:15]) if last.strip().isdecimal() else None


def _read(path: Path, first: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(end - first)


ROUTES = [
    web.get("/listen", listen),
    web.post("/listen", listen),
    web.get("/live-{live:[A-Za-z0-9_-]+}/", page),
    web.get("/live-{live:[A-Za-z0-9_-]+}/index.html", page),
    web.get("/live-{live:[A-Za-z0-9_-]+}/events", events),
    web.get("/live-{live:[A-Za-z0-9_-]+}/sound.mp3", sound),
]
