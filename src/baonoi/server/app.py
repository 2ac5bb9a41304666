"""The server's routes, and what is done around each of them."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from baonoi.server import enter, jobs, listening, shelf, sites, speech, texts
from baonoi.server.door import connection_of
from baonoi.server.enter import entrance, is_person, taken_along
from baonoi.server.guard import cors, preflight
from baonoi.server.keeper import Keeper
from baonoi.server.lives import Lives
from baonoi.server.problems import OPENAI, Refused, answer
from baonoi.server.service import SERVICE, Service, service_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(service: Service) -> web.Application:
    """All routes of a server."""
    limits = service.settings.limits
    app = web.Application(middlewares=[_around], client_max_size=limits.bytes)
    app[SERVICE] = service
    app.add_routes(
        [
            web.get("/healthz", _healthy),
            web.get("/readyz", _ready),
            web.get("/metrics", _metrics),
            web.get("/openapi.json", _openapi),
            web.post("/v1/audio/speech", speech.speech),
            web.get("/v1/models", speech.models),
            web.get("/v1/models/{name}", speech.model),
            web.get("/v1/voices", speech.voices),
            web.get("/v1/audio/voices", speech.voices),
            *jobs.ROUTES,
            *texts.ROUTES,
            *listening.ROUTES,
            *sites.ROUTES,
            *enter.ROUTES,
            *shelf.ROUTES,
        ]
    )
    app[listening.LIVES] = lives = Lives(service)
    app[listening.KEEPER] = keeper = Keeper(service, lives)

    async def wake(_: web.Application) -> None:
        lives.wake()

    async def close(_: web.Application) -> None:
        await keeper.close()  # before: what is stopped now is not stopped for good
        await lives.close()

    app.on_shutdown.append(wake)
    app.on_cleanup.append(close)
    return app


@web.middleware
async def _around(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let it in or not; tell errors as this API has them; count it and write it down."""
    began = time.monotonic()
    service, connection = service_of(request), connection_of(request)
    status = 499  # whoever asked left
    if connection is not None:
        connection.begin()
    try:
        response = await _judged(request, handler, service)
        status = response.status
        return response
    except web.HTTPRedirection as error:
        status = error.status
        raise
    except Exception as error:
        if isinstance(error, ConnectionError) and _gone(request):
            return web.Response(status=status)  # nobody reads it
        if isinstance(error, Refused) and error.code == "token-wrong" and is_person(request):
            status = 401
            return entrance(request)
        response = answer(error, as_openai=request.path.startswith(OPENAI))
        status = response.status
        if status == 500:
            service.journal.tell("fault", path=request.path, error=repr(error)[:500])
        return _readable(request, response, service)
    finally:
        if connection is not None:
            connection.end()
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else "none"
        service.metrics.count(
            "baonoi_requests_total", route=route, method=_known(request.method), status=str(status)
        )
        service.journal.tell(
            "request",
            client=service.guard.client(request),
            method=request.method,
            path=request.path,
            status=status,
            ms=round(1000 * (time.monotonic() - began), 1),
        )


async def _judged(request: web.Request, handler: Handler, service: Service) -> web.StreamResponse:
    site = service.guard.judge(request)
    if request.method == "OPTIONS" and site is not None:
        return preflight(site)
    response = taken_along(request) or await handler(request)
    if site is not None and not response.prepared:
        cors(response, site)
    return response


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _readable(request: web.Request, response: web.Response, service: Service) -> web.StreamResponse:
    """An error as a page of an allowed site may read it."""
    origin = request.headers.get("Origin", "")
    if origin.lower() in service.settings.origins:
        cors(response, origin)
    return response


def _known(method: str) -> str:
    return method if method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS") else "other"


async def _healthy(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"}, headers={"Cache-Control": "no-store"})


async def _ready(request: web.Request) -> web.Response:
    service = service_of(request)
    ready = service.ready and not service.closing.is_set()
    return web.json_response({"ready": ready}, status=200 if ready else 503)


async def _metrics(request: web.Request) -> web.Response:
    return web.Response(
        body=service_of(request).metrics.text().encode(),
        headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
    )


async def _openapi(request: web.Request) -> web.Response:
    from baonoi.server.openapi import document  # seldom asked for: a server is ready without it

    return web.json_response(document(service_of(request).settings.limits))
