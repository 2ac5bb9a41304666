"""The shelf: ``index.html`` of a folder of recordings lists them all."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from baonoi.common.log import Log
from baonoi.publish.library import PAGE, Entry, entries
from baonoi.store.files import whole_file, writing

_log = Log(__name__)
FEED = "feed.xml"
_OURS = '<meta name="generator" content="Báo Nói">'


def write_shelf(directory: Path) -> Path | None:
    """Write the list of what ``directory`` holds; give its path.

    A page of that name that somebody else made is left alone, and a folder without recordings gets
    none; then the answer is None.

    Raises:
        OutputError: the page cannot be written.
    """
    from baonoi.publish.page.template import render

    page = directory / PAGE
    found = entries(directory)
    if not _ours(page) if page.exists() else not found:
        return None
    listed = [
        {
            "link": _link(entry),
            "first": entry.first,
            "voices": [each.label for each in entry.voices],
        }
        for entry in found
    ]
    text = render("shelf.html", listed=listed, feed=FEED if (directory / FEED).exists() else None)
    with writing(page, "index-unwritable"), whole_file(page) as file:
        file.write(text.encode("utf-8"))
    _log.info("%s written, %d recordings", page, len(listed))
    return page


def _ours(page: Path) -> bool:
    try:
        with page.open(encoding="utf-8", errors="replace") as file:
            return _OURS in file.read(4096)
    except OSError:
        return False


def _link(entry: Entry) -> str:
    """From the shelf to the article's page, or to its MP3 where it has none."""
    first = entry.first
    path = first.page if first.page.exists() else first.audio
    return quote(path.relative_to(first.root).as_posix())
