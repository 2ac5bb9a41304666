"""Vorbis comments: the tags of FLAC, Vorbis and Opus.

Sources: xiph.org's "Ogg Vorbis I format specification: comment field"; the CHAPTER fields are the
"Chapter Extension" of its wiki; the picture is FLAC's METADATA_BLOCK_PICTURE.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from baonoi.model import LANGUAGE, MACHINE, Cover, Metadata

if TYPE_CHECKING:
    from mutagen.flac import Picture

FRONT_COVER = 3


def write_comments(path: Path, metadata: Metadata) -> None:
    """Put the tags into a finished file."""
    import mutagen
    from mutagen.flac import FLAC

    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for name, value in comments(metadata):
        file.tags[name] = value
    if metadata.cover is not None and isinstance(file, FLAC):
        file.add_picture(_picture(metadata.cover))
    elif metadata.cover is not None:
        block = _picture(metadata.cover).write()
        file.tags["METADATA_BLOCK_PICTURE"] = base64.b64encode(block).decode("ascii")
    file.save(padding=lambda _: 0)


def comments(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Field names and values."""
    yield "TITLE", metadata.title
    if metadata.artist:
        yield "ARTIST", metadata.artist
    yield "ALBUM", metadata.album
    if metadata.date:
        yield "DATE", metadata.date
    yield "LANGUAGE", LANGUAGE
    yield from ((name.upper(), value) for name, value in MACHINE)
    if metadata.url:
        yield "COMMENT", metadata.url
    yield "LYRICS", metadata.text
    for number, chapter in enumerate(metadata.chapters, 1):
        milliseconds = round(chapter.start * 1000 / metadata.sample_rate)
        seconds, milliseconds = divmod(milliseconds, 1000)
        minutes, seconds = divmod(seconds, 60)
        clock = f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}.{milliseconds:03d}"
        yield f"CHAPTER{number:03d}", clock
        yield f"CHAPTER{number:03d}NAME", chapter.title


def _picture(cover: Cover) -> Picture:
    from mutagen.flac import Picture

    picture = Picture()
    picture.type = FRONT_COVER
    picture.mime = cover.media_type
    picture.data = cover.data
    return picture
