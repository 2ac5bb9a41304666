"""The whole recording in one file, in the format that its ending names: one small class each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from baonoi.errors import UsageError

if TYPE_CHECKING:
    from baonoi.publish.formats.base import Format

HOMES = {
    ".mp3": ("mp3", "Mp3"),
    ".wav": ("sound", "Wav"),
    ".flac": ("sound", "Flac"),
    ".ogg": ("sound", "Vorbis"),
    ".opus": ("sound", "Opus"),
    ".m4a": ("mp4", "M4a"),
    ".m4b": ("mp4", "M4b"),
}
"""Each ending's module in this package, imported when it is asked for, and its class there."""


def format_of(path: Path) -> Format:
    """The format that a file's ending names; a device or a pipe takes MP3.

    Raises:
        UsageError: no format has that ending.
        OutputError: what the format needs is not installed.
    """
    ending = path.suffix.lower()
    if ending not in HOMES and path.exists() and not path.is_file() and not path.is_dir():
        ending = ".mp3"
    if ending not in HOMES:
        told = f"Nothing can be written as {ending}" if ending else f"{path} has no ending"
        raise UsageError(f"{told}.", f"Choose one of: {', '.join(HOMES)}.")
    module, name = HOMES[ending]
    kind: type[Format] = getattr(import_module(f"{__name__}.{module}"), name)
    found = kind(ending)
    found.check()
    return found
