"""From the address that a person knows, a feed's or a paper's front page, to the feed."""

from __future__ import annotations

from typing import NamedTuple

from baonoi.common.addresses import parts
from baonoi.errors import SourceError
from baonoi.sources import NamedFeed, is_feed, named_feeds, open_source, read_feed
from baonoi.told import Told


class Found(NamedTuple):
    """A feed, and the others that its page names beside it."""

    url: str
    title: str
    others: tuple[NamedFeed, ...] = ()


def find_feed(url: str, *, allow_private: bool = False) -> Found:
    """The feed at an address, or the first that the page there names.

    Raises:
        SourceError: it cannot be read, or there is none.
    """
    if not url.lower().startswith(("http://", "https://")):
        raise SourceError(
            Told("{source} is no address of the web.", source=url), "paper-without-address"
        )
    page = open_source(url, allow_private=allow_private)
    others: tuple[NamedFeed, ...] = ()
    if not is_feed(page):
        named = named_feeds(page)
        if not named:
            raise SourceError(
                Told("{source} is no feed, and names none.", source=page.origin), "paper-names-none"
            )
        first, *rest = named
        others = tuple(rest)
        page = open_source(first.url, allow_private=allow_private)
    title = read_feed(page).title
    return Found(page.origin, title or parts(page.origin).hostname or page.origin, others)
