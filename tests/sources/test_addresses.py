"""What belongs to the open internet."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from baonoi.errors import SourceError
from baonoi.sources import addresses
from baonoi.sources.addresses import connect, is_public, resolve


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8", "113.160.1.1", "2405:4800::1", "2606:4700:4700::1111",
        "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
    ],
)  # fmt: skip
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "64:ff9b::a00:1", "::7f00:1", "::10.0.0.1", "::ffff:0:7f00:1",
        "192.88.99.1", "64:ff9b::c058:6301", "2002:c058:6301::", "64:ff9b:1::808:808",
        "2001:0:7f00:1:0:0:f7f7:f7f7", "2001:0:808:808:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_private(address: str) -> None:
    assert not is_public(address)


def _answers(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        addresses = found if host == "bao.example" else (host,)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)


def test_of_a_mixed_answer_the_public_addresses_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, "127.0.0.1", "8.8.8.8", "8.8.8.8")
    assert resolve("bao.example", 80, allow_private=False) == ["8.8.8.8"]
    assert resolve("bao.example", 80, allow_private=True) == ["127.0.0.1", "8.8.8.8"]


def test_a_private_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, "10.0.0.1")
    with pytest.raises(SourceError, match=r"bao\.example leads to 10\.0\.0\.1") as caught:
        resolve("bao.example", 80, allow_private=False)
    assert caught.value.code == "address-private"
    assert caught.value.fields == {"host": "bao.example", "address": "10.0.0.1"}


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "a..b", "x" * 300])
def test_names_that_cannot_be(host: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011 (its text is the system's own)
        resolve(host, 80, allow_private=False)


def test_the_next_address_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        _answers(monkeypatch, "127.0.0.2", "127.0.0.1")
        with connect("bao.example", port, timeout=2, allow_private=True) as connection:
            assert connection.getpeername() == ("127.0.0.1", port)
