"""Connections that hold a place: how many there may be, and how long one may be slow."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import requests

from baonoi.server.settings import Limits

HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = HEAD + b"\r\n"


def connected(server: Any) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), 20)


def told(client: socket.socket) -> tuple[int, dict[str, Any]]:
    """The answer that ends a connection: its status, and its problem."""
    answer = b""
    while part := client.recv(65536):
        answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    assert b"Connection: close" in head
    return int(head.split()[1]), json.loads(body)


def asked(client: socket.socket) -> bytes:
    client.sendall(WHOLE)
    return client.recv(65536)


def test_a_head_that_never_ends_is_told_so(serve: Any) -> None:
    server = serve(limits=Limits(head=1))
    with connected(server) as half, connected(server) as silent, connected(server) as dripping:
        half.sendall(HEAD)
        for byte in WHOLE[:6]:
            dripping.sendall(bytes([byte]))
        assert told(half) == (
            408,
            {"type": "about:blank", "title": "Request Timeout", "status": 408, "code": "too-slow"},
        )
        assert told(dripping)[0] == 408
        assert silent.recv(1) == b""  # it asked for nothing
    with connected(server) as second:  # the head after an answer has its time, too
        assert asked(second).startswith(b"HTTP/1.1 200")
        second.sendall(HEAD)
        assert told(second)[0] == 408


def test_who_asks_in_time_is_not_cut_off_later(serve: Any) -> None:
    server = serve(limits=Limits(head=1))
    with connected(server) as client:
        for _ in range(3):
            client.sendall(HEAD)
            time.sleep(0.5)
            client.sendall(b"\r\n")
            assert client.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_body_that_never_ends_is_told_so(serve: Any) -> None:
    server = serve(limits=Limits(idle=1))
    with connected(server) as client:
        client.sendall(
            b"POST /v1/normalize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\n{"
        )
        assert client.recv(65536).startswith(b"HTTP/1.1 408")


def test_a_connection_of_which_nothing_more_comes_is_ended(serve: Any) -> None:
    server = serve(limits=Limits(keep=1))
    with connected(server) as client:
        assert asked(client).startswith(b"HTTP/1.1 200")
        assert client.recv(1) == b""


@contextmanager
def listening(server: Any) -> Iterator[Iterator[bytes]]:
    """Somebody who is being answered for long."""
    long = {"input": "\n".join(f"Câu thứ {number}." for number in range(1500))}
    url = f"{server.url}/v1/audio/speech"
    with requests.post(url, json=long, stream=True, timeout=20) as answer:
        parts = answer.iter_content(1000)
        assert next(parts)
        yield parts


@pytest.mark.parametrize(
    ("limits", "full"),
    [(Limits(connections_each=2), "address"), (Limits(connections=2), "all")],
)
def test_who_is_answered_keeps_his_place(serve: Any, limits: Limits, full: str) -> None:
    server = serve(limits=limits)
    with listening(server) as one, listening(server) as other:
        with connected(server) as another:
            another.sendall(WHOLE)
            status, problem = told(another)
            assert (status, problem["code"]) == (503, "too-many-connections")
        assert next(one)
        assert next(other)
    assert f'baonoi_connections_refused_total{{full="{full}"}} 1' in server.service.metrics.text()


def test_behind_a_proxy_one_address_is_that_of_all(serve: Any) -> None:
    limits = Limits(connections_each=1)
    server = serve(limits=limits, base_url="https://nghe.bao.example")
    with connected(server) as one, connected(server) as other:
        assert asked(one).startswith(b"HTTP/1.1 200")
        assert asked(other).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("limits", [Limits(connections_each=3), Limits(connections=3)])
def test_who_waits_for_nothing_makes_room(serve: Any, limits: Limits) -> None:
    server = serve(limits=limits)
    with ExitStack() as stack:
        half, kept, silent = (stack.enter_context(connected(server)) for _ in range(3))
        half.sendall(HEAD)
        assert asked(kept).startswith(b"HTTP/1.1 200")
        for _ in range(2):
            assert asked(stack.enter_context(connected(server))).startswith(b"HTTP/1.1 200")
        assert told(half)[0] == 503
        assert silent.recv(1) == b""
        assert asked(kept).startswith(b"HTTP/1.1 200")


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the kernel has no such limit")
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a window of nothing is for ever")
def test_who_takes_nothing_is_ended(serve: Any) -> None:
    server = serve(limits=Limits(stalled=1))
    body = json.dumps({"input": "Một câu.\n" * 1500, "response_format": "wav"}).encode()
    with connected(server) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(
            b"POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
            % len(body)
            + body
        )
        client.recv(1)
        end = time.monotonic() + 20
        while server.service._streams.total():
            assert time.monotonic() < end
            time.sleep(0.05)


def test_nothing_is_left_of_those_who_were_sent_away(serve: Any) -> None:
    server = serve(limits=Limits(connections_each=2, head=1))
    for _ in range(100):
        with ExitStack() as stack:
            for _ in range(4):
                stack.enter_context(connected(server)).sendall(HEAD)
    end = time.monotonic() + 20
    assert requests.get(f"{server.url}/healthz", timeout=20).status_code == 200
    while "baonoi_connections 0\n" not in server.service.metrics.text():
        assert time.monotonic() < end
        time.sleep(0.1)
