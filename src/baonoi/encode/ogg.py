"""Ogg pages, made the same each time: encoders give every stream a random number.

Source: RFC 3533, section 6.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

SERIAL = 1
_SERIAL_AT, _CHECKSUM_AT, _HEADER = 14, 22, 27
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def steady(path: Path) -> None:
    """Give the file's one stream a fixed serial number, in place."""
    with path.open("r+b") as file:
        at = 0
        while len(header := file.read(_HEADER)) == _HEADER:
            if header[:4] != b"OggS":
                raise ValueError("not an Ogg page")
            sizes = file.read(header[26])
            body = file.read(sum(sizes))
            zeros = struct.pack("<I", 0)
            head = header[:_SERIAL_AT] + struct.pack("<I", SERIAL) + header[18:22] + zeros
            page = head + header[26:] + sizes + body
            file.seek(at + _SERIAL_AT)
            file.write(page[_SERIAL_AT:_CHECKSUM_AT] + struct.pack("<I", checksum(page)))
            at += len(page)
            file.seek(at)


def checksum(page: bytes) -> int:
    """CRC-32 with the bits of each byte the other way round than zlib's, started from zero."""
    mirrored = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(_REVERSED), "big")
