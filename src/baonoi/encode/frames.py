"""MP3 streams: counting their frames, and the Info frame that makes one gapless and seekable.

Sources: the Xing/Info header and LAME's extension of it as written by LAME 3.100.
"""

from __future__ import annotations

import struct

from baonoi.common.mp3 import Frame, frame_samples, mono_header, parse_header
from baonoi.encode.codec import Coded
from baonoi.errors import OutputError
from baonoi.told import Told

ENCODER_DELAY = 576
"""Samples of silence LAME puts in front at these rates."""
DECODER_DELAY = 529
"""Samples by which every decoder lags; players that read the Info frame drop both."""

_TAG_BYTES = 156
"""Info header (120 bytes) and LAME's extension of it (36 bytes)."""


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
            raise OutputError(Told("The MP3 encoder left a frame unfinished."), "encoder-failed")
        return Coded(self.samples, self.bytes)


def most_left_over(sample_rate: int) -> int:
    """Samples that a stream may decode to beyond what was put in: both delays, and a frame's rest.

    0.08 s at 22,050 Hz. LAME's last frame may bring 47 samples more, 2 ms.
    """
    return ENCODER_DELAY + DECODER_DELAY + frame_samples(sample_rate) - 1


def info_frame(sample_rate: int, bitrate: int, *, coded: Coded, length: int) -> bytes:
    """The frame to put in front of a constant-bitrate mono stream.

    Args:
        sample_rate: of the stream, in Hz.
        bitrate: in kbit/s.
        coded: what the frames that follow hold.
        length: samples a player shall play.
    """
    each = frame_samples(sample_rate)
    side_info = 17 if each == 1152 else 9
    header = mono_header(sample_rate, bitrate, 4 + side_info + _TAG_BYTES)
    size = parse_header(header).bytes
    padding = coded.samples - ENCODER_DELAY - length
    total = size + coded.bytes
    frames = coded.samples // each
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


def _crc16(data: bytes) -> int:
    """CRC-16/ARC, as LAME uses it for its tag."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
