"""Where a server can be reached: its sockets, and the address that a person is told."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

from baonoi.errors import OutputError
from baonoi.told import Told

BACKLOG = 1024
"""Clients that may wait to be let in."""


@contextmanager
def bound(host: str, port: int) -> Iterator[Sequence[socket.socket]]:
    """Sockets at each address of a host, all at one port: clients wait there to be let in.

    Args:
        host: a name or an address; empty is wherever this machine can be reached.
        port: 0 takes a free one.

    Raises:
        OutputError: somebody else listens there, or it may not be.
    """
    with ExitStack() as stack:
        found: list[socket.socket] = []
        fault: OSError | None = None
        try:
            for family, address in _addresses(host, port):
                wanted = port_of(found) if found else port
                try:
                    made = socket.create_server((address, wanted), family=family, backlog=BACKLOG)
                except OSError as error:
                    fault = fault or error  # one of IPv6 where the kernel has none
                    continue
                found.append(stack.enter_context(made))
        except OSError as error:
            fault = error
        if fault is not None and not (found and _is_missing(fault)):
            raise _taken(host, port, fault) from fault
        yield found


def port_of(sockets: Sequence[socket.socket]) -> int:
    """The port at which they listen."""
    port: int = sockets[0].getsockname()[1]
    return port


def address_of(host: str, port: int) -> str:
    """Where a person finds it, with its last slash."""
    if host in ("0.0.0.0", "::", ""):
        host = lan_address() or "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def lan_address() -> str | None:
    """This machine's address on its own network; nothing is sent to find it."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # reserved for documentation (RFC 5737)
        found: str = probe.getsockname()[0]
        return found
    return None


def _addresses(host: str, port: int) -> Iterator[tuple[socket.AddressFamily, str]]:
    """Each address of a host once, the first one first."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    ours = (socket.AF_INET, socket.AF_INET6)
    yield from dict.fromkeys((each[0], str(each[4][0])) for each in found if each[0] in ours)


def _is_missing(error: OSError) -> bool:
    """Whether the system has no such address, though the host's name says so."""
    return error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def _taken(host: str, port: int, error: OSError) -> OutputError:
    known = error.errno if not isinstance(error, socket.gaierror) else None
    reason = os.strerror(known) if known else str(error.strerror or error)
    told = Told(
        "Cannot listen on {host}, port {port}: {reason}.", host=host, port=port, reason=reason
    )
    return OutputError(told, "port-taken")
