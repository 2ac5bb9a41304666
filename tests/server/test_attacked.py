"""Clients that mean no good, and a worker that is killed: others are served all the same."""

from __future__ import annotations

import os
import signal
import socket
import threading
from contextlib import ExitStack
from typing import Any

import requests

HEAD = b"POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\n"
ODD = (
    b"",
    b"\0" * 4096,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
    HEAD + b"Content-Length: -1\r\n\r\n",
    HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    HEAD + b"Content-Length: 99999999999\r\n\r\n",
)


def test_half_a_request_holds_nobody_up(serve: Any) -> None:
    server = serve()
    with ExitStack() as stack:
        for number in range(200):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 20))
            half = HEAD + b"Content-Length: 100\r\n\r\n{" if number % 2 else HEAD[:30]
            client.sendall(half)
        answer = requests.post(
            f"{server.url}/v1/audio/speech", json={"input": "Một câu."}, timeout=20
        )
        assert answer.status_code == 200
        assert len(answer.content) > 1000


def test_what_is_no_request_ends_its_connection_and_no_other(serve: Any) -> None:
    server = serve()
    for odd in ODD:
        with socket.create_connection(("127.0.0.1", server.port), 20) as client:
            client.sendall(odd)
            client.shutdown(socket.SHUT_WR)
            answer = client.recv(65536)
        assert b"Traceback" not in answer
        assert not answer or answer.split()[1][:1] == b"4", odd[:60]
    assert requests.get(f"{server.url}/healthz", timeout=20).status_code == 200


def test_many_connections_in_turn_leave_nothing(serve: Any) -> None:
    server = serve()
    before = threading.active_count()
    for _ in range(500):
        with socket.create_connection(("127.0.0.1", server.port), 20) as client:
            client.sendall(b"GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert requests.get(f"{server.url}/healthz", timeout=20).status_code == 200
    assert threading.active_count() <= before + 12
    assert server.service._streams.total() == 0


def test_a_killed_worker_is_not_noticed(serve: Any) -> None:
    server = serve(embedded=True)
    url = f"{server.url}/v1/audio/speech"
    assert requests.post(url, json={"input": "Một câu đầu."}, timeout=30).ok
    [engine] = {each.engine for each in server.service.voices._open.values()}
    for worker in tuple(engine._workers()._workers):
        os.kill(worker._process.pid, signal.SIGKILL)
    for text in ("Câu thứ hai.", "Câu thứ ba.", "Câu thứ tư."):
        answer = requests.post(url, json={"input": text}, timeout=30)
        assert answer.status_code == 200
        assert len(answer.content) > 1000
