"""One HTTP request over a connection that is checked, verified and watched."""

from __future__ import annotations

import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ProtocolError
from urllib3.util import Url

from baonoi.errors import SourceError
from baonoi.sources.addresses import connect, resolve
from baonoi.sources.deadline import Deadline
from baonoi.sources.raw import MAX_BYTES, too_large
from baonoi.told import Told

_LOADING = threading.Lock()
"""Held while certificates are loaded: threads that ask at once would all do it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a fetch may take, in seconds."""

    total: float = 60.0
    connect: float = 10.0
    read: float = 20.0
    retry_after: float = 10.0
    """The longest wait that a server may ask for."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    headers: urllib3.HTTPHeaderDict
    body: bytes


class Client:
    """Sends requests within one deadline.

    ``allow_private`` lets a connection lead to this machine or its own network.
    """

    def __init__(self, deadline: Deadline, limits: Limits, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._limits = limits
        self._allow_private = allow_private

    def get(self, url: Url, headers: dict[str, str], accept: frozenset[str]) -> Response:
        """Send one request and read the answer; redirects are not followed.

        The body is read where the status is 200, and refused when its type is not in ``accept``
        or it is too large. Raises :class:`SourceError` for that and for a private address, and
        :class:`urllib3.exceptions.HTTPError` when the exchange fails.
        """
        with self._answer("GET", url, headers) as answer:
            body = self._read(answer, url, accept) if answer.status == 200 else b""
            return Response(answer.status, answer.headers, body)

    def post(self, url: Url, headers: dict[str, str], body: bytes) -> Response:
        """Send one request with a body; redirects are not followed, and no answer's body is read.

        Raises as :meth:`get` does.
        """
        with self._answer("POST", url, headers, body) as answer:
            return Response(answer.status, answer.headers, b"")

    @contextmanager
    def _answer(
        self, method: str, url: Url, headers: dict[str, str], body: bytes | None = None
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        timeout = urllib3.Timeout(connect=self._limits.connect, read=self._limits.read)
        with self._manager(url) as manager:
            answer = manager.request(
                method,
                url.url,
                body=body,
                headers=headers,
                timeout=timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                yield answer
            finally:
                answer.close()

    def _manager(self, url: Url) -> urllib3.PoolManager:
        proxy = _proxy_for(url)
        with _LOADING:
            trusted = _tls() if "https" in (url.scheme, proxy and proxy.partition(":")[0]) else None
        if proxy:
            self._judge_name(url)
            manager: urllib3.PoolManager = urllib3.ProxyManager(proxy, ssl_context=trusted)
        else:
            manager = urllib3.PoolManager(ssl_context=trusted)
        # A proxy stands on the own network more often than not; its address is the user's choice.
        manager.pool_classes_by_scheme = _pools(self, private=self._allow_private or bool(proxy))
        return manager

    def _judge_name(self, url: Url) -> None:
        """Refuse a private host before a proxy is asked for it; names only it knows may pass."""
        try:
            resolve((url.host or "").strip("[]"), 0, allow_private=self._allow_private)
        except OSError:
            return

    def open(self, host: str, port: int, *, private: bool) -> socket.socket:
        """A watched connection to a judged address."""
        timeout = min(self._limits.connect, self._deadline.left)
        connection = connect(host, port, timeout=timeout or 0.001, allow_private=private)
        self._deadline.watch(connection)
        return connection

    def _read(self, answer: urllib3.BaseHTTPResponse, url: Url, accept: frozenset[str]) -> bytes:
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type and media_type not in accept:
            raise SourceError(
                Told("{url} is {media_type}, not an article.", url=url.url, media_type=media_type),
                "not-a-page",
            )
        length = answer.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > MAX_BYTES:
            raise too_large(url.url)
        body = bytearray()
        while chunk := answer.read1(65536):
            body += chunk
            if len(body) > MAX_BYTES:
                raise too_large(url.url)
        if body and not _unpacked(answer):
            raise ProtocolError("a packed page that ends early")
        return bytes(body)


def _unpacked(answer: urllib3.BaseHTTPResponse) -> bool:
    """Whether a packed body came to its end: urllib3 takes one that breaks off for whole.

    It tells nobody but its own decoder, which goes on to another state behind the end.
    """
    decoder = getattr(answer, "_decoder", None)
    behind_the_end = bool(getattr(decoder, "_state", 0))
    return behind_the_end or bool(getattr(getattr(decoder, "_obj", None), "eof", True))


def _pools(client: Client, *, private: bool) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """urllib3's own pools, but for how a connection comes to be."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return client.open(self.host, self.port, private=private)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return client.open(self.host, self.port, private=private)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _proxy_for(url: Url) -> str | None:
    """The proxy that the environment or the system names for this address."""
    if urllib.request.proxy_bypass(url.host or ""):
        return None
    proxy = urllib.request.getproxies().get(url.scheme or "")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are trusted that the system trusts (a company's own, say) or that certifi lists.

    Python on macOS has no list of the system's.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
