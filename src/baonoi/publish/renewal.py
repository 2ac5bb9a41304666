"""A folder of recordings tells of itself: its shelf and its feeds are written anew."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from baonoi.publish.library import FEED, entry_of
from baonoi.publish.memory import path_for
from baonoi.publish.namesakes import forget
from baonoi.publish.shelf import write_shelf
from baonoi.store import paths
from baonoi.store.files import remove_folder, writing
from baonoi.store.local import LocalStore
from baonoi.store.lock import turn

PATIENCE = 60.0
"""Seconds for which another run that tells of the same folder is waited for."""


def renew(
    directory: Path,
    base_url: str | None = None,
    groups: Mapping[str, Container[str]] | None = None,
    going: Sequence[str] = (),
) -> Path | None:
    """Write the feed, where there is one or ``base_url`` is known, and the shelf; give its path.

    Runs side by side do so one after another: the last one tells of what all of them made.

    Args:
        directory: a folder of recordings.
        base_url: where it is served; None where nobody settled it.
        groups: feeds of their own: the slugs of each by its name.
        going: slugs of what is taken away then: no feed names what is not there, even if this run
            is killed.

    Raises:
        OutputError: something cannot be written or taken away.
    """
    lock = path_for(directory, "lock")
    with suppress(OSError):
        paths.private(lock.parent)
    with turn(lock, PATIENCE):
        if base_url or (directory / FEED).exists():
            from baonoi.publish.feed import renew_feed

            renew_feed(directory, base_url, groups, going)
        page = write_shelf(directory, going)
        for slug in going:
            _take_away(directory, slug)
    return page


def _take_away(directory: Path, slug: str) -> None:
    """A recording with all its files, and the mark of its address."""
    folder = directory / slug
    entry = entry_of(folder)
    if entry is not None:
        forget(LocalStore(directory), entry.first.url)
    with writing(folder):
        remove_folder(folder)
