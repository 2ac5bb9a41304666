"""Where recordings go: a folder each, a page above several voices, the audio alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from baonoi.common.log import Log
from baonoi.model import Article, Recording
from baonoi.publish.audio import write_whole
from baonoi.publish.library import PAGE, TRANSCRIPT
from baonoi.publish.namesakes import remember, slug_for
from baonoi.store.files import whole_file, writing
from baonoi.store.store import Store

_log = Log(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a recording will stand, and a folder of this machine to make it in."""

    slug: str
    work: Path


@contextmanager
def place(store: Store, article: Article, voice: str | None = None) -> Iterator[Place]:
    """Make room for a recording of ``article``; what is not published is gone at the end.

    Once it is there, it is found again by the article's address.

    Args:
        store: where the recording will go.
        article: what it reads.
        voice: name of the recording's own folder in the article's, where there are several.

    Raises:
        OutputError: nothing can be written there.
    """
    slug = slug_for(store, article)
    with store.workshop(f"{slug}/{voice}" if voice else slug) as work:
        yield Place(slug, work)
    remember(store, article, slug)


def offer_voices(
    recordings: Mapping[str, tuple[Recording, Path]], *, single_file: bool = False
) -> Path:
    """Write the page above several voices' folders, where the listener chooses; give its path.

    Args:
        recordings: by the name of the voice, which is its folder's; each with the path of its MP3.
        single_file: whether the page holds the MP3s themselves.

    Raises:
        OutputError: it cannot be written.
    """
    from baonoi.publish.page import Rendition, write_page

    renditions = [
        Rendition(
            recording,
            name,
            href=f"{audio.parent.name}/{audio.name}",
            transcript=f"{name}/{TRANSCRIPT}" if (audio.parent / TRANSCRIPT).exists() else None,
            audio=_parts(audio) if single_file else None,
        )
        for name, (recording, audio) in recordings.items()
    ]
    _, first = next(iter(recordings.values()))
    path = first.parent.parent / PAGE
    with writing(path), whole_file(path) as file:
        write_page(renditions, path.parent.name, file)
    _log.info("%s written, %d voices", path, len(renditions))
    return path


def write_file(made: Recording | Path, to: Path | BinaryIO) -> None:
    """Write the audio alone; a device, a pipe or an open stream is written to as it is.

    Args:
        made: a recording of MP3 frames, or a file that holds what shall be written.
        to: where to; an open stream takes MP3.

    Raises:
        OutputError: it cannot be written.
    """

    def write(file: BinaryIO) -> None:
        if isinstance(made, Recording):
            write_whole(made, file)
            return
        with made.open("rb") as audio:
            shutil.copyfileobj(audio, file, 1 << 20)

    with writing(to if isinstance(to, Path) else "the output"):
        if not isinstance(to, Path):
            write(to)
            to.flush()
        elif to.exists() and not to.is_file() and not to.is_dir():
            with to.open("wb") as device:
                write(device)
        else:
            with whole_file(to) as file:
                write(file)
    _log.info("%s written", to if isinstance(to, Path) else "the output")


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(1 << 18):
            yield part
