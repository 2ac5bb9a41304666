"""The address by which a page calls its article: that of the paper it is copied from, perhaps."""

from __future__ import annotations

import html
import re

from baonoi.common.addresses import joined, parts
from baonoi.model import Page

HEAD = 200_000
"""Characters in which a page's links stand."""
_LINK = re.compile(r"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_CANONICAL = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def claimed(page: Page) -> str:
    """The canonical address that a page names (RFC 6596); its own where that is none of an
    article: that of a paper's front page, say."""
    for link in _LINK.findall(page.text[:HEAD]):
        target = _HREF.search(link)
        if target and _CANONICAL.search(link):
            address = joined(page.origin, html.unescape(target[1]))
            told = parts(address)
            if told.scheme in ("http", "https") and told.hostname and told.path.strip("/"):
                return address
    return page.origin
