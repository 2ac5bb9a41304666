"""Our own API of texts: what an article is, how it is spelled out, and why."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from baonoi.model import Voice
from baonoi.reading.options import ReadingOptions
from baonoi.reading.source import understand
from baonoi.server.bodies import Wrong, one_of, text_in, voice_in
from baonoi.server.orders import options_in, source_in, told_in
from baonoi.server.service import service_of

ACCENTS = ("northern", "southern")


async def clean(request: web.Request) -> web.Response:
    """``/v1/clean``: the article as ``baonoi clean --json`` tells it."""
    service = service_of(request)
    told = await told_in(request)
    source, options = source_in(told, service), options_in(told, service)
    with service.place(service.guard.client(request)):
        return web.json_response(await asyncio.to_thread(_cleaned, source, options))


async def explain(request: web.Request) -> web.Response:
    """``/v1/explain``: how it will be read, and why, as ``baonoi explain --json`` tells it."""
    service = service_of(request)
    told = await told_in(request)
    source, options = source_in(told, service), options_in(told, service)
    asked = service.request_for(voice_in(text_in(told, "voice", service.settings.voice)))
    with service.place(service.guard.client(request)):
        choice = await service.choice(asked)
        report = await asyncio.to_thread(_explained, source, choice.voice, options)
        return web.json_response(report)


async def normalize(request: web.Request) -> web.Response:
    """``/v1/normalize``: written Vietnamese spelled out, and which words came from where."""
    service = service_of(request)
    told = await told_in(request)
    text = text_in(told, "text")
    if len(text) > service.settings.limits.characters:
        raise Wrong("text", "text is too long.", "input-too-long")
    accent = one_of(told, "accent", ACCENTS[0], ACCENTS)
    with service.place(service.guard.client(request)):
        return web.json_response(await asyncio.to_thread(_normalized, text, accent))


def _cleaned(source: str, options: ReadingOptions) -> dict[str, Any]:
    from baonoi.cleaner import to_json
    from baonoi.server.lives import page_of

    article = understand(page_of(source, options), anyway=options.anyway)
    made: dict[str, Any] = to_json(article)
    return made


def _explained(source: str, voice: Voice, options: ReadingOptions) -> dict[str, Any]:
    from baonoi.reading.explanation import explain as told_why
    from baonoi.reading.plan import script_of
    from baonoi.server.lives import page_of

    article = understand(page_of(source, options), anyway=options.anyway)
    return {"version": 1, **told_why(article, script_of(article, voice, options))}


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
    *(
        web.post(f"/v1/{name}", done)
        for name, done in (("clean", clean), ("normalize", normalize), ("explain", explain))
    ),
    *(
        web.get(f"/v1/{name}", done)
        for name, done in (("clean", clean), ("normalize", normalize), ("explain", explain))
    ),
]
