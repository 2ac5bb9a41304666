"""Pages of other sites that have themselves read: a script, and what it asks for.

A site that was allowed knows no token, so it may ask for little: that one of its own pages be read
while somebody listens. What is read so may be heard by whoever knows its address.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from baonoi.reading.options import ReadingOptions
from baonoi.server.bodies import Wrong, read, voice_in
from baonoi.server.files import SECURITY, TYPES
from baonoi.server.listening import lives_of
from baonoi.server.lives import ADDRESS
from baonoi.server.problems import Refused
from baonoi.server.service import service_of


async def script(request: web.Request) -> web.Response:
    """``GET /listen.js``: the same for every site."""
    from baonoi.publish.embed import listen_script

    headers = {
        "Content-Type": TYPES[".js"],
        "Cache-Control": "public, max-age=3600",
        "Cross-Origin-Resource-Policy": "cross-origin",
        **SECURITY,
    }
    return web.Response(body=listen_script().encode("utf-8"), headers=headers)


async def listen(request: web.Request) -> web.Response:
    """``POST /v1/listen`` with ``url`` and ``voice``: where that page of the site is heard.

    Raises:
        Refused: no allowed site asks, or for what is not its own.
    """
    service = service_of(request)
    site = service.guard.site(request)
    if site is None:
        raise Refused(403, "origin-refused", "Only a page of an allowed site may ask that.")
    await read(request)
    told = await request.post()
    url, voice = told.get("url"), voice_in(told.get("voice", service.settings.voice))
    if not isinstance(url, str) or not ADDRESS.fullmatch(url) or origin(url) != site.lower():
        raise Wrong("url", "A page may have itself read, and no other.", "not-its-own")
    options = ReadingOptions(allow_private=service.settings.allow_private)
    with service.place(service.guard.client(request)):
        live = await lives_of(request).open(url, service.request_for(voice), options)
    if origin(live.subject.origin) not in service.settings.origins:
        raise Refused(403, "not-its-own", "That page leads to another site.")
    live.shared = True
    heard = live.page or f"/live-{live.name}/"
    service.guard.show(heard)
    return web.json_response({"listen": heard, "title": live.subject.article.title})


def origin(url: str) -> str:
    """The site of an address, as browsers name it; empty where it has none."""
    try:
        parts = urlsplit(url)
        usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        port = "" if parts.port in (None, usual) else f":{parts.port}"
    except ValueError:
        return ""
    return f"{parts.scheme.lower()}://{host}{port}" if host else ""


ROUTES = [web.get("/listen.js", script), web.post("/v1/listen", listen)]
