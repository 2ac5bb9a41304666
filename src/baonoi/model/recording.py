"""The encoded sections, and where everything is in them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path

from baonoi.model.article import Article
from baonoi.model.audio import Voice
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
class Stream:
    """One section, encoded: bare MP3 frames in a file, to be joined with others as they are."""

    path: Path
    info: bytes
    """The Info frame to put in front where the section stands alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """The encoded sections, in order, and where everything is in them."""

    article: Article
    script: Script
    voice: Voice
    timeline: Timeline
    streams: tuple[Stream, ...]
    """One a section."""
    info: bytes
    """The Info frame to put in front of all of them."""
    passed_over: tuple[tuple[str, str], ...] = ()
    """Better voices that could not speak, and why: name and reason."""
