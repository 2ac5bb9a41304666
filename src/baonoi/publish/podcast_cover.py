"""Whether a picture will do as a podcast's cover, or directories of podcasts refuse it.

Source: "Artwork requirements" of Apple Podcasts: JPEG or PNG, square, 1400 to 3000 pixels.
"""

from __future__ import annotations

from baonoi.told import Told

SMALLEST, LARGEST = 1400, 3000
"""Pixels of a side."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that begin a frame, whose head tells its size (ITU-T T.81, table B.1)."""
_ALONE = {0x01, *range(0xD0, 0xDA)}
"""Markers without a length."""


def refusal(data: bytes) -> str:
    """Why a directory will refuse the picture; empty where it will not."""
    size = size_of(data)
    if size is None:
        return Told("it is neither JPEG nor PNG")
    width, height = size
    if width != height:
        return Told("it is {width} by {height} pixels, not square", width=width, height=height)
    if not SMALLEST <= width <= LARGEST:
        return Told(
            "its sides have {width} pixels, not {smallest} to {largest}",
            width=width,
            smallest=SMALLEST,
            largest=LARGEST,
        )
    return ""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None of anything else."""
    if data.startswith(_PNG) and len(data) >= 24:
        return _number(data[16:20]), _number(data[20:24])
    return _of_jpeg(data) if data.startswith(_JPEG) else None


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            return _number(data[at + 7 : at + 9]), _number(data[at + 5 : at + 7])
        at += 1 if marker == 0xFF else 2 if marker in _ALONE else 2 + _number(data[at + 2 : at + 4])
    return None


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
