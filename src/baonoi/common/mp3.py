"""The header of an MP3 frame: read and written.

Sources: ISO/IEC 11172-3 and 13818-3, and Fraunhofer's MPEG-2.5 for the lowest rates.
"""

from __future__ import annotations

from dataclasses import dataclass

_MPEG1 = 3
_RATES = {_MPEG1: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_VERSION = {rate: version for version, rates in _RATES.items() for rate in rates}
_BITRATES_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


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


def mono_header(sample_rate: int, bitrate: int, least: int) -> bytes:
    """A mono header of at least that bitrate, in kbit/s, whose frame has ``least`` bytes or more.

    Raises:
        ValueError: no frame is that large.
    """
    version = _VERSION[sample_rate]
    rates = _BITRATES_V1 if version == _MPEG1 else _BITRATES_V2
    for index in range(rates.index(bitrate), len(rates)):
        third = index << 4 | _RATES[version].index(sample_rate) << 2
        header = bytes([0xFF, 0xE3 | version << 3, third, 0xC4])
        if parse_header(header).bytes >= least:
            return header
    raise ValueError("no frame is that large")


def frame_samples(sample_rate: int) -> int:
    """Samples of a frame at that rate."""
    return 1152 if _VERSION[sample_rate] == _MPEG1 else 576
