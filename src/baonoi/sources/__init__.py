"""1. Open it: a path, a URL or standard input becomes a Page.

Reads files and addresses of any format the package knows, finds their encoding, and hands on
clean Unicode text. What the text means is the cleaner's affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from baonoi.common.lazy import imported_when_asked

if TYPE_CHECKING:
    from baonoi.sources.feed import (
        Feed,
        FeedItem,
        NamedFeed,
        is_feed,
        named_feeds,
        open_feed,
        read_feed,
    )
    from baonoi.sources.opening import open_source, to_page
    from baonoi.sources.picture import open_picture

__all__ = [
    "Feed",
    "FeedItem",
    "NamedFeed",
    "is_feed",
    "named_feeds",
    "open_feed",
    "open_picture",
    "open_source",
    "read_feed",
    "to_page",
]
_HOMES = {
    "Feed": "feed",
    "FeedItem": "feed",
    "NamedFeed": "feed",
    "is_feed": "feed",
    "named_feeds": "feed",
    "open_feed": "feed",
    "open_picture": "picture",
    "open_source": "opening",
    "read_feed": "feed",
    "to_page": "opening",
}
# Where nothing has changed nothing is read.
__getattr__ = imported_when_asked(__name__, _HOMES)
