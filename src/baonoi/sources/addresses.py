"""Which network addresses a page may come from, and the connection to them.

A name is resolved once, each address is judged, and the connection goes to a judged address: a
name server that changes its answer in between gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket

from baonoi.errors import SourceError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet.

    Loopback, private, link-local, shared (RFC 6598), reserved and multicast ones do not; an IPv6
    address that stands for an IPv4 one is judged as that one.
    """
    ip: _Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _inner(ip) or ip
    return ip.is_global and not ip.is_multicast and not getattr(ip, "is_site_local", False)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or teredo


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to.

    Raises :class:`SourceError` when it has none but private ones, and :class:`OSError` when the
    name cannot be resolved.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # a label too long for DNS
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from None
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    allowed = [address for address in found if allow_private or is_public(address)]
    if found and not allowed:
        leads = "" if host == found[0] else f" leads to {found[0]}, which"
        raise SourceError(
            f"{host}{leads} is this machine or its own network.",
            "address-private",
            host=host,
            address=found[0],
        )
    return allowed


def connect(host: str, port: int, *, timeout: float, allow_private: bool) -> socket.socket:
    """A connection to the first address of ``host`` that answers within ``timeout`` seconds.

    Raises :class:`SourceError` for a private address, :class:`OSError` when none answers.
    """
    failure = OSError(f"{host} has no address")
    for address in resolve(host, port, allow_private=allow_private):
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            failure = error
    raise failure
