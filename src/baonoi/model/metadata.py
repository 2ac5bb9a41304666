"""What the tags of a file tell, in every format."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGE = "vie"
"""Vietnamese in ISO 639-2: what is read is in it."""
MACHINE = (("ai-content", "true"), ("narrator", "Máy đọc: giọng tổng hợp, không phải người."))
"""What every tag says of the voice, for programs and for people; the first is the purpose under
which Podcasting 2.0 asks for it."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture as it goes into a tag."""

    data: bytes
    media_type: str
    """``image/jpeg`` or ``image/png``: what every player shows."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the recording, up to where the next one starts, in samples."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a tag holds; times are in samples from the beginning of the file it is for."""

    title: str
    artist: str | None
    album: str
    date: str | None
    """``YYYY-MM-DD``."""
    url: str | None
    text: str
    """As written, a paragraph a block."""
    lines: tuple[tuple[str, int], ...] = ()
    """Each sentence as written, and when it starts."""
    chapters: tuple[Chapter, ...] = ()
    """Empty where there is but one."""
    sample_rate: int = 0
    track: str | None = None
    """Its number among the sections: ``2/3``."""
    cover: Cover | None = None
