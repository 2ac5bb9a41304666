"""Codecs of one stream that is heard while it is made: nobody knows yet how long it will be.

Tags, lengths and corrections need the whole; who wants those takes a :class:`Codec`.
"""

from __future__ import annotations

import io
import struct
from abc import ABC, abstractmethod
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

from baonoi.errors import OutputError
from baonoi.told import Told

if TYPE_CHECKING:
    import numpy as np

UNKNOWN = 0xFFFF_FFFF
"""The length of a RIFF chunk that is still being written."""
PCM_RATE = 24_000
"""Hz of bare samples, which cannot tell their own rate: what others' clients take them for."""


class Running(ABC):
    """One stream: samples in, bytes out as soon as they are there."""

    media_type: ClassVar[str]

    def __init__(self, sample_rate: int) -> None:
        self.sample_rate = sample_rate

    @abstractmethod
    def encode(self, pcm: bytes) -> bytes:
        """Take the next samples, int16 mono; give the bytes that are ready."""

    @abstractmethod
    def finish(self) -> bytes:
        """The bytes that are left."""


class _Wav(Running):
    """Samples behind a head that promises more than will ever come."""

    media_type = "audio/wav"

    def __init__(self, sample_rate: int) -> None:
        super().__init__(sample_rate)
        form = struct.pack("<IHHIIHH", 16, 1, 1, sample_rate, 2 * sample_rate, 2, 16)
        length = struct.pack("<I", UNKNOWN)
        self._head = b"RIFF" + length + b"WAVEfmt " + form + b"data" + length

    def encode(self, pcm: bytes) -> bytes:
        head, self._head = self._head, b""
        return head + pcm

    def finish(self) -> bytes:
        return self.encode(b"")


class _Resampled(Running):
    """Brings the samples to a rate that the format takes."""

    target: ClassVar[int] = PCM_RATE

    def __init__(self, sample_rate: int) -> None:
        super().__init__(sample_rate)
        self._stream: Any = None
        if sample_rate != self.target:
            import soxr

            self._stream = soxr.ResampleStream(sample_rate, self.target, 1, dtype="float32")

    def resampled(self, pcm: bytes, *, last: bool = False) -> np.ndarray[Any, np.dtype[np.int16]]:
        """The same sound at the rate of the format."""
        import numpy as np

        samples = np.frombuffer(pcm, dtype="<i2")
        if self._stream is None:
            return samples
        sound = self._stream.resample_chunk(samples.astype(np.float32), last=last)
        rounded: np.ndarray[Any, np.dtype[np.int16]] = (
            np.rint(sound).clip(-32768, 32767).astype("<i2")
        )
        return rounded


class _Pcm(_Resampled):
    """Bare samples, little-endian."""

    media_type = "audio/pcm"

    def encode(self, pcm: bytes) -> bytes:
        return self.resampled(pcm).tobytes()

    def finish(self) -> bytes:
        return self.resampled(b"", last=True).tobytes()


class _Sink(io.RawIOBase):
    """Takes what libsndfile writes; what it would correct at the end is gone by then."""

    def __init__(self) -> None:
        self._ready = bytearray()
        self._size = self._at = 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        if self._at == self._size:
            self._ready += part
            self._size += len(part)
        self._at += len(part)
        return len(part)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at}.get(whence, self._size)
        return self._at

    def tell(self) -> int:
        return self._at

    def take(self) -> bytes:
        """What came since the last time."""
        ready, self._ready = bytes(self._ready), bytearray()
        return ready


class _SoundFile(_Resampled):
    """What libsndfile writes to anything that can be written to."""

    form: ClassVar[tuple[str, str]]
    level: ClassVar[float | None] = None

    def __init__(self, sample_rate: int) -> None:
        super().__init__(sample_rate)
        import soundfile

        self._sink = _Sink()
        container, subtype = self.form
        self._file = soundfile.SoundFile(
            self._sink, "w", self.target, 1, subtype, format=container, compression_level=self.level
        )

    def encode(self, pcm: bytes) -> bytes:
        self._file.write(self.resampled(pcm))
        return self._sink.take()

    def finish(self) -> bytes:
        self._file.write(self.resampled(b"", last=True))
        self._file.close()
        return self._sink.take()


class _Opus(_SoundFile):
    media_type = "audio/ogg"
    form = ("OGG", "OPUS")
    level = 1 - (32 - 6) / 250
    """32 kbit/s of the 6 to 256 that libsndfile spreads over its levels."""


class _Flac(_SoundFile):
    media_type = "audio/flac"
    form = ("FLAC", "PCM_16")


class _Aac(_Resampled):
    """AAC in ADTS, frame by frame, by FFmpeg's libraries."""

    media_type = "audio/aac"

    def __init__(self, sample_rate: int) -> None:
        super().__init__(sample_rate)
        if find_spec("av") is None:
            raise OutputError(
                Told("Writing {ending} needs PyAV, which is not installed.", ending="aac"),
                "library-missing",
                library="PyAV",
                extra="formats",
            )
        import av

        self._av = av
        self._sink = _Sink()
        self._container = av.open(self._sink, "w", format="adts")
        stream = self._container.add_stream("aac", rate=self.target, layout="mono")
        stream.bit_rate = 64_000
        self._stream_out: Any = stream
        self._done = 0

    def encode(self, pcm: bytes) -> bytes:
        self._mux(self.resampled(pcm))
        return self._sink.take()

    def finish(self) -> bytes:
        self._mux(self.resampled(b"", last=True))
        self._container.mux(self._stream_out.encode(None))
        self._container.close()
        return self._sink.take()

    def _mux(self, samples: np.ndarray[Any, np.dtype[np.int16]]) -> None:
        if not len(samples):
            return
        frame = self._av.AudioFrame.from_ndarray(
            samples.reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts = self.target, self._done
        self._done += len(samples)
        self._container.mux(self._stream_out.encode(frame))


RUNNING: dict[str, Callable[[int], Running]] = {
    "wav": _Wav,
    "pcm": _Pcm,
    "opus": _Opus,
    "flac": _Flac,
    "aac": _Aac,
}
"""By the name of the format; MP3 is coded section by section, see :class:`Mp3Sections`."""
MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "wav": _Wav.media_type,
    "pcm": _Pcm.media_type,
    "opus": _Opus.media_type,
    "flac": _Flac.media_type,
    "aac": _Aac.media_type,
}
