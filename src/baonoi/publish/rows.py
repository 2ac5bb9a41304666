"""The rows of a shelf: what it tells of each recording."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from baonoi.model import VIETNAM_TIME
from baonoi.publish.library import Entry, entry_of, names_of_folders
from baonoi.publish.memory import Memory
from baonoi.publish.page.wording import clock

FORM = 1
"""Of a row: it goes up when one changes."""


class Row(NamedTuple):
    """A recording on the shelf."""

    slug: str
    title: str
    at: float
    """When it was published, or else made, in seconds since 1970."""
    published: str
    """The time with its zone (ISO 8601); empty where none is known."""
    day: str
    """In Vietnam, where the papers are; when it was made is told nowhere."""
    seconds: float
    source: str
    voices: str
    audio: str
    """Its MP3, an address seen from the shelf."""
    link: str
    """The article's page, or its MP3 where it has none."""
    bulletin: bool

    @property
    def date(self) -> str:
        """Its time as a reader sees it."""
        year, month, day = self.published[:10].split("-")
        return f"{day}/{month}/{year} {self.published[11:16]}"

    @property
    def length(self) -> str:
        """Minutes and seconds."""
        return clock(self.seconds)


def rows_of(directory: Path, without: Container[str] = ()) -> list[Row]:
    """The recordings of a folder, the latest first; ``without`` has the slugs of those that are
    left out."""
    memory = Memory(directory, "shelf", FORM)
    rows = []
    for name in names_of_folders(directory):
        if name in without:
            continue
        known = memory.get(name)
        if known is not None:
            rows.append(Row(*known))
        elif (entry := entry_of(directory / name)) is not None:
            row = _row(entry)
            memory.put(entry, row)
            rows.append(row)
    memory.save()
    rows.sort(key=lambda row: row.title)
    rows.sort(key=lambda row: row.at, reverse=True)
    return rows


def _row(entry: Entry) -> Row:
    first = entry.first
    published = first.published
    audio = quote(first.audio.relative_to(first.root).as_posix())
    page = quote(first.page.relative_to(first.root).as_posix())
    return Row(
        entry.slug,
        first.title,
        (published or first.made).timestamp(),
        published.isoformat() if published else "",
        published.astimezone(VIETNAM_TIME).date().isoformat() if published else "",
        first.duration,
        first.source or "",
        ", ".join(dict.fromkeys(each.label for each in entry.voices)),
        audio,
        page if first.page.exists() else audio,
        first.bulletin,
    )
