"""The shelf: ``index.html`` of a folder of recordings lists them all."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from baonoi.common.log import Log
from baonoi.model import VIETNAM_TIME
from baonoi.publish.library import PAGE, Entry, entries
from baonoi.store.files import whole_file, writing

_log = Log(__name__)
FEED = "feed.xml"
BOOKMARK = "javascript:void(window.open('{home}/listen?url='+encodeURIComponent(location.href)))"
"""What sends the page that is open to the server."""
_ATTEMPTS = 50
DAYS = 31
"""Days that can be chosen."""
_OURS = '<meta name="generator" content="Báo Nói">'


def write_shelf(directory: Path, without: Container[str] = ()) -> Path | None:
    """Write the list of what ``directory`` holds; give its path.

    A page of that name that somebody else made is left alone, and a folder without recordings gets
    none; then the answer is None. ``without`` has the slugs of what is about to go.

    Raises:
        OutputError: the page cannot be written.
    """
    page = directory / PAGE
    text, count = _list_of(directory, without)
    if not _ours(page) if page.exists() else not count:
        return None
    for _ in range(_ATTEMPTS):
        written = text
        with writing(page, "index-unwritable"), whole_file(page) as file:
            file.write(written.encode("utf-8"))
        # A run beside this one may have published, and listed, in between: the last to write looks
        # last.
        text, count = _list_of(directory, without)
        if text == written:
            break
    _log.info("%s written, %d recordings", page, count)
    return page


def shelf_page(directory: Path, *, home: str, complaint: str = "") -> str | None:
    """The list as a server shows it now; None where somebody else made the page of that name.

    Args:
        directory: what it lists.
        home: the server's address, for the bookmark.
        complaint: what was wrong with what was pasted there.
    """
    page = directory / PAGE
    if page.exists() and not _ours(page):
        return None
    return _rendered(directory, entries(directory), home, complaint)


def _list_of(directory: Path, without: Container[str]) -> tuple[str, int]:
    """The page of what is on the disk, and how many articles that is."""
    from baonoi.publish.offline import write_offline

    found = [each for each in entries(directory) if each.slug not in without]
    write_offline(directory)
    return _rendered(directory, found), len(found)


def _rendered(
    directory: Path, found: Sequence[Entry], home: str | None = None, complaint: str = ""
) -> str:
    from baonoi.publish.page.template import render

    listed = [
        {
            "slug": entry.slug,
            "link": _link(entry),
            "audio": quote(entry.first.audio.relative_to(entry.first.root).as_posix()),
            "first": entry.first,
            "day": _day(entry),
            "voices": [each.label for each in entry.voices],
        }
        for entry in found
    ]
    feed = FEED if (directory / FEED).exists() else None
    return render(
        "shelf.html",
        media="'self'",
        listed=listed,
        feed=feed,
        choices=_choices(found),
        bookmark=None if home is None else BOOKMARK.format(home=home),
        complaint=complaint,
    )


def _ours(page: Path) -> bool:
    try:
        with page.open(encoding="utf-8", errors="replace") as file:
            return _OURS in file.read(4096)
    except OSError:
        return False


def _choices(found: Sequence[Entry]) -> dict[str, Any]:
    """What a listener may choose among: papers by name, the latest days, bulletins."""
    sources = {entry.first.source for entry in found if entry.first.source}
    days = sorted({day for entry in found if (day := _day(entry))}, reverse=True)[:DAYS]
    return {
        "sources": sorted(sources, key=str.casefold) if len(sources) > 1 else [],
        "days": [(day, f"{day:%d/%m/%Y}") for day in days] if len(days) > 1 else [],
        "bulletins": any(entry.first.bulletin for entry in found),
    }


def _day(entry: Entry) -> date | None:
    """When it was published, in Vietnam, where the papers are; when it was made is told nowhere."""
    published = entry.first.published
    return published.astimezone(VIETNAM_TIME).date() if published else None


def _link(entry: Entry) -> str:
    """From the shelf to the article's page, or to its MP3 where it has none."""
    first = entry.first
    path = first.page if first.page.exists() else first.audio
    return quote(path.relative_to(first.root).as_posix())
