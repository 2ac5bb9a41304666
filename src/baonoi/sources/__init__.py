"""1. Open it: a path, a URL or standard input becomes a Page.

Reads files and addresses of any format the package knows, finds their encoding, and hands on
clean Unicode text. What the text means is the cleaner's affair.
"""

from baonoi.sources.feed import FeedItem, is_feed, open_feed
from baonoi.sources.opening import open_source
from baonoi.sources.picture import open_picture

__all__ = ["FeedItem", "is_feed", "open_feed", "open_picture", "open_source"]
