"""How a browser gets in: it is asked for the token once, and keeps a cookie instead."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from aiohttp import web

from baonoi.server.bodies import read
from baonoi.server.files import SECURITY
from baonoi.server.guard import COOKIE
from baonoi.server.service import Service, service_of

YEAR = 365 * 24 * 3600
INSIDE = re.compile(r"/(?![/\\])[^\\\s]*")
"""An address of this server: with two slashes it would be another's."""


def entrance(request: web.Request, *, wrong: bool = False, to: str = "") -> web.Response:
    """The page that asks for the token; an address may bring it as ``#token=…``."""
    from baonoi.publish.page.template import render

    page = render("enter.html", to=to or request.path_qs, wrong=wrong)
    response = web.Response(
        status=401,
        body=page.encode("utf-8"),
        headers={
            "Content-Type": "text/html; charset=utf-8",
            "Cache-Control": "no-store",
            "WWW-Authenticate": 'Bearer realm="baonoi"',
            **SECURITY,
            "Referrer-Policy": "same-origin",  # or a browser would not say whose form it sends
        },
    )
    response.enable_compression()
    return response


def is_person(request: web.Request) -> bool:
    """Whether a browser asks for a page, which a person may be shown."""
    told = request.headers.get("Accept", "")
    return request.method == "GET" and "text/html" in told and not request.path.startswith("/v1/")


async def enter(request: web.Request) -> web.Response:
    """``POST /enter`` with ``token`` and ``to``: a cookie, and on to where one wanted to go."""
    service = service_of(request)
    await read(request)
    told = await request.post()
    token, to = told.get("token"), told.get("to")
    where = to if isinstance(to, str) and INSIDE.fullmatch(to) else "/"
    if not isinstance(token, str) or not service.guard.fits(token.strip()):
        return entrance(request, wrong=True, to=where)
    return _remembered(request, service, where)


def taken_along(request: web.Request) -> web.Response | None:
    """Who brings the token in the address, ``?token=…``, gets a cookie and an address without."""
    service, given = service_of(request), request.query.get("token")
    if given is None or request.method != "GET" or not service.guard.fits(given):
        return None
    query = {name: value for name, value in request.query.items() if name != "token"}
    path = quote("/" + request.path.lstrip("/"))
    return _remembered(request, service, f"{path}?{urlencode(query)}" if query else path)


def _remembered(request: web.Request, service: Service, where: str) -> web.Response:
    response = web.Response(status=303, headers={"Location": where, "Cache-Control": "no-store"})
    secure = request.secure or (service.settings.base_url or "").startswith("https:")
    response.set_cookie(
        COOKIE, service.guard.cookie, max_age=YEAR, httponly=True, samesite="Lax", secure=secure
    )
    return response


ROUTES = [web.post("/enter", enter)]
