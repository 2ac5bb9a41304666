"""M4A and M4B: AAC with chapters, by FFmpeg's libraries inside PyAV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from baonoi.common.decoder import Samples
from baonoi.encode.codec import SectionCodec, WholeCodec
from baonoi.encode.pcm import PcmSections
from baonoi.errors import OutputError
from baonoi.model import MACHINE, Metadata
from baonoi.told import Told

AUDIOBOOK = 2
"""The media kind by which Apple's players keep the place in a file."""


class M4a(WholeCodec):
    """AAC in MPEG-4."""

    kind: ClassVar[int | None] = None
    ceiling = 0.6

    def check(self) -> None:
        """See that PyAV is installed."""
        if find_spec("av") is None:
            raise OutputError(
                Told("Writing {ending} needs PyAV, which is not installed.", ending=self.ending),
                "library-missing",
                library="PyAV",
                extra="formats",
            )

    def decoded(self, path: Path) -> Iterator[Samples]:
        """What FFmpeg's libraries decode it to."""
        import av

        with av.open(str(path)) as container:
            for frame in container.decode(audio=0):
                yield frame.to_ndarray()[0].astype(np.float32)

    def sections(self, bitrate: int | None, quality: int) -> SectionCodec:
        """Bare samples."""
        return PcmSections()

    def write(
        self, pcm: Iterable[bytes], path: Path, metadata: Metadata, bitrate: int | None, length: int
    ) -> None:
        """Encode the samples, then add what the tags tell."""
        _encode(pcm, path, metadata, 1000 * (bitrate or 64))
        _tag(path, metadata, self.kind)


class M4b(M4a):
    """The same, as an audiobook."""

    kind = AUDIOBOOK


def _encode(pcm: Iterable[bytes], path: Path, metadata: Metadata, bitrate: int) -> None:
    """The length is exact: it is told in samples, and not in FFmpeg's milliseconds."""
    import av

    rate = metadata.sample_rate
    options = {"fflags": "+bitexact", "movie_timescale": str(rate)}
    with av.open(str(path), "w", format="ipod", options=options) as container:
        stream = container.add_stream("aac", rate=rate, layout="mono")
        stream.bit_rate = bitrate
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        container.set_chapters(_chapters(metadata))
        done = 0
        for part in pcm:
            block = np.frombuffer(part, dtype="<i2").reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.sample_rate = rate
            frame.time_base = Fraction(1, rate)
            frame.pts = done
            done += block.shape[1]
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _chapters(metadata: Metadata) -> list[Any]:
    return [
        {
            "id": number,
            "start": chapter.start,
            "end": chapter.end,
            "time_base": Fraction(1, metadata.sample_rate),
            "metadata": {"title": chapter.title},
        }
        for number, chapter in enumerate(metadata.chapters)
    ]


def _tag(path: Path, metadata: Metadata, kind: int | None) -> None:
    from mutagen.mp4 import MP4, MP4Cover

    tags: dict[str, Any] = {}
    told = {
        "\xa9nam": metadata.title,
        "\xa9ART": metadata.artist,
        "\xa9alb": metadata.album,
        "\xa9day": metadata.date,
        "\xa9cmt": metadata.url,
        "\xa9lyr": metadata.text,
    }
    for name, value in told.items():
        if value:
            tags[name] = [value]
    for name, value in MACHINE:
        tags[f"----:com.apple.iTunes:{name}"] = [value.encode()]
    if kind is not None:
        tags["stik"] = [kind]
    if metadata.cover is not None:
        png = metadata.cover.media_type == "image/png"
        form = MP4Cover.FORMAT_PNG if png else MP4Cover.FORMAT_JPEG
        tags["covr"] = [MP4Cover(metadata.cover.data, form)]
    file = MP4(path)
    file.update(tags)
    file.save(padding=lambda _: 0)
