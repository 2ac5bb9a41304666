"""A folder of recordings tells of itself: its shelf and its feed are written anew."""

from __future__ import annotations

from pathlib import Path

from baonoi.publish.feed import renew_feed
from baonoi.publish.shelf import FEED, write_shelf


def renew(directory: Path) -> Path | None:
    """Write the shelf, and the feed where there is one; give the shelf's path, if it is ours.

    Raises:
        OutputError: one cannot be written.
    """
    shelf = write_shelf(directory)
    if (directory / FEED).exists():
        renew_feed(directory)
    return shelf
