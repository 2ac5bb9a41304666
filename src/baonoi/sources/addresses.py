"""Which network addresses a page may come from, and the connection to them.

A name is resolved once, each address is judged, and the connection goes to a judged address: a
name server that changes its answer in between gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket

from baonoi.errors import SourceError
from baonoi.told import Told

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_WITHIN = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
"""Where the last 32 bits are an IPv4 address: NAT64 (RFC 6052), IPv4-compatible (RFC 4291), SIIT
(RFC 2765)."""
_NEVER = tuple(
    map(ipaddress.ip_network, ("192.88.99.0/24", "64:ff9b:1::/48", "fec0::/10", "5f00::/16"))
)
"""Where nobody's server is, whatever a version of Python takes for global: relays of 6to4 (RFC
7526), local NAT64 (RFC 8215), site-local addresses (RFC 3879), segment routing (RFC 9602)."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet.

    Loopback, private, link-local, shared (RFC 6598), reserved and multicast ones do not; an IPv6
    address that stands for an IPv4 one is judged as that one.
    """
    ip: _Address = ipaddress.ip_address(address.partition("%")[0])
    inner = _inner(ip) if isinstance(ip, ipaddress.IPv6Address) else ()
    return all(map(_is_open, inner or (ip,)))


def _is_open(ip: _Address) -> bool:
    never = any(ip in network for network in _NEVER if network.version == ip.version)
    return ip.is_global and not ip.is_multicast and not never


def _inner(ip: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 one stands for or goes through."""
    if any(ip in network for network in _WITHIN):
        return (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF),)
    one = ip.ipv4_mapped or ip.sixtofour
    return (one,) if one is not None else ip.teredo or ()


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
        told = (
            Told("{host} is this machine or its own network.", host=host)
            if host == found[0]
            else Told(
                "{host} leads to {address}, which is this machine or its own network.",
                host=host,
                address=found[0],
            )
        )
        raise SourceError(told, "address-private", host=host, address=found[0])
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
