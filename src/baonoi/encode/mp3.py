"""MP3 by LAME: each section a stream of whole frames, which joined are a stream again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from baonoi.encode.codec import Codec, Coded, SectionCodec, SectionEncoder
from baonoi.encode.frames import FrameCounter, info_frame, most_left_over

if TYPE_CHECKING:
    from baonoi.common.decoder import Samples

BITRATE = 64
"""kbit/s: the usual one, for which the ceiling of mastering was found."""
QUALITY = 7
"""For speech at that bitrate as good as any."""


@dataclass(frozen=True, slots=True)
class Mp3Sections(SectionCodec):
    """Constant bitrate, mono."""

    scale: ClassVar[float] = 0.95
    """LAME turns what it codes at a constant bitrate down by this, and has no switch for it."""
    bitrate: int = BITRATE
    """kbit/s."""
    quality: int = QUALITY
    """LAME's scale: 0 slowest and best, 9 fastest."""

    @property
    def watched(self) -> bool:
        """The usual settings are known to add little."""
        return (self.bitrate, self.quality) != (BITRATE, QUALITY)

    def encoder(self, sample_rate: int) -> SectionEncoder:
        """LAME, ready for a section."""
        return _Lame(sample_rate, self)

    def left_over(self, sample_rate: int) -> int:
        """Both delays and the rest of a frame."""
        return most_left_over(sample_rate)

    def head(self, sample_rate: int, coded: Coded, length: int) -> bytes:
        """The Info frame."""
        return info_frame(sample_rate, self.bitrate, coded=coded, length=length)

    def decoded(self, path: Path) -> Iterator[Samples]:
        """The delays are there, too: nothing tells of them."""
        from baonoi.common.decoder import decoded

        return decoded(path)


class _Lame(SectionEncoder):
    """One stream; it lets other threads run while it works."""

    def __init__(self, sample_rate: int, how: Mp3Sections) -> None:
        from baonoi.encode.lame import encoder

        self._lame = encoder(sample_rate, how.bitrate, how.quality)
        self._lame.encode(b"")  # or it refuses to finish a section of no samples
        self._counter = FrameCounter()

    def encode(self, pcm: bytes) -> bytes:
        return self._counted(bytes(self._lame.encode(pcm)))

    def finish(self) -> bytes:
        return self._counted(bytes(self._lame.flush()))

    @property
    def coded(self) -> Coded:
        return self._counter.finish()

    def _counted(self, frames: bytes) -> bytes:
        self._counter.feed(frames)
        return frames


class Mp3(Codec):
    """The frames of the sections as they are."""

    def sections(self, bitrate: int | None, quality: int) -> SectionCodec:
        """LAME at that bitrate."""
        return Mp3Sections(bitrate or BITRATE, quality)
