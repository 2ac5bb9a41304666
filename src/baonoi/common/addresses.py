"""Web addresses as pages, feeds and servers name them: some are none."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from baonoi.errors import UsageError
from baonoi.told import Told


def joined(base: str, address: str) -> str:
    """An address from where it is named; what is none, such as ``http://[``, as it stands."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def parts(address: str) -> SplitResult:
    """Its parts; all of them empty where it is none."""
    try:
        found = urlsplit(address)
        _ = found.hostname, found.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return found


def base_address(base_url: str) -> str:
    """A base URL that can be built on, without its last slash.

    Raises:
        UsageError: it is not an address of the web.
    """
    found = parts(base_url)
    if not found.hostname or found.scheme not in ("http", "https") or found.query or found.fragment:
        raise UsageError(Told("Not an address to build on: {url}", url=base_url), "not-a-base-url")
    return base_url.rstrip("/")
