"""What a folder of recordings holds, told from the manifests."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from baonoi.model import VIETNAM_TIME

MANIFEST = "recording.json"
PAGE = "index.html"
FEED = "feed.xml"
TRANSCRIPT = "transcript.vtt"
BULLETIN = "bulletin"
"""What a manifest calls a recording of several articles."""
_EPOCH = datetime.fromtimestamp(0, VIETNAM_TIME)
_BREAK = b', "sections": ['
"""How the manifest's first line ends: what comes after it is long, and seldom needed."""
_END = b'], "estimated": '
"""How its last line begins, which is shorter than ``_TAIL``."""
_TAIL = 64
_HEAD = 4096
_GENERATOR = "<generator>Báo Nói</generator>"
"""What a feed of ours says near its beginning."""


class SectionTold(NamedTuple):
    """What a manifest tells of a section."""

    heading: str | None
    start: float
    """Seconds."""
    sentences: list[tuple[str, str]]
    """Role and written text of each."""


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
    made: datetime = _EPOCH
    """When it was recorded."""
    picture: str | None = None
    """Name of its cover's file."""
    bulletin: bool = False
    """Whether it is no article, but a bulletin of several."""

    @property
    def audio(self) -> Path:
        """Its MP3."""
        return self.folder / f"{self.slug}.mp3"

    @property
    def cover(self) -> Path | None:
        """Its picture, where there is one in its folder."""
        path = self.folder / self.picture if self.picture else None
        if path is None or not path.resolve().is_relative_to(self.folder.resolve()):
            return None
        return path if path.is_file() else None

    @property
    def root(self) -> Path:
        """The folder of recordings that it is in."""
        return self.folder.parent if self.folder.name == self.slug else self.folder.parent.parent

    @property
    def page(self) -> Path:
        """The article's page, in all its voices."""
        return self.root / self.slug / PAGE

    def sections(self) -> list[SectionTold]:
        """The sections of its manifest.

        Raises:
            ValueError: it is not whole.
            OSError: it cannot be read.
        """
        with _told():
            manifest = _parsed((self.folder / MANIFEST).read_bytes())
            return [
                SectionTold(
                    told_text(section.get("heading")),
                    _seconds(section["start"]),
                    [(str(each["role"]), str(each["written"])) for each in section["sentences"]],
                )
                for section in manifest["sections"]
            ]


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
    """The articles recorded in ``directory``, the latest first; without a date, as it was made."""
    found = [entry for folder in folders(directory) if (entry := entry_of(folder)) is not None]
    found.sort(key=lambda entry: entry.first.title)
    found.sort(key=_published, reverse=True)
    return found


def entry_of(folder: Path) -> Entry | None:
    """The article that is recorded in ``folder`` itself, or by voice in its subfolders."""
    own = _kept(folder, folder.name)
    voices = [_kept(each, folder.name) for each in folders(folder)]
    voices.sort(key=lambda kept: kept is not None and kept.folder.name != "nam")
    kept = [each for each in (own, *voices) if each is not None]
    return Entry(folder.name, tuple(kept)) if kept else None


def folders(directory: Path) -> Iterator[Path]:
    """The folders in one that may be of recordings, by name."""
    yield from (directory / name for name in names_of_folders(directory))


def names_of_folders(directory: Path) -> list[str]:
    """The names of :func:`folders`: of thousands, no path is needed of most."""
    try:
        with os.scandir(directory) as found:
            return sorted(each.name for each in found if each.is_dir() and each.name[0] != ".")
    except OSError:
        return []


def has_feed(directory: Path, base_url: str) -> bool:
    """Whether a feed stands in a folder that says it is served there, or that is not ours."""
    try:
        with (directory / FEED).open("rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return False
    return (
        _GENERATOR not in head
        or f"<link>{escape(base_url.rstrip('/'), quote=False)}/</link>" in head
    )


def _published(entry: Entry) -> float:
    return (entry.first.published or entry.first.made).timestamp()


def _kept(folder: Path, slug: str) -> Kept | None:
    """The recording in ``folder``; None where there is none, or only half of one."""
    try:
        with (folder / MANIFEST).open("rb") as file, _told():
            head = head_of(file)
            if _cut_off(file):
                return None
            return Kept(
                folder,
                slug,
                title=str(head["title"]),
                label=str(head.get("label") or head["voice"]),
                duration=_seconds(head["duration"]),
                source=told_text(head.get("source")),
                published=_time(head.get("published")),
                byline=told_text(head.get("byline")),
                url=told_text(head.get("url")),
                picture=told_text(head.get("cover")),
                bulletin=head.get("kind") == BULLETIN,
                made=datetime.fromtimestamp(int(os.fstat(file.fileno()).st_mtime), VIETNAM_TIME),
            )
    except (OSError, ValueError):
        return None


def head_of(file: BinaryIO) -> dict[str, Any]:
    """What a manifest tells of the recording as a whole.

    Raises:
        ValueError: it is none.
    """
    line = file.readline().rstrip(b"\r\n")
    text = line.removesuffix(_BREAK) + b"}" if line.endswith(_BREAK) else line + file.read()
    return _parsed(text)


def whole_of(file: BinaryIO) -> dict[str, Any]:
    """All that a manifest tells.

    Raises:
        ValueError: it is none.
    """
    return _parsed(file.read())


def _parsed(text: bytes) -> dict[str, Any]:
    with _told():
        told = json.loads(text, parse_constant=_no_number)
        if not isinstance(told, dict):
            raise TypeError("not an object")
        return told


@contextmanager
def _told() -> Iterator[None]:
    """Others may write manifests, and a disk may cut them off: what is none is a ValueError."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error}") from error


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _cut_off(file: BinaryIO) -> bool:
    """Whether a manifest of our own writing lacks its end; one of others is read whole anyway."""
    file.seek(0)
    if not file.readline().rstrip(b"\r\n").endswith(_BREAK):
        return False
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    return _END not in file.read()


def _seconds(value: Any) -> float:
    seconds = float(value)
    if not 0 <= seconds < math.inf:
        raise ValueError(f"not a time: {value}")
    return seconds


def told_text(value: object) -> str | None:
    """What a manifest tells in words; None where it tells nothing."""
    return str(value) if value else None


def _time(value: object) -> datetime | None:
    """A time with its zone; a date alone is that day's beginning in Vietnam."""
    if not value:
        return None
    if "T" not in str(value):
        return datetime.combine(date.fromisoformat(str(value)), time(), VIETNAM_TIME)
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM_TIME)
