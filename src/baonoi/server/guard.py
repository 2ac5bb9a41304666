"""Who is let in: the host that was asked, the site that asks, the token, the pace."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
import time
from collections import OrderedDict
from urllib.parse import urlsplit

from aiohttp import web

from baonoi.server.problems import Refused
from baonoi.server.settings import ServerSettings, is_loopback

COOKIE = "baonoi"
OPEN = frozenset({"/healthz", "/readyz"})
"""What needs neither token nor pace: they tell nothing."""
UNASKED = OPEN | {"/listen.js", "/enter"}
"""What needs no token: the same for everybody, or where it is asked for."""
FOR_SITES = frozenset({"/v1/listen"})
"""What an allowed site may ask without it: the handler judges for what."""
CLIENTS = 4096
"""Clients whose pace is remembered."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ALLOWED_HEADERS = "Authorization, Content-Type, Last-Event-ID, Range"


class Guard:
    """Judges each request by what the server was told."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._token = (settings.token or "").encode()
        self._paces: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """Of each client: requests it has left, and when that was."""
        self._shown: set[str] = set()
        """Folders whose files are for everybody who knows their address."""
        self._hosts = {"localhost", socket.gethostname().lower()}
        self._hosts |= {f"{name}.local" for name in self._hosts}
        self._hosts.add(settings.host.strip("[]").lower())
        if settings.base_url:
            self._hosts.add((urlsplit(settings.base_url).hostname or "").lower())

    def judge(self, request: web.Request) -> str | None:
        """Let a request in; the site that asks, where it is another one and allowed.

        Raises:
            Refused: it is not let in.
        """
        self._check_host(request)
        if request.path not in OPEN:
            self.check_pace(self.client(request))
        site = self.site(request)
        self._check_token(request, site)
        return site

    def client(self, request: web.Request) -> str:
        """Who asks: an address, behind a proxy of this machine the one that it tells of."""
        peer = request.remote or "?"
        told = request.headers.get("X-Forwarded-For", "")
        if self._settings.base_url and told and is_loopback(peer):
            return told.rpartition(",")[2].strip()[:64]
        return peer

    def site(self, request: web.Request) -> str | None:
        """The other site whose page asks; None where it is our own page, or no page.

        Raises:
            Refused: it is not one of those that may.
        """
        origin = request.headers.get("Origin")
        if origin is None:
            if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") == "cross-site":
                raise Refused(403, "origin-refused", "No other site may ask that.")
            return None
        if origin.lower() in self._own(request):
            return None
        if origin.lower() in self._settings.origins:
            return origin
        if request.method in ("GET", "HEAD") and request.headers.get("Sec-Fetch-Mode") != "cors":
            return None  # a browser shows the page that asks nothing of it
        raise Refused(403, "origin-refused", "Pages of that site may not ask here.")

    def show(self, folder: str) -> None:
        """Let everybody have what is in a folder who knows its address."""
        self._shown.add(folder.strip("/").partition("/")[0])

    def hide(self, folder: str) -> None:
        """Let nobody have it any more without the token."""
        self._shown.discard(folder.strip("/"))

    def knows_token(self, request: web.Request) -> bool:
        """Whether the client knows the token, or none is asked for."""
        if not self._token:
            return True
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer" and _same(given.strip(), self._token):
            return True
        return _same(request.cookies.get(COOKIE, ""), self.cookie.encode())

    def fits(self, token: str) -> bool:
        """Whether that is the token."""
        return bool(self._token) and _same(token, self._token)

    @property
    def cookie(self) -> str:
        """What a browser keeps instead of the token: it is of no use elsewhere."""
        return hmac.new(self._token, b"cookie of Bao Noi", hashlib.sha256).hexdigest()

    def _own(self, request: web.Request) -> tuple[str, ...]:
        own = [f"http://{request.host}", f"https://{request.host}"]
        if self._settings.base_url:
            parts = urlsplit(self._settings.base_url)
            own.append(f"{parts.scheme}://{parts.netloc}")
        return tuple(each.lower() for each in own)

    def _check_host(self, request: web.Request) -> None:
        """A name that leads here without being ours may be somebody's trick on a browser."""
        try:
            name = (urlsplit(f"//{request.host}").hostname or "").lower()
        except ValueError:
            name = ""
        if name in self._hosts:
            return
        try:
            ipaddress.ip_address(name.partition("%")[0])
        except ValueError:
            raise Refused(
                421, "host-unknown", "This server does not answer to that name."
            ) from None

    def _check_token(self, request: web.Request, site: str | None) -> None:
        if request.path in UNASKED or request.method == "OPTIONS" or self.knows_token(request):
            return
        if request.method in ("GET", "HEAD") and self._is_shown(request):
            return
        if site is not None and request.path in FOR_SITES:
            return
        if self.fits(request.query.get("token", "")) and request.method == "GET":
            return  # the page puts a cookie in its place
        raise Refused(
            401,
            "token-wrong",
            "A token is needed: Authorization: Bearer …",
            WWW_Authenticate='Bearer realm="baonoi"',
        )

    def _is_shown(self, request: web.Request) -> bool:
        folder, _, _ = request.path.lstrip("/").partition("/")
        return folder in self._shown and ".." not in request.path

    def check_pace(self, client: str) -> None:
        """So many requests a minute, and as many at once after a quiet minute.

        Raises:
            Refused: these are more.
        """
        most, now = self._settings.limits.requests, time.monotonic()
        left, then = self._paces.pop(client, (float(most), now))
        left = min(most, left + (now - then) * most / 60) - 1
        self._paces[client] = max(left, -1.0), now
        if len(self._paces) > CLIENTS:
            self._paces.popitem(last=False)
        if left < 0:
            wait = str(max(1, round(-left * 60 / most)))
            raise Refused(
                429, "too-many-requests", "Too many requests; wait a moment.", Retry_After=wait
            )


def cors(response: web.StreamResponse, site: str) -> None:
    """Let the page of that site read the answer."""
    response.headers["Access-Control-Allow-Origin"] = site
    response.headers["Vary"] = "Origin"


def preflight(site: str) -> web.Response:
    """The answer to a browser that asks whether it may ask."""
    return web.Response(
        status=204,
        headers={
            "Access-Control-Allow-Origin": site,
            "Access-Control-Allow-Methods": "GET, POST, DELETE",
            "Access-Control-Allow-Headers": ALLOWED_HEADERS,
            "Access-Control-Max-Age": "600",
            "Vary": "Origin",
        },
    )


def _same(given: str, wanted: bytes) -> bool:
    """In a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted)
