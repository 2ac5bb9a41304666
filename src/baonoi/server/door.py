"""Connections before they are requests: how many there may be, and how long one may say nothing.

A client that is slow, or never ends its head, holds a place that others need. So a head must be
there in time; a connection whose client waits for nothing is ended where another needs its place;
and one whose client takes nothing of its answer is ended by the kernel.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus

from aiohttp import web

from baonoi.server.metrics import Metrics
from baonoi.server.settings import ServerSettings, is_loopback

POLITE = 64
"""Clients at once that are told why they are sent away; others find the connection closed."""
LINGER = 1.0
"""Seconds for such a client to read it: a socket closed on unread bytes loses what was sent."""

FULL = "too-many-connections"

Within = Callable[[], asyncio.Protocol]
"""Makes the protocol that speaks HTTP on one connection."""


class Door:
    """Lets connections in, or sends them away. It belongs to an event loop."""

    def __init__(self, within: Within, settings: ServerSettings, metrics: Metrics) -> None:
        self.limits = settings.limits
        self._within, self._metrics = within, metrics
        self._behind_proxy = settings.base_url is not None
        self._open: Counter[str] = Counter()
        self._told: set[asyncio.Transport] = set()
        """Those that are being sent away."""
        self._idle: dict[Connection, None] = {}
        """Those for which nothing is done, the longest first."""
        metrics.gauge("baonoi_connections", lambda: {(): float(self._open.total())})

    def __call__(self) -> asyncio.BaseProtocol:
        """The protocol of one connection more."""
        return Connection(self, self._within())

    def enter(self, address: str) -> bool:
        """Count a connection, if there is a place for it."""
        one_proxy = self._behind_proxy and is_loopback(address)
        if not one_proxy and self._open[address] >= self.limits.connections_each:
            return self._replaced(
                address, "address", (c for c in self._idle if c.address == address)
            )
        if self._open.total() >= self.limits.connections:
            return self._replaced(address, "all", iter(self._idle))
        self._open[address] += 1
        return True

    def leave(self, address: str) -> None:
        """One is gone."""
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def idle(self, connection: Connection) -> None:
        """Nothing is done for it from now on."""
        self._idle[connection] = None

    def busy(self, connection: Connection) -> None:
        """Something is, or it is gone."""
        self._idle.pop(connection, None)

    def send_away(self, transport: asyncio.Transport) -> None:
        """Tell a client that it cannot come in, if not too many are being told."""
        if len(self._told) >= POLITE:
            transport.abort()
            return
        self._told.add(transport)
        transport.write(_problem(HTTPStatus.SERVICE_UNAVAILABLE, FULL))
        with suppress(OSError):  # it has left already
            transport.write_eof()
        asyncio.get_running_loop().call_later(LINGER, self.forget, transport)

    def forget(self, transport: asyncio.Transport) -> None:
        """It was told, or is gone."""
        self._told.discard(transport)
        transport.abort()

    async def close(self) -> None:
        """Tell nobody any more."""
        for transport in tuple(self._told):
            self.forget(transport)
        await asyncio.sleep(0)  # then they are closed

    def _replaced(self, address: str, full: str, idle: Iterator[Connection]) -> bool:
        """Give it the place of one that waits for nothing, if there is one."""
        oldest = next(idle, None)
        if oldest is None:
            self._metrics.count("baonoi_connections_refused_total", full=full)
            return False
        oldest.make_room()
        self._open[address] += 1
        return True


class Connection(asyncio.Protocol):
    """One connection: what it says goes to the protocol within, as long as it may stay."""

    def __init__(self, door: Door, within: asyncio.Protocol) -> None:
        self._door, self._within = door, within
        self._transport: asyncio.Transport | None = None
        self.address = ""
        self._in = self._counted = False
        self._idle = self._half = False
        """Whether it waits for a head, and whether some of one is there."""
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in, or not."""
        assert isinstance(transport, asyncio.Transport)
        peer = transport.get_extra_info("peername")
        self._transport, self.address = transport, str(peer[0]) if peer else "?"
        if not self._door.enter(self.address):
            self._door.send_away(transport)
            return
        self._in = self._counted = True
        _end_when_stalled(transport, self._door.limits.stalled)
        self._within.connection_made(transport)
        self.end()
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Bytes from the client."""
        if not self._in:
            return
        if self._idle and not self._half:
            self._half = True
            if self._late is None:
                self._expect_head()
        self._within.data_received(data)

    def eof_received(self) -> bool | None:
        """The client says no more."""
        return self._within.eof_received() if self._in else True

    def pause_writing(self) -> None:
        """The client takes too little."""
        if self._in:
            self._within.pause_writing()

    def resume_writing(self) -> None:
        """It takes again."""
        if self._in:
            self._within.resume_writing()

    def connection_lost(self, error: Exception | None) -> None:
        """It is gone."""
        self._leave()
        if self._in:
            self._in = False
            self._within.connection_lost(error)
        elif self._transport is not None:
            self._door.forget(self._transport)

    def begin(self) -> None:
        """A whole head is there, and is being answered."""
        self._idle = self._half = False
        self._door.busy(self)
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def end(self) -> None:
        """It was answered; the next one may come."""
        if self._counted:
            self._idle = True
            self._door.idle(self)

    def make_room(self) -> None:
        """Another needs its place."""
        self._send_away(HTTPStatus.SERVICE_UNAVAILABLE, FULL)

    def _expect_head(self) -> None:
        loop = asyncio.get_running_loop()
        self._late = loop.call_later(self._door.limits.head, self._too_late)

    def _too_late(self) -> None:
        self._send_away(HTTPStatus.REQUEST_TIMEOUT, "too-slow")

    def _send_away(self, status: HTTPStatus, code: str) -> None:
        asked = self._half
        self._leave()
        assert self._transport is not None
        if asked:
            self._transport.write(_problem(status, code))
        self._transport.close()

    def _leave(self) -> None:
        self.begin()  # nothing more is expected of it
        if self._counted:
            self._counted = False
            self._door.leave(self.address)


def connection_of(request: web.Request) -> Connection | None:
    """The connection on which a request came."""
    transport = request.transport
    protocol = None if transport is None else transport.get_protocol()
    return protocol if isinstance(protocol, Connection) else None


def _problem(status: HTTPStatus, code: str) -> bytes:
    """An answer without a request."""
    told = {"type": "about:blank", "title": status.phrase, "status": int(status), "code": code}
    body = json.dumps(told).encode()
    head = (
        f"HTTP/1.1 {int(status)} {status.phrase}\r\n"
        "Content-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\n"
        "Retry-After: 5\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + body


def _end_when_stalled(transport: asyncio.Transport, seconds: int) -> None:
    """Have the kernel end it where nobody takes what was sent (RFC 5482); on Linux."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    found = transport.get_extra_info("socket")
    if option is not None and found is not None:
        with suppress(OSError):
            found.setsockopt(socket.IPPROTO_TCP, option, 1000 * seconds)
