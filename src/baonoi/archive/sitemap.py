"""Sitemaps, indexes of sitemaps and feeds: what a paper tells search engines that it has.

Sitemaps: sitemaps.org, protocol 0.9. One has 50,000 addresses and 50 MB at most.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from baonoi.archive.places import unreadable
from baonoi.archive.row import Row
from baonoi.common.addresses import joined
from baonoi.sources import read_feed, to_page
from baonoi.sources.raw import MAX_BYTES, Raw
from baonoi.told import Told

DEPTH = 3
"""Indexes of indexes that are followed."""
_TYPES = frozenset(
    "application/xml text/xml application/rss+xml application/atom+xml application/gzip "
    "application/x-gzip application/octet-stream text/plain text/html".split()
)
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(urlset|sitemapindex)[\s>]")
_HEAD = 1 << 14
"""Bytes in which a sitemap's root element begins."""
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:url|sitemap)[\s>]|(</(?:[\w.-]+:)?(?:url|sitemap)\s*>)")
_LONGEST_TAG = 64
"""Bytes of a tag of which a reading may have got the beginning, and the next one the rest."""


def rows_of_address(url: str, *, allow_private: bool = False, depth: int = 0) -> Iterator[Row]:
    """The articles that a sitemap or feed of the web names, those of an index's sitemaps, too.

    Raises:
        SourceError: it cannot be read, or is none.
    """
    from baonoi.sources.web import fetch

    raw = fetch(url, allow_private=allow_private, accept=_TYPES)
    file: io.BufferedIOBase = io.BytesIO(raw.data)
    if raw.data.startswith(_GZIP):
        file = gzip.GzipFile(fileobj=file)
    yield from rows_of_markup(
        cast(BinaryIO, file), raw.origin, allow_private=allow_private, depth=depth
    )


def rows_of_markup(
    file: BinaryIO, place: str, *, allow_private: bool = False, depth: int = 0
) -> Iterator[Row]:
    """The same of a file; the sitemaps that an index names are fetched.

    Raises:
        SourceError: it is neither sitemap nor feed, or one that it names cannot be read.
    """
    head = file.read(_HEAD)
    root = _ROOT.search(head)
    if root is None:
        data = head + file.read(MAX_BYTES)
        page = to_page(Raw(data, place, "application/xml"))
        yield from (Row(item.url) for item in read_feed(page).items)
        return
    index = root[1] == b"sitemapindex"
    if index and depth >= DEPTH:
        raise unreadable(place, Told("its indexes name indexes without end"))
    for url in _addresses(_Rejoined(head, file), place):
        if index:
            yield from rows_of_address(url, allow_private=allow_private, depth=depth + 1)
        else:
            yield Row(url)


def _addresses(file: _Rejoined, place: str) -> Iterator[str]:
    """What a sitemap names, as it is read: no tree of it is kept.

    The last entry waits for the end of the file: to whoever mends markup that was cut off, half an
    address is an address.
    """
    from lxml import etree

    found = etree.iterparse(
        cast(BinaryIO, file),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    last: list[str] = []
    try:
        for _, element in found:
            yield from last
            texts = ((child.text or "").strip() for child in element.iterchildren("{*}loc"))
            addresses = (joined(place if "://" in place else "", text) for text in texts)
            last = [each for each in addresses if each.startswith(("http://", "https://"))]
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise unreadable(place, str(error)) from error
    if not file.unfinished:
        yield from last


class _Rejoined(io.RawIOBase):
    """What was read of a file already, and the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest, self._tail = head, rest, b""
        self.unfinished = False
        """Whether an entry has begun that has not ended."""

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        head, self._head = self._head, b""
        data = head or self._rest.read(size)
        seen = self._tail + data
        for tag in _ENTRY.finditer(seen):
            self.unfinished = tag[1] is None
        self._tail = seen[-_LONGEST_TAG:]
        return data
