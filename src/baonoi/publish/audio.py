"""MP3 files: a tag, an Info frame, and the frames of one section or of all."""

from __future__ import annotations

import shutil
from typing import BinaryIO

from baonoi.model import Cover, Recording
from baonoi.publish.metadata import of_section, of_whole
from baonoi.publish.tags import id3


def write_whole(recording: Recording, file: BinaryIO, cover: Cover | None = None) -> None:
    """All sections, frame after frame."""
    file.write(id3(of_whole(recording, cover)))
    file.write(recording.info)
    for stream in recording.streams:
        with stream.path.open("rb") as frames:
            shutil.copyfileobj(frames, file, 1 << 20)


def write_section(
    recording: Recording, number: int, file: BinaryIO, cover: Cover | None = None
) -> None:
    """Section ``number``, counted from zero: the very frames it has in the whole."""
    stream = recording.streams[number]
    file.write(id3(of_section(recording, number, cover)))
    file.write(stream.info)
    with stream.path.open("rb") as frames:
        shutil.copyfileobj(frames, file, 1 << 20)
