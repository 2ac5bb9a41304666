"""The shelf and its recordings over HTTP."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from aiohttp import web

from baonoi.publish.library import PAGE
from baonoi.publish.offline import PICTURE, WEB_MANIFEST, WORKER, installable
from baonoi.server.files import SECURITY, TYPES
from baonoi.server.problems import Refused
from baonoi.server.service import service_of


async def shelf(request: web.Request) -> web.StreamResponse:
    """``GET /``: the list of recordings, as it is now."""
    return await shelf_response(request)


async def shelf_response(
    request: web.Request, status: int = 200, complaint: str = ""
) -> web.StreamResponse:
    """The shelf, with what went wrong with what was pasted there."""
    from baonoi.publish.shelf import shelf_page

    service = service_of(request)
    own = service.files.find(PAGE)
    home = service.settings.base_url or f"{request.scheme}://{request.host}"
    page = await asyncio.to_thread(
        shelf_page, service.settings.directory, home=home, complaint=complaint
    )
    if page is None and own is not None:
        return await service.files.answer(request, own)
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache", **SECURITY}
    headers["Referrer-Policy"] = "same-origin"  # or a browser would not say whose form it sends
    response = web.Response(status=status, body=(page or "").encode("utf-8"), headers=headers)
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


async def offline(request: web.Request) -> web.Response:
    """What lets a phone install the shelf; installed, it takes what other apps share."""
    name = request.path.strip("/")
    files = installable(share="/listen")
    ending = name[name.rindex(".") :]
    headers = {"Content-Type": TYPES[ending], "Cache-Control": "no-cache", **SECURITY}
    return web.Response(body=files[name].encode("utf-8"), headers=headers)


ROUTES = [
    web.get("/", shelf),
    *(web.get(f"/{name}", offline) for name in (WORKER, WEB_MANIFEST, PICTURE)),
    web.get("/{name:.+}", file),
]
