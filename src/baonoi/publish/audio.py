"""MP3 files: a tag, an Info frame, and the frames of one section or of all."""

from __future__ import annotations

import shutil
from typing import BinaryIO

from baonoi.model import Recording
from baonoi.publish import tags


def write_whole(recording: Recording, file: BinaryIO) -> None:
    """All sections, frame after frame."""
    file.write(tags.whole(recording.article))
    file.write(recording.info)
    for stream in recording.streams:
        with stream.path.open("rb") as frames:
            shutil.copyfileobj(frames, file, 1 << 20)


def write_section(recording: Recording, number: int, file: BinaryIO) -> None:
    """Section ``number``, counted from zero: the very frames it has in the whole."""
    stream = recording.streams[number]
    heading = recording.script.sections[number].heading
    file.write(tags.section(recording.article, heading, number + 1, len(recording.streams)))
    file.write(stream.info)
    with stream.path.open("rb") as frames:
        shutil.copyfileobj(frames, file, 1 << 20)
