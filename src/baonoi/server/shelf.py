"""The shelf and its recordings over HTTP."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from aiohttp import web

from baonoi.publish.library import PAGE
from baonoi.server.files import SECURITY
from baonoi.server.problems import Refused
from baonoi.server.service import service_of


async def shelf(request: web.Request) -> web.StreamResponse:
    """``GET /``: the list of recordings, as it is now."""
    from baonoi.publish.shelf import shelf_page

    service = service_of(request)
    own = service.files.find(PAGE)
    page = await asyncio.to_thread(shelf_page, service.settings.directory)
    if page is None and own is not None:
        return await service.files.answer(request, own)
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache", **SECURITY}
    response = web.Response(body=(page or "").encode("utf-8"), headers=headers)
    response.enable_compression()
    return response


async def file(request: web.Request) -> web.StreamResponse:
    """``GET`` of anything in the folder; of a folder in it, its page."""
    service = service_of(request)
    name = request.match_info["name"]
    if name.strip("/") == PAGE:
        return await shelf(request)
    path = service.files.find(name)
    if path is None:
        path = service.files.find(f"{name.rstrip('/')}/{PAGE}")
        if path is not None and not name.endswith("/"):
            raise web.HTTPMovedPermanently(f"/{quote(name)}/")
    if path is None:
        raise Refused(404, "not-found", "There is nothing here.")
    return await service.files.answer(request, path)


ROUTES = [web.get("/", shelf), web.get("/{name:.+}", file)]
