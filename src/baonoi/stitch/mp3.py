"""MP3 frames: walking them, and the Info frame that makes a stream gapless and seekable.

Sources: ISO/IEC 11172-3 and 13818-3 (frame header); the Xing/Info header and LAME's extension of it
as written by LAME 3.100.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from baonoi.errors import OutputError

ENCODER_DELAY = 576
"""Samples of silence LAME puts in front at these rates."""
DECODER_DELAY = 529
"""Samples by which every decoder lags; players that read the Info frame drop both."""

_BITRATES_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_VERSION = {rate: version for version, rates in _RATES.items() for rate in rates}
_MPEG1 = 3
_TAG_BYTES = 156
"""Info header (120 bytes) and LAME's extension of it (36 bytes)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a frame header tells."""

    bytes: int
    samples: int


def parse_header(header: bytes) -> Frame:
    """Size and samples of the Layer III frame that starts with these four bytes.

    Raises:
        ValueError: they are no such header.
    """
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        raise ValueError("not an MP3 frame")
    version = header[1] >> 3 & 3
    rate_index = header[2] >> 2 & 3
    bitrate_index = header[2] >> 4
    if version not in _RATES or rate_index == 3 or not 0 < bitrate_index < 15:
        raise ValueError("not an MP3 frame")
    padding = header[2] >> 1 & 1
    mpeg1 = version == _MPEG1
    kbits = (_BITRATES_V1 if mpeg1 else _BITRATES_V2)[bitrate_index]
    samples = 1152 if mpeg1 else 576
    return Frame(samples // 8 * kbits * 1000 // _RATES[version][rate_index] + padding, samples)


@dataclass(frozen=True, slots=True)
class Coded:
    """How much a stream holds."""

    samples: int
    """What its frames decode to: more than was put in."""
    bytes: int


class FrameCounter:
    """Counts the samples of a stream of whole frames that arrives in pieces."""

    def __init__(self) -> None:
        self.samples = 0
        self.bytes = 0
        self._rest = b""
        self._known: dict[bytes, Frame] = {}  # one stream has but a few different headers

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the stream.

        Raises:
            ValueError: the stream holds something else than frames.
        """
        self.bytes += len(data)
        data = self._rest + data
        at = 0
        while at + 4 <= len(data):
            header = data[at : at + 4]
            frame = self._known.get(header)
            if frame is None:
                frame = self._known[header] = parse_header(header)
            if at + frame.bytes > len(data):
                break
            self.samples += frame.samples
            at += frame.bytes
        self._rest = data[at:]

    def finish(self) -> Coded:
        """What the whole stream holds.

        Raises:
            OutputError: it did not end with a whole frame.
        """
        if self._rest:
            raise OutputError("The MP3 encoder left a frame unfinished.", "Run the command again.")
        return Coded(self.samples, self.bytes)


def most_left_over(sample_rate: int) -> int:
    """Samples that a stream may decode to beyond what was put in: both delays, and a frame's rest.

    0.06 s at 22,050 Hz.
    """
    frame = 1152 if _VERSION[sample_rate] == _MPEG1 else 576
    return ENCODER_DELAY + DECODER_DELAY + frame - 1


def info_frame(sample_rate: int, bitrate: int, *, coded: Coded, length: int) -> bytes:
    """The frame to put in front of a constant-bitrate mono stream.

    Args:
        sample_rate: of the stream, in Hz.
        bitrate: in kbit/s.
        coded: what the frames that follow hold.
        length: samples a player shall play.
    """
    version = _VERSION[sample_rate]
    mpeg1 = version == _MPEG1
    side_info = 17 if mpeg1 else 9
    header = _header(sample_rate, bitrate, 4 + side_info + _TAG_BYTES)
    size = parse_header(header).bytes
    padding = coded.samples - ENCODER_DELAY - length
    total = size + coded.bytes
    frames = coded.samples // (1152 if mpeg1 else 576)
    table = bytes(number * 256 // 100 for number in range(100))
    body = header + bytes(side_info)
    body += b"Info" + struct.pack(">III", 0b1111, frames, total) + table + struct.pack(">I", 0)
    body += b"LAME3.100" + bytes([0x01, 0])  # method: constant bitrate; low-pass: not told
    body += bytes(8)  # peak and replay gains: not told
    body += bytes([0, min(bitrate, 255)])
    body += (ENCODER_DELAY << 12 | max(0, min(padding, 0xFFF))).to_bytes(3, "big")
    body += bytes([0, 0]) + bytes(2) + struct.pack(">I", total) + bytes(2)
    body += struct.pack(">H", _crc16(body))
    return body.ljust(size, b"\0")


def _header(sample_rate: int, bitrate: int, least: int) -> bytes:
    """A mono header of that rate whose frame has room for ``least`` bytes."""
    version = _VERSION[sample_rate]
    rates = _BITRATES_V1 if version == _MPEG1 else _BITRATES_V2
    for index in range(rates.index(bitrate), len(rates)):
        third = index << 4 | _RATES[version].index(sample_rate) << 2
        header = bytes([0xFF, 0xE3 | version << 3, third, 0xC4])
        if parse_header(header).bytes >= least:
            return header
    raise ValueError("no frame is large enough for the Info header")


def _crc16(data: bytes) -> int:
    """CRC-16/ARC, as LAME uses it for its tag."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
