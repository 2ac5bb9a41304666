"""8. Code it: MP3, Opus, Vorbis, FLAC, WAV, AAC.

Importing it brings no codec; each brings its library when it is asked to work.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from baonoi.encode.codec import Codec, Coded, SectionCodec, SectionEncoder, WholeCodec
from baonoi.encode.mp3 import Mp3Sections
from baonoi.encode.pcm import PcmSections
from baonoi.errors import UsageError
from baonoi.told import Told

__all__ = [
    "HOMES",
    "Codec",
    "Coded",
    "Mp3Sections",
    "PcmSections",
    "SectionCodec",
    "SectionEncoder",
    "WholeCodec",
    "codec_of",
]

HOMES = {
    ".mp3": ("mp3", "Mp3"),
    ".wav": ("sndfile", "Wav"),
    ".flac": ("sndfile", "Flac"),
    ".ogg": ("sndfile", "Vorbis"),
    ".opus": ("sndfile", "Opus"),
    ".m4a": ("aac", "M4a"),
    ".m4b": ("aac", "M4b"),
}
"""Each ending's module in this package, imported when it is asked for, and its class there."""


def codec_of(path: Path) -> Codec:
    """The codec that a file's ending names; a device or a pipe takes MP3.

    Raises:
        UsageError: no codec has that ending.
        OutputError: what the codec needs is not installed.
    """
    ending = path.suffix.lower()
    if ending not in HOMES and path.exists() and not path.is_file() and not path.is_dir():
        ending = ".mp3"
    if ending not in HOMES:
        told = (
            Told("Nothing can be written as {ending}.", ending=ending)
            if ending
            else Told("{path} has no ending.", path=str(path))
        )
        raise UsageError(told, "format-unknown", path=str(path), formats=", ".join(HOMES))
    module, name = HOMES[ending]
    kind: type[Codec] = getattr(import_module(f"{__name__}.{module}"), name)
    found = kind(ending)
    found.check()
    return found
