"""A picture that is given for a recording."""

from __future__ import annotations

from pathlib import Path

from baonoi.errors import UsageError
from baonoi.model import Cover
from baonoi.told import Told

LARGEST = 8 << 20
"""Bytes: players read the whole tag before they play."""
_KINDS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))

_OTHERS = ((b"GIF8", "GIF"), (b"ftypavif", "AVIF"), (b"ftypheic", "HEIC"), (b"<svg", "SVG"))


def cover_of(data: bytes) -> Cover | None:
    """The picture in these bytes, if players can show it."""
    if len(data) > LARGEST:
        return None
    for start, media_type in _KINDS:
        if data.startswith(start):
            return Cover(data, media_type)
    return None


def file_name(cover: Cover) -> str:
    """What its file is called beside the recording, where media players look for it."""
    return "cover.png" if cover.media_type == "image/png" else "cover.jpg"


def why_none(data: bytes) -> str:
    """Why these bytes are no cover, as the end of a sentence that begins with the picture."""
    if len(data) > LARGEST:
        return Told("is larger than {limit} MB", limit=LARGEST >> 20)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "WebP"
    else:
        kind = next(
            (name for start, name in _OTHERS if start in data[:12]), Told("neither JPEG nor PNG")
        )
    return Told("is {kind}, which players do not show", kind=kind)


def read_cover(path: Path) -> Cover:
    """The picture in a file.

    Raises:
        UsageError: it cannot be read, or is no JPEG or PNG of at most 8 MB.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(
            Told(
                "Cannot read the cover {path}: {reason}.",
                path=str(path),
                reason=str(error.strerror or error),
            ),
            "cover-unreadable",
        ) from error
    cover = cover_of(data)
    if cover is None:
        raise UsageError(
            Told("{path} cannot be a cover.", path=str(path)), "not-a-cover", limit=LARGEST >> 20
        )
    return cover
