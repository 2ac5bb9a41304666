"""Which article it is: its address where it has one, however it was shared."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_SHARED = re.compile(
    r"utm_\w+|[a-z]{1,3}clid|fbclid|gad_source|zarsrc|zalo\w*|vref|cmpid|ref_?src|referrer|_ga",
    re.IGNORECASE,
)
"""Parameters that tell where a reader came from, and nothing of what is read."""
_HOSTS = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_AMP = re.compile(r"(?:/amp|\.amp)(?=/?$|\.html?$)")


def canonical(url: str | None) -> str | None:
    """An address without what differs when the same article is shared, printed or read on a phone.

    None for none, and for what is no address of the web.
    """
    try:
        parts = urlsplit(url or "")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    usual = port in (None, 80, 443)
    place = _HOSTS.sub("", host.lower()) + ("" if usual else f":{port}")
    path = _AMP.sub("", parts.path).rstrip("/")
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _SHARED.fullmatch(name)
    ]
    return f"{place}{path}" + (f"?{urlencode(sorted(kept))}" if kept else "")


def address_mark(url: str | None) -> str | None:
    """A short name for a canonical address, as a path of two parts; None for none."""
    address = canonical(url)
    if address is None:
        return None
    mark = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return f"{mark[:2]}/{mark[2:]}"
