"""Where a server can be reached, before and while it answers."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from baonoi.errors import OutputError
from baonoi.server import sockets as where
from baonoi.server.sockets import address_of, bound, port_of

BOTH = [(socket.AF_INET6, "::1"), (socket.AF_INET, "127.0.0.1")]


def test_a_client_waits_until_it_is_let_in() -> None:
    with (
        bound("127.0.0.1", 0) as found,
        socket.create_connection(("127.0.0.1", port_of(found)), 5) as client,
    ):
        client.sendall(b"a")
        server, _ = found[0].accept()
        with server:
            assert server.recv(1) == b"a"


def test_nobody_is_let_in_afterwards() -> None:
    with bound("127.0.0.1", 0) as found:
        port = port_of(found)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)


def test_all_addresses_of_a_host_have_one_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "_addresses", lambda *_: iter(BOTH))
    with bound("localhost", 0) as found:
        assert {each.getsockname()[1] for each in found} == {port_of(found)}
        for each in found:
            socket.create_connection(each.getsockname()[:2], 5).close()


def test_an_address_that_is_missing_hinders_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def addresses(*_: object) -> Iterator[tuple[socket.AddressFamily, str]]:
        yield socket.AF_INET, "192.0.2.1"  # reserved for documentation: nobody has it
        yield socket.AF_INET, "127.0.0.1"

    monkeypatch.setattr(where, "_addresses", addresses)
    with bound("bao.example", 0) as found:
        assert [each.getsockname()[0] for each in found] == ["127.0.0.1"]


@pytest.mark.parametrize("host", ["192.0.2.1", "khong-co.invalid"])
def test_where_nobody_can_listen(host: str) -> None:
    with pytest.raises(OutputError) as told, bound(host, 0):
        pass
    assert told.value.code == "port-taken"


def test_a_port_of_somebody_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OutputError, match=str(port)), bound("127.0.0.1", port):
            pass


def test_a_person_is_told_an_address_that_a_browser_takes() -> None:
    assert address_of("127.0.0.1", 8778) == "http://127.0.0.1:8778/"
    assert address_of("::1", 80) == "http://[::1]:80/"
    assert "0.0.0.0" not in address_of("0.0.0.0", 80)


def test_the_address_is_told_before_what_answers_is_imported() -> None:
    code = """
import sys
from baonoi.server.settings import ServerSettings
from baonoi.server.start import serve
def tell(address):
    print(address, *sys.modules)
    raise SystemExit
serve(ServerSettings(port=0), tell)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    address, *modules = done.stdout.split()
    assert address.startswith("http://127.0.0.1:")
    assert not {"aiohttp", "asyncio", "numpy", "baonoi.normalizer"} & set(modules)
