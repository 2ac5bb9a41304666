"""The shelf: ``index.html`` of a folder of recordings lists them all."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from baonoi.common.log import Log
from baonoi.publish.library import FEED, PAGE
from baonoi.publish.rows import Row, rows_of
from baonoi.store.files import whole_file, writing

_log = Log(__name__)
BOOKMARK = "javascript:void(window.open('{home}/listen?url='+encodeURIComponent(location.href)))"
"""What sends the page that is open to the server."""
FIRST = 100
"""Recordings that stand on the page as such; it makes rows of the others when they are wanted."""
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
    from baonoi.publish.offline import write_offline

    page = directory / PAGE
    rows = rows_of(directory, without)
    if not _ours(page) if page.exists() else not rows:
        return None
    write_offline(directory)
    text = _rendered(directory, rows)
    with writing(page, "index-unwritable"), whole_file(page) as file:
        file.write(text.encode("utf-8"))
    _log.info("%s written, %d recordings", page, len(rows))
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
    return _rendered(directory, rows_of(directory), home, complaint)


def _rendered(
    directory: Path, rows: Sequence[Row], home: str | None = None, complaint: str = ""
) -> str:
    from baonoi.publish.page.template import render

    return render(
        "shelf.html",
        media="'self'",
        first=rows[:FIRST],
        rest=rows[FIRST:],
        table=_table(rows),
        feed=FEED if (directory / FEED).exists() else None,
        choices=_choices(rows),
        bookmark=None if home is None else BOOKMARK.format(home=home),
        complaint=complaint,
    )


def _ours(page: Path) -> bool:
    try:
        with page.open(encoding="utf-8", errors="replace") as file:
            return _OURS in file.read(4096)
    except OSError:
        return False


def _table(rows: Sequence[Row]) -> dict[str, Any]:
    """All rows for the page's script, in few letters: what is usual is left out."""
    sources = {source: at for at, source in enumerate(dict.fromkeys(row.source for row in rows))}
    voices = {names: at for at, names in enumerate(dict.fromkeys(row.voices for row in rows))}
    return {
        "sources": list(sources),
        "voices": list(voices),
        "rows": [
            (
                *(row.slug, row.title, row.published, round(row.seconds, 1)),
                *(sources[row.source], voices[row.voices], int(row.bulletin)),
                "" if row.audio == f"{row.slug}/{row.slug}.mp3" else row.audio,
                "" if row.link == f"{row.slug}/{PAGE}" else row.link,
            )
            for row in rows
        ],
    }


def _choices(rows: Sequence[Row]) -> dict[str, Any]:
    """What a listener may choose among: papers by name, the latest days, bulletins."""
    sources = {row.source for row in rows if row.source}
    days = sorted({row.day for row in rows if row.day}, reverse=True)[:DAYS]
    return {
        "sources": sorted(sources, key=str.casefold) if len(sources) > 1 else [],
        "days": [(day, "/".join(reversed(day.split("-")))) for day in days] if days[1:] else [],
        "bulletins": any(row.bulletin for row in rows),
    }
