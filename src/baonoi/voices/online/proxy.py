"""The proxy that the environment names for an address, told alike to every library that asks."""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

ASKS_AS = {"wss": "https", "ws": "http"}
"""A WebSocket begins as a request of the other scheme, and goes through its proxy."""
ASKS_SYSTEM = sys.platform in ("darwin", "win32")
"""Whether the system may name proxies too."""


def proxy_for(url: str) -> str:
    """The address of the proxy, its scheme given; empty where none stands before ``url``.

    HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in either case, as ``urllib`` reads them.
    """
    if not ASKS_SYSTEM and not any(name.lower().endswith("_proxy") for name in os.environ):
        return ""
    from urllib.request import getproxies, proxy_bypass  # takes longer than all the rest here

    parts = urlsplit(url)
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return ""
    known = getproxies()
    proxy = known.get(ASKS_AS.get(parts.scheme, parts.scheme)) or known.get("all", "")
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


def is_socks(proxy: str) -> bool:
    """Whether it speaks SOCKS: the libraries that ask for speech do not."""
    return urlsplit(proxy).scheme.lower().startswith("socks")
