"""1. Open it: a path, a URL or standard input becomes a Page.

Reads files and addresses of any format the package knows, finds their encoding, and hands on
clean Unicode text. What the text means is the cleaner's affair.
"""

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
