"""The text with times, for players and subtitles: WebVTT, SubRip and LRC.

Sources: W3C WebVTT; SubRip and LRC have no standard, and are written as their common players read
them.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import BinaryIO, ClassVar

from baonoi.model import Recording
from baonoi.publish.cues import Cue, cues
from baonoi.store.patterns import compile_pattern

_UNSEEN = "\u200b"
"""A zero-width space: parts characters that a player would take for a mark of its own."""
_MARKS = compile_pattern(r"(<)(?=[/a-zA-Z])|(--)(?=>)|(\{)(?=\\)")
_BRACKET = compile_pattern(r"^\[")


class TextFormat(ABC):
    """Writes cues in one format."""

    name: ClassVar[str]
    """The ending of its files."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.rate = recording.timeline.sample_rate
        self.count = 0

    def head(self) -> str:
        """What stands before the first cue."""
        return ""

    @abstractmethod
    def cue(self, cue: Cue) -> str:
        """One cue and what parts it from the next."""

    def times(self, cue: Cue, point: str) -> str:
        """From when to when, to the millisecond: the line that VTT and SRT share."""
        start = round(cue.start * 1000 / self.rate)
        end = max(start + 1, round(cue.end * 1000 / self.rate))
        return f"{_clock(start, point)} --> {_clock(end, point)}"


class Vtt(TextFormat):
    """WebVTT: what browsers show."""

    name = "vtt"

    def head(self) -> str:
        """The signature."""
        return "WEBVTT\n\n"

    def cue(self, cue: Cue) -> str:
        """Times and escaped lines."""
        lines = "\n".join(html.escape(line, quote=False) for line in cue.lines)
        return f"{self.times(cue, '.')}\n{lines}\n\n"


class Srt(TextFormat):
    """SubRip: what players show."""

    name = "srt"

    def cue(self, cue: Cue) -> str:
        """Number, times, lines; the format escapes nothing, so marks are parted."""
        self.count += 1
        lines = "\n".join(_MARKS.sub(rf"\g<0>{_UNSEEN}", line) for line in cue.lines)
        return f"{self.count}\n{self.times(cue, ',')}\n{lines}\n\n"


class Lrc(TextFormat):
    """LRC: what music players show as lyrics."""

    name = "lrc"

    def head(self) -> str:
        """Who and what."""
        article = self.recording.article
        artist = f"[ar:{article.source}]\n" if article.source else ""
        return f"[ti:{' '.join(article.title.split())}]\n{artist}"

    def cue(self, cue: Cue) -> str:
        """The start, in hundredths of a second, and one line."""
        minutes, hundredths = divmod(round(cue.start * 100 / self.rate), 6000)
        text = _BRACKET.sub(f"{_UNSEEN}[", cue.text)
        return f"[{minutes:02d}:{hundredths / 100:05.2f}]{text}\n"


FORMATS: tuple[type[TextFormat], ...] = (Vtt, Srt, Lrc)


class TimedTexts:
    """A recording's text with times in every format; its cues are found once for all of them."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """What every format tells."""
        return tuple(cues(self.recording))

    def write(self, kind: type[TextFormat], file: BinaryIO) -> None:
        """Write one format."""
        writer = kind(self.recording)
        file.write(writer.head().encode("utf-8"))
        for cue in self.cues:
            file.write(writer.cue(cue).encode("utf-8"))


def write_texts(recording: Recording, files: Mapping[str, BinaryIO]) -> None:
    """Write each format to its file; ``files`` goes by the formats' names."""
    texts = TimedTexts(recording)
    for kind in FORMATS:
        if kind.name in files:
            texts.write(kind, files[kind.name])


def _clock(milliseconds: int, point: str) -> str:
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{point}{milliseconds:03d}"
