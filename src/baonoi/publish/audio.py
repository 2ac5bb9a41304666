"""MP3 files: a tag, an Info frame, and the frames of one section or of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from baonoi.model import Recording
from baonoi.publish.metadata import of_section, of_whole
from baonoi.publish.tags import id3


def whole(recording: Recording) -> Iterator[bytes]:
    """All sections, frame after frame, in parts."""
    yield id3(of_whole(recording))
    yield recording.head
    for section in recording.sections:
        yield from section.parts()


def write_whole(recording: Recording, file: BinaryIO) -> None:
    """Write all sections."""
    file.writelines(whole(recording))


def write_section(recording: Recording, number: int, file: BinaryIO) -> None:
    """Section ``number``, counted from zero: the very frames it has in the whole."""
    section = recording.sections[number]
    file.write(id3(of_section(recording, number)))
    file.write(section.head)
    file.writelines(section.parts())
