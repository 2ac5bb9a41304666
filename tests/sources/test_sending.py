"""Word to another server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from baonoi.errors import SourceError
from baonoi.sources.client import Limits
from baonoi.sources.sending import Sent, judge, send


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that hears one request, and what it heard."""
    heard: list[bytes] = []

    def serve() -> None:
        client, _ = listener.accept()
        with client:
            client.settimeout(5)
            while not heard or not heard[-1].endswith(b"{}"):
                heard.append(client.recv(65536))
            client.sendall(answer)
            if not answer:
                client.recv(1)  # says nothing until the other side has had enough

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook?a=b", heard
        thread.join(10)


def test_it_is_sent_once_and_the_head_of_the_answer_read() -> None:
    answer = b"HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 999999\r\n\r\nnever ends"
    with answering(answer) as (url, heard):
        sent = send(url, b"{}", {"X-Mark": "1"}, allow_private=True)
    assert sent == Sent(503, 7.0)
    head, body = b"".join(heard).split(b"\r\n\r\n")
    assert head.startswith(b"POST /hook?a=b HTTP/1.1")
    assert b"X-Mark: 1" in head
    assert body == b"{}"


def test_nobody_is_waited_for_in_vain() -> None:
    limits = Limits(total=0.2, connect=0.2, read=0.2)
    with answering(b"") as (url, _), pytest.raises(SourceError) as told:
        send(url, b"{}", {}, allow_private=True, limits=limits)
    assert told.value.code in ("host-silent", "connection-broken")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1:9/", "address-private"),
        ("http://[::ffff:10.0.0.1]/", "address-private"),
        ("http://a:b@bao.example/", "address-with-password"),
        ("ftp://bao.example/", "redirect-elsewhere"),
        ("http://", "not-a-web-address"),
    ],
)
def test_an_address_that_is_not_asked(url: str, code: str) -> None:
    for ask in (judge, lambda url: send(url, b"{}", {})):
        with pytest.raises(SourceError) as told:
            ask(url)
        assert told.value.code == code
