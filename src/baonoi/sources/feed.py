"""RSS and Atom: the list of a paper's latest articles."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from baonoi.common.addresses import joined
from baonoi.common.printable import without_acting
from baonoi.errors import SourceError
from baonoi.model import VIETNAM_TIME, Page
from baonoi.sources.kinds import is_feed_text
from baonoi.sources.opening import open_source
from baonoi.sources.unicode import tidy
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = compile_pattern(r"<[^<>]{1,1000}>")
_LINK = compile_pattern(r"<link\b[^<>]{1,1000}>", re.IGNORECASE)
_FEED_TYPE = compile_pattern(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
_TITLE = compile_pattern(r"""\btitle\s*=\s*(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
_HREF = compile_pattern(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_ITEM_OR_END = compile_pattern(
    r"<(?:[\w.-]+:)?(?:item|entry)\b|</(?:[\w.-]+:)?(item|entry|rss|feed|rdf)\s*>", re.IGNORECASE
)
_OFFSET = compile_pattern(r"\b(?:GMT|UTC)\s*([+-])(\d{1,2})(?::?(\d\d))?$")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article that a feed announces."""

    title: str
    url: str
    published: datetime | None = None
    """With its time zone; Vietnam's where the feed names none."""
    guid: str = ""
    """What the feed knows it by, whatever its address; empty where it tells nothing."""
    subjects: tuple[str, ...] = ()
    """What the feed files it under."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed tells, in its order."""

    title: str
    items: tuple[FeedItem, ...]
    """Each address once."""
    lasts: float = 0.0
    """Seconds for which it asks not to be fetched again."""
    whole: bool = True
    """Whether its end is there: one that was cut off may have more."""


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed that a web page names as its own."""

    url: str
    title: str


def is_feed(page: Page) -> bool:
    """Whether a page is RSS or Atom, a list of articles instead of one."""
    return is_feed_text(page.text)


def open_feed(
    source: str | Page,
    latest: int | None = None,
    *,
    allow_private: bool = False,
    cache_dir: Path | None = None,
) -> list[FeedItem]:
    """The items of a feed, newest first, each address once; ``latest`` limits their number.

    ``source`` is what :func:`open_source` takes, or a page that it gave; a web page may name its
    feed instead of being one. Where an item has no date the order of the feed stands.

    Raises :class:`SourceError` when there is no feed or it announces nothing.
    """
    page = source if isinstance(source, Page) else None
    if page is None:
        page = open_source(str(source), allow_private=allow_private, cache_dir=cache_dir)
    named = () if is_feed(page) else named_feeds(page)
    if named:
        page = open_source(named[0].url, allow_private=allow_private, cache_dir=cache_dir)
    items = list(read_feed(page).items)
    if not items:
        raise SourceError(
            Told("The feed {source} announces nothing.", source=page.origin), "feed-empty"
        )
    if all(item.published for item in items):
        items.sort(key=lambda item: item.published or datetime.max, reverse=True)
    return items[:latest]


def read_feed(page: Page) -> Feed:
    """What a feed tells; it may announce nothing. An item in which it was cut off is none.

    Raises :class:`SourceError` when the page is no feed.
    """
    # libxml2 would hand on half characters that nobody can decode.
    text, whole = _without_unfinished(tidy(page.text) if is_feed(page) else "")
    root = _root(text) if text else None
    if root is None:
        raise SourceError(
            Told("{source} is not an RSS or Atom feed.", source=page.origin), "not-a-feed"
        )
    channel = next(root.iter("{*}channel"), root)
    items = {item.url: item for item in _items(root, page.origin)}
    return Feed(_plain(_text(channel, "title")), tuple(items.values()), _lasts(channel), whole)


def named_feeds(page: Page) -> tuple[NamedFeed, ...]:
    """The feeds that a web page names in its head (RSS autodiscovery)."""
    found: dict[str, NamedFeed] = {}
    for link in _LINK.findall(page.text[:200_000]) if "://" in page.origin else ():
        target, title = _HREF.search(link), _TITLE.search(link)
        if target and _FEED_TYPE.search(link):
            url = joined(page.origin, html.unescape(target[1]))
            found.setdefault(url, NamedFeed(url, _plain(title[2]) if title else ""))
    return tuple(found.values())


def _without_unfinished(text: str) -> tuple[str, bool]:
    """A feed without the item that does not end before the text does, and whether its end is there.

    To whoever mends markup, half an address is an address.
    """
    last = deque(_ITEM_OR_END.finditer(text), maxlen=1)
    if not last:
        return text, False
    if last[0][1] is None:
        return text[: last[0].start()], False
    return text, last[0][1].lower() not in ("item", "entry")


def _root(text: str) -> _Element | None:
    from lxml import etree

    # Entities stay unresolved, nothing is loaded, and libxml2 keeps its limits.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8"
    )
    declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    return etree.fromstring(declared.encode("utf-8"), parser)


def _items(root: _Element, origin: str) -> Iterator[FeedItem]:
    for element in root.iter("{*}item", "{*}entry"):
        link = _link(element)
        url = joined(origin if "://" in origin else "", link)
        if link and url.lower().startswith(("http://", "https://")):
            yield FeedItem(
                _plain(_text(element, "title")) or url,
                url,
                _moment(_text(element, "pubDate", "published", "updated", "date")),
                _text(element, "guid", "id"),
                _subjects(element),
            )


def _subjects(element: _Element) -> tuple[str, ...]:
    """RSS has them as text, Atom as an attribute."""
    told = (
        _plain(each.get("label") or each.get("term") or "".join(map(str, each.itertext())))
        for each in element.iterchildren("{*}category", "{*}subject")
    )
    return tuple(dict.fromkeys(filter(None, told)))


def _lasts(channel: _Element) -> float:
    """RSS has minutes."""
    minutes = _text(channel, "ttl")
    return 60.0 * int(minutes) if re.fullmatch(r"[0-9]{1,6}", minutes) else 0.0


def _text(element: _Element, *names: str) -> str:
    """The text of the first child that has one of these names, whatever its namespace."""
    for name in names:
        for child in element.iterchildren(f"{{*}}{name}"):
            text = "".join(map(str, child.itertext())).strip()
            if text:
                return text
    return ""


def _link(element: _Element) -> str:
    for link in element.iterchildren("{*}link"):
        if link.get("rel", "alternate") == "alternate":
            address = link.get("href") or link.text or ""
            if address.strip():
                return address.strip()
    return _text(element, "guid", "id")


def _plain(title: str) -> str:
    """A title without markup; feeds escape it once or twice."""
    for _ in range(2):
        title = html.unescape(_TAG.sub(" ", title))
    return without_acting(" ".join(_TAG.sub(" ", title).split()))


def _moment(text: str) -> datetime | None:
    """A date as ISO 8601 or RFC 822 has it, or as papers do ("… GMT+7", "6/5/2025 9:05:00 PM")."""
    from email.utils import parsedate_to_datetime

    offset = _OFFSET.search(text)
    if offset:
        text = f"{text[: offset.start()]}{offset[1]}{int(offset[2]):02}{offset[3] or '00'}"
    for read in (datetime.fromisoformat, parsedate_to_datetime, _month_first):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM_TIME)
    return None


def _month_first(text: str) -> datetime:
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p")
