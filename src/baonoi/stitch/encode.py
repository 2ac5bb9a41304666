"""One section's clips become one MP3 stream, in a thread: the encoder lets other threads run."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Semaphore
from typing import TYPE_CHECKING

from baonoi.audio.mastering import Mastering
from baonoi.model import Clip
from baonoi.stitch.mp3 import Coded, FrameCounter

if TYPE_CHECKING:
    import lameenc

LAME_SCALE = 0.95
"""LAME turns what it codes at a constant bitrate down by this, and has no switch for it here."""
FADE_SECONDS = 0.003
"""Edges of a sentence are faded over this long, so that no join clicks."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How an MP3 is coded."""

    bitrate: int = 64
    """kbit/s, constant, mono."""
    quality: int = 7
    """LAME's scale: 0 slowest and best, 9 fastest. For speech at this bitrate 7 is as good."""


DEFAULT_ENCODING = Encoding()


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A clip, what is done to it, and the silence after each of its sentences, in samples."""

    clip: Clip
    mastering: Mastering
    silences: tuple[int, ...]

    def pcm(self) -> Iterator[bytes]:
        """Each sentence mastered, with the silence after it."""
        from baonoi.audio.level import level  # brings numpy, while the first clips are made

        rate = self.clip.sample_rate
        start = 0
        for end, silence in zip(self.clip.sentences, self.silences, strict=True):
            sentence = self.clip.pcm[2 * start : 2 * end]
            loud = level(sentence, rate, self.mastering, round(rate * FADE_SECONDS))
            yield loud + bytes(2 * silence)
            start = end


class PieceQueue:
    """A section's pieces in order; None ends it. All sections share the ``room`` for pieces."""

    def __init__(self, room: Semaphore) -> None:
        self._pieces: SimpleQueue[Piece | None] = SimpleQueue()
        self._room = room
        self._ended = False
        self.given_up = False
        """Whether nothing more is made of what is put in."""

    def put(self, piece: Piece | None) -> None:
        """Add a piece as soon as there is room for it."""
        if piece is not None:
            self._room.acquire()
        self._pieces.put(piece)

    def get(self) -> Piece | None:
        """The next piece; its room is free again. After the end it is None for ever."""
        piece = None if self._ended else self._pieces.get()
        if piece is None:
            self._ended = True
        else:
            self._room.release()
        return piece

    @contextmanager
    def emptied(self) -> Iterator[None]:
        """Empty it to its end when the block fails, so that nobody waits to fill it."""
        try:
            yield
        except BaseException:
            self.given_up = True
            while self.get() is not None:
                pass
            raise


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What came of a section: how much its stream holds, and how loud each 100 ms of it is."""

    coded: Coded
    energies: array[float]


def new_encoder(sample_rate: int, encoding: Encoding) -> lameenc.Encoder:
    """LAME, ready for int16 mono."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(encoding.bitrate)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_channels(1)
    encoder.set_quality(encoding.quality)
    return encoder


def encode_section(pieces: PieceQueue, path: Path, sample_rate: int, encoding: Encoding) -> Encoded:
    """Write the section's frames to ``path``."""
    with pieces.emptied():
        from baonoi.audio.loudness import Meter

        encoder = new_encoder(sample_rate, encoding)
        counter = FrameCounter()
        meter = Meter(sample_rate)
        with path.open("wb") as file:
            while (piece := pieces.get()) is not None:
                for pcm in piece.pcm():
                    meter.feed(pcm)
                    frames = bytes(encoder.encode(pcm))
                    counter.feed(frames)
                    file.write(frames)
            frames = bytes(encoder.flush())
            counter.feed(frames)
            file.write(frames)
    heard = array("f", (energy * LAME_SCALE**2 for energy in meter.energies))
    return Encoded(counter.finish(), heard)
