"""The listeners that do not wait: an MP3 stream sentence by sentence, and a loudspeaker."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from baonoi.audio.master import mastered, mastered_parts
from baonoi.audio.mastering import Mastering, calibrated
from baonoi.encode import Coded, SectionCodec
from baonoi.model import Article, Utterance
from baonoi.reading.events import Event, Planned
from baonoi.reading.options import ReadingOptions

if TYPE_CHECKING:
    from baonoi.audio.player import Player
    from baonoi.encode import SectionEncoder

PART = 1 << 15
"""Bytes of samples coded at once, three quarters of a second: a long sentence is not waited for."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes that are ready, and how much sound they bring."""

    data: bytes
    seconds: float
    ended: Coded | None = None
    """How much the section came to that ends with it."""


class Reading(Protocol):
    """What yields events once, from the beginning: a performance, or a long text."""

    article: Article
    options: ReadingOptions

    def events(self) -> Generator[Event, None, None]:
        """What happens, as it happens."""
        ...


def sounds(
    reading: Reading, codec: SectionCodec | None = None
) -> Generator[tuple[Utterance, Iterator[bytes]], None, None]:
    """Each sentence as soon as it is said, and its samples as they are to be coded, in parts.

    Those are int16 mono, mastered, with the silence around it, of which what ``codec`` leaves over
    at the end of a section is part.

    Raises:
        BaonoiError: as the reading has it.
    """
    mastering: Mastering | None = None
    with closing(reading.events()) as events:
        for event in events:
            if isinstance(event, Planned):
                mastering = calibrated(event.choice.voice, reading.options.loudness)
            if isinstance(event, Utterance) and mastering is not None:
                silence = event.silence if codec is None else codec.silence_behind(event)
                yield event, mastered_parts(event, mastering, silence)


def frames(reading: Reading, codec: SectionCodec) -> Generator[bytes, None, None]:
    """The frames of all sections, those of each sentence as soon as it is said.

    They are the file's own, as long as the voice is as loud as its calibration has it: there is no
    second try here.

    Raises:
        BaonoiError: as the reading has it.
    """
    with closing(sounds(reading, codec)) as said:
        for part in parts(said, codec):
            yield part.data


def parts(
    said: Iterable[tuple[Utterance, Iterable[bytes]]], codec: SectionCodec, first: int = PART
) -> Generator[Part, None, None]:
    """Each section coded on its own, while it is said.

    Args:
        said: what :func:`sounds` gives.
        codec: of the sections.
        first: bytes of samples in the very first part.
    """
    encoder: SectionEncoder | None = None
    size = first
    for utterance, pcm in said:
        encoder = encoder or codec.encoder(utterance.sample_rate)
        for piece in pcm:
            at = 0
            while at < len(piece):
                some = piece[at : at + size]
                at += size
                size = PART
                yield Part(encoder.encode(some), len(some) / 2 / utterance.sample_rate)
        if utterance.ends_section:
            yield Part(encoder.finish(), 0.0, encoder.coded)
            encoder = None


class Loudspeaker:
    """Lets a player have what is said."""

    def __init__(self, player: Player, loudness: float) -> None:
        self._player, self._loudness = player, loudness
        self._mastering: Mastering | None = None

    def __call__(self, event: Event) -> None:
        """Take the next event."""
        if isinstance(event, Planned):
            self._mastering = calibrated(event.choice.voice, self._loudness)
        elif isinstance(event, Utterance) and self._mastering is not None:
            pcm = mastered(event, self._mastering, event.silence)
            self._player.feed(pcm, event.sample_rate)
