"""What a folder of recordings holds, told from the manifests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from baonoi.model import VIETNAM_TIME

MANIFEST = "recording.json"
PAGE = "index.html"
TRANSCRIPT = "transcript.vtt"
_BREAK = b', "sections": ['
"""How the manifest's first line ends: what comes after it is long, and seldom needed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One recording on disk."""

    folder: Path
    slug: str
    title: str
    label: str
    """Its voice, as a listener sees it."""
    duration: float
    """Seconds."""
    source: str | None = None
    published: datetime | None = None
    byline: str | None = None
    url: str | None = None

    @property
    def audio(self) -> Path:
        """Its MP3."""
        return self.folder / f"{self.slug}.mp3"

    @property
    def root(self) -> Path:
        """The folder of recordings that it is in."""
        return self.folder.parent if self.folder.name == self.slug else self.folder.parent.parent

    @property
    def page(self) -> Path:
        """The article's page, in all its voices."""
        return self.root / self.slug / PAGE

    def sections(self) -> list[dict[str, Any]]:
        """The sections of its manifest."""
        manifest = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        sections: list[dict[str, Any]] = manifest["sections"]
        return sections


@dataclass(frozen=True, slots=True)
class Entry:
    """An article and its recordings, one a voice."""

    slug: str
    voices: tuple[Kept, ...]

    @property
    def first(self) -> Kept:
        """The voice to begin with."""
        return self.voices[0]


def entries(directory: Path) -> list[Entry]:
    """The articles recorded in ``directory``, the latest first, those without a date last."""
    found = [entry for folder in _folders(directory) if (entry := entry_of(folder)) is not None]
    found.sort(key=lambda entry: entry.first.title)
    found.sort(key=_published, reverse=True)
    return found


def entry_of(folder: Path) -> Entry | None:
    """The article that is recorded in ``folder`` itself, or by voice in its subfolders."""
    own = _kept(folder, folder.name)
    voices = [_kept(each, folder.name) for each in _folders(folder)]
    voices.sort(key=lambda kept: kept is not None and kept.folder.name != "nam")
    kept = [each for each in (own, *voices) if each is not None]
    return Entry(folder.name, tuple(kept)) if kept else None


def _folders(directory: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(path for path in directory.iterdir() if path.is_dir())


def _published(entry: Entry) -> float:
    published = entry.first.published
    return published.timestamp() if published else float("-inf")


def _kept(folder: Path, slug: str) -> Kept | None:
    """The recording in ``folder``; None where there is none, or only half of one."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            head = head_of(file)
        return Kept(
            folder,
            slug,
            title=str(head["title"]),
            label=str(head.get("label") or head["voice"]),
            duration=float(head["duration"]),
            source=_text(head.get("source")),
            published=_time(head.get("published")),
            byline=_text(head.get("byline")),
            url=_text(head.get("url")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def head_of(file: BinaryIO) -> dict[str, Any]:
    """What a manifest tells of the recording as a whole.

    Raises:
        ValueError: it is none.
    """
    line = file.readline().rstrip(b"\r\n")
    text = line.removesuffix(_BREAK) + b"}" if line.endswith(_BREAK) else line + file.read()
    head: dict[str, Any] = json.loads(text)
    return head


def _text(value: object) -> str | None:
    return str(value) if value else None


def _time(value: object) -> datetime | None:
    """A time with its zone; a date alone is that day's beginning in Vietnam."""
    if not value:
        return None
    if "T" not in str(value):
        return datetime.combine(date.fromisoformat(str(value)), time(), VIETNAM_TIME)
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM_TIME)
