"""WAV, FLAC, Ogg Vorbis and Opus, by libsndfile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import numpy as np

from baonoi.encode.codec import SectionCodec, WholeCodec
from baonoi.encode.comments import write_comments
from baonoi.encode.ogg import steady
from baonoi.encode.pcm import PcmSections
from baonoi.encode.resample import resampled
from baonoi.errors import OutputError
from baonoi.model import Metadata
from baonoi.told import Told

LARGEST_WAV = 0xFFFF_0000
"""Bytes of samples that a RIFF chunk counts; beyond that it is RF64."""


class SoundFile(WholeCodec):
    """What libsndfile writes."""

    container: ClassVar[str]
    subtype: ClassVar[str]
    rates: ClassVar[tuple[int, ...]] = ()
    """The sample rates it takes; any where empty."""

    def check(self) -> None:
        """See that libsndfile, where it is the system's own, is not too old."""
        import soundfile

        if not soundfile.check_format(self.container, self.subtype):
            raise OutputError(
                Told("This machine's libsndfile cannot write {format}.", format=self.ending),
                "libsndfile-too-old",
            )

    def sections(self, bitrate: int | None, quality: int) -> SectionCodec:
        """Bare samples."""
        return PcmSections()

    def write(
        self, pcm: Iterable[bytes], path: Path, metadata: Metadata, bitrate: int | None, length: int
    ) -> None:
        """Encode the samples, then add what the tags tell."""
        self._encode(pcm, path, metadata, bitrate, length)
        self._finish(path, metadata)

    def _encode(
        self, pcm: Iterable[bytes], path: Path, metadata: Metadata, bitrate: int | None, length: int
    ) -> None:
        import soundfile

        source = metadata.sample_rate
        rate = next((each for each in self.rates if each >= source), source)
        parts = (np.frombuffer(part, dtype="<i2") for part in pcm)
        container = self._container(length)
        level = self._level(bitrate)
        try:
            with soundfile.SoundFile(
                path, "w", rate, 1, self.subtype, format=container, compression_level=level
            ) as sound:
                self._describe(sound, metadata)
                for part in parts if rate == source else resampled(parts, source, rate):
                    sound.write(part)
        except soundfile.LibsndfileError as error:
            raise OSError(error.code, error.error_string) from error

    def _container(self, length: int) -> str:
        """What holds so many samples."""
        return self.container

    def _level(self, bitrate: int | None) -> float | None:
        """libsndfile's measure of effort or size, from 0 to 1."""
        return None

    def _describe(self, sound: object, metadata: Metadata) -> None:
        """Tags that are written before the samples."""

    def _finish(self, path: Path, metadata: Metadata) -> None:
        """Tags that are written after them."""
        write_comments(path, metadata)


class Wav(SoundFile):
    """Samples as they are."""

    container = "WAV"
    subtype = "PCM_16"

    def _container(self, length: int) -> str:
        return "RF64" if 2 * length > LARGEST_WAV else self.container

    def _describe(self, sound: object, metadata: Metadata) -> None:
        told = {
            "title": metadata.title,
            "artist": metadata.artist,
            "album": metadata.album,
            "date": metadata.date,
            "comment": metadata.url,
        }
        for name, value in told.items():
            if value:
                setattr(sound, name, value)

    def _finish(self, path: Path, metadata: Metadata) -> None:
        """All is said in its head."""


class Flac(SoundFile):
    """Lossless, about half the size."""

    container = "FLAC"
    subtype = "PCM_16"


class Vorbis(SoundFile):
    """Ogg Vorbis."""

    container = "OGG"
    subtype = "VORBIS"
    ceiling = 0.6

    def _level(self, bitrate: int | None) -> float | None:
        """Vorbis keeps a quality, not a rate: the level at which speech comes near the rate."""
        rates = [28, 35, 41, 47, 54, 60, 68, 85, 103]
        levels = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2, 0.0]
        return float(np.interp(bitrate or 64, rates, levels))

    def _finish(self, path: Path, metadata: Metadata) -> None:
        super()._finish(path, metadata)
        steady(path)


class Opus(Vorbis):
    """Opus in Ogg."""

    subtype = "OPUS"
    rates = (8000, 12000, 16000, 24000, 48000)

    def _level(self, bitrate: int | None) -> float | None:
        """libsndfile spreads 6 to 256 kbit/s over its levels."""
        return float(np.clip(1 - ((bitrate or 32) - 6) / 250, 0.0, 1.0))
