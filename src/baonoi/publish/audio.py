"""MP3 files: a tag, an Info frame, and the frames of one section or of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from baonoi.model import Recording
from baonoi.publish.metadata import of_section, of_whole
from baonoi.publish.tags import id3


class Part(NamedTuple):
    """A section as it lies in the whole recording: bytes from ``start`` to before ``end``."""

    file: str
    start: int
    end: int


def parts_of(recording: Recording, audio: str) -> list[Part]:
    """Where each section's frames lie in the file that :func:`write_whole` writes.

    They are MP3 frames one after another: what is fetched of them alone can be played.
    """
    at = len(id3(of_whole(recording))) + len(recording.head)
    found = []
    for section in recording.sections:
        end = at + section.size
        found.append(Part(audio, at, end))
        at = end
    return found


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
