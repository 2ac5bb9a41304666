"""Web addresses as pages, feeds and servers name them: some are none."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


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
