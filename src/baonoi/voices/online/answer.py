"""Answers of speech services: whole MP3s, of a plausible length, that hold speech."""

from __future__ import annotations

import io

import numpy as np

from baonoi.voices.online.service import Trouble
from baonoi.voices.sound import Sound, voiced_frames

LARGEST = 16 << 20
"""Bytes an answer may have: over an hour at the services' 32 to 48 kbit/s."""
_BITRATES = (
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG-2 and 2.5
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG-1
)
_RATES = {0: (11025, 12000, 8000), 2: (22050, 24000, 16000), 3: (44100, 48000, 32000)}


def frame_size(header: bytes) -> int | None:
    """Bytes of the Layer III frame that begins so; None where it is no frame (ISO/IEC 13818-3)."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, bitrate, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version not in _RATES or rate == 3 or not 0 < bitrate < 15:
        return None
    mpeg1 = version == 3
    kbits = _BITRATES[mpeg1][bitrate]
    return (144 if mpeg1 else 72) * kbits * 1000 // _RATES[version][rate] + (header[2] >> 1 & 1)


def is_whole(data: bytes) -> bool:
    """Whether it is MP3 frames, the last of them complete; tags around them do no harm."""
    at = 0
    if data[:3] == b"ID3" and len(data) > 10:
        at = 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])
    end = len(data) - 128 if data[-128:-125] == b"TAG" else len(data)
    frames = 0
    while at < end:
        size = frame_size(data[at : at + 4])
        if size is None:
            return frames > 0 and (end - at >= 4 or not data[at:end].strip(b"\0"))
        at += size
        frames += 1
    return at == end and frames > 0


def decode(data: bytes) -> Sound:
    """The sound of a whole MP3.

    Raises:
        Trouble: it is empty, cut off, something else than an MP3, or silent.
    """
    if not data:
        raise Trouble("it sent no audio")
    if not is_whole(data):
        what = "an MP3 that is cut off" if frame_size(data[:4]) or data[:3] == b"ID3" else "no MP3"
        raise Trouble(f"it sent {what}")
    import soundfile

    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="int16", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise Trouble(f"it sent audio that cannot be decoded ({error})") from error
    sound = Sound(np.ascontiguousarray(samples[:, 0]), int(rate))
    if not voiced_frames(sound).any():
        raise Trouble("it sent silence")
    return sound
