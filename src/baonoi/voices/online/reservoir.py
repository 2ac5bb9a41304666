"""Whether MP3 frames follow one another, or some of them are missing.

The sound of a frame may begin in room that frames before it left over ("bit reservoir"), and each
tells how far back (ISO/IEC 11172-3, 2.4.2.7, main_data_begin). Where frames were taken out, that
points to what is not there; or it leaves bytes that LAME, which both services code with, would have
filled. It is seen wherever the cut begins or ends in sound, but for a few where as many bytes are
left by chance; between two stretches of digital silence nothing tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from baonoi.common.mp3 import parse_header

_MOST_LINES = 576
"""Spectral lines of a granule; its pairs of large values are half as many at most."""
_INFO = (b"Xing", b"Info")
"""What the first frame may hold instead of sound."""
_NAME, _VERSION = b"LAME", b"0123456789. abcdefghijklmnopqrstuvwxyz()"
"""What LAME writes into room that nobody needs, before it fills the rest with one byte."""


class _Part(NamedTuple):
    """What one frame tells of its sound."""

    back: int
    """Bytes before its own data at which its sound begins."""
    bits: int
    """That its sound takes."""
    data: bytes
    """Room for sound: its own, or that of frames after it."""
    possible: bool


def lacks_frames(frames: Sequence[bytes]) -> bool:
    """Whether frames are missing between these, or before or behind them; each is whole."""
    rooms: list[bytes] = []
    data = bytearray()
    used = 0
    for number, frame in enumerate(frames):
        part = _part(frame)
        if number == 0 and not part.bits and part.data.lstrip(b"\0").startswith(_INFO):
            continue
        begins = len(data) - part.back
        data += part.data
        ends = begins + -(-part.bits // 8)
        if begins < used or ends > len(data) or not part.possible:
            return True
        rooms.append(bytes(data[used:begins]))
        used = ends
    rooms.append(bytes(data[used:]))
    # Another encoder may put anything there.
    return any(map(_is_named, rooms)) and not all(map(_is_filling, rooms))


def _part(frame: bytes) -> _Part:
    """Read the side information of a whole frame."""
    mpeg1, mono = parse_header(frame[:4]).samples == 1152, frame[3] >> 6 == 3
    start = 4 if frame[1] & 1 else 6  # a check sum stands before it
    size = (17 if mono else 32) if mpeg1 else (9 if mono else 17)
    side = frame[start : start + size]
    value, left = int.from_bytes(side, "big"), 8 * size

    def take(bits: int) -> int:
        nonlocal left
        left -= bits
        return value >> left & (1 << bits) - 1

    channels = 1 if mono else 2
    back = take(9 if mpeg1 else 8)
    # Private bits, and which granules share their scale factors.
    take((5 if mono else 3) + 4 * channels if mpeg1 else channels)
    bits, possible = 0, True
    for _ in range(channels * (2 if mpeg1 else 1)):
        bits += take(12)
        possible = possible and 2 * take(9) <= _MOST_LINES
        take(38 if mpeg1 else 42)
    return _Part(back, bits, frame[start + size :], possible)


def _is_named(room: bytes) -> bool:
    return room.startswith(_NAME)


def _is_filling(room: bytes) -> bool:
    """Whether LAME may have filled it."""
    if _is_named(room) or _NAME.startswith(room):
        room = room[len(_NAME) :].lstrip(_VERSION)
    return len(set(room)) <= 1
