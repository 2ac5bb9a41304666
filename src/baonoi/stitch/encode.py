"""One section's clips become one MP3 stream, in a thread: the encoder lets other threads run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from baonoi.model import Clip
from baonoi.stitch.level import level
from baonoi.stitch.mp3 import Coded, FrameCounter


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
    """A clip, the gain it needs, and the silence after each of its sentences, in samples."""

    clip: Clip
    gain: float
    silences: tuple[int, ...]

    def pcm(self) -> bytes:
        """Levelled sentences with the silences between."""
        loud = level(self.clip.pcm, self.gain)
        parts: list[bytes] = []
        start = 0
        for end, silence in zip(self.clip.sentences, self.silences, strict=True):
            parts += (loud[2 * start : 2 * end], bytes(2 * silence))
            start = end
        return b"".join(parts)


PieceQueue = Queue[Piece | None]
"""A section's pieces in order; None ends it."""


def encode_section(pieces: PieceQueue, path: Path, sample_rate: int, encoding: Encoding) -> Coded:
    """Write the section's frames to ``path``.

    The queue is emptied to its end even when writing fails, so that nobody waits to fill it.
    """
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(encoding.bitrate)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_channels(1)
    encoder.set_quality(encoding.quality)
    counter = FrameCounter()
    try:
        with path.open("wb") as file:
            while (piece := pieces.get()) is not None:
                frames = bytes(encoder.encode(piece.pcm()))
                counter.feed(frames)
                file.write(frames)
            frames = bytes(encoder.flush())
            counter.feed(frames)
            file.write(frames)
    except BaseException:
        while pieces.get() is not None:
            pass
        raise
    return counter.finish()
