"""A folder of recordings tells of itself: its shelf and its feeds are written anew."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path

from baonoi.publish.feed import renew_feed
from baonoi.publish.shelf import write_shelf


def renew(
    directory: Path,
    base_url: str | None = None,
    groups: Mapping[str, Container[str]] | None = None,
    without: Container[str] = (),
) -> Path | None:
    """Write the feed, where there is one or ``base_url`` is known, and the shelf; give its path.

    Args:
        directory: a folder of recordings.
        base_url: where it is served; None where nobody settled it.
        groups: feeds of their own: the slugs of each by its name.
        without: slugs of what is left out, because it is about to go.

    Raises:
        OutputError: one cannot be written.
    """
    renew_feed(directory, base_url, groups, without)
    return write_shelf(directory, without)
