"""The encoded sections, and where everything is in them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from baonoi.model.article import Article
from baonoi.model.audio import Voice
from baonoi.model.metadata import Cover
from baonoi.model.script import Script


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Where everything is in the finished audio, in samples."""

    sample_rate: int
    sections: array[int]
    """Start and end of each section, two numbers a section; each starts with a frame of its own, so
    that up to a few frames of silence lie between one's end and the next one's start."""
    sentences: array[int]
    """Start and end of each sentence, two numbers a sentence."""
    words: array[int]
    """Start and end of each spoken word, two numbers a word."""
    estimated: bool = False
    """Whether word times were reckoned from the audio instead of told by the engine."""

    @property
    def samples(self) -> int:
        """Length of the whole."""
        return self.sections[-1] if self.sections else 0


@dataclass(frozen=True, slots=True)
class EncodedSection:
    """One section, coded: bare frames, to be joined with others as they are."""

    frames: bytes | Path
    """Held, or a file of them."""
    head: bytes
    """What to put in front where the section stands alone: the Info frame of an MP3."""

    def parts(self, size: int = 1 << 18) -> Iterator[bytes]:
        """The frames, at most so many bytes at a time."""
        if isinstance(self.frames, bytes):
            yield from (self.frames[at : at + size] for at in range(0, len(self.frames), size))
            return
        with self.frames.open("rb") as file:
            while part := file.read(size):
                yield part

    @property
    def size(self) -> int:
        """Bytes of the frames."""
        if isinstance(self.frames, bytes):
            return len(self.frames)
        return self.frames.stat().st_size

    def held(self) -> EncodedSection:
        """The same, whatever becomes of the file."""
        return replace(self, frames=b"".join(self.parts()))


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """The encoded sections, in order, and where everything is in them."""

    article: Article
    script: Script
    voice: Voice
    timeline: Timeline
    sections: tuple[EncodedSection, ...]
    head: bytes
    """What to put in front of all of them."""
    passed_over: tuple[tuple[str, str], ...] = ()
    """Better voices that could not speak, and why: name and reason."""
    cover: Cover | None = None
    """The picture of the audio."""

    def held(self) -> Recording:
        """The same, owning its frames: it can be sent anywhere, and outlives its files."""
        return replace(self, sections=tuple(section.held() for section in self.sections))
