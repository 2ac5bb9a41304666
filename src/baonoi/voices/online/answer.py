"""Answers of speech services: whole MP3s, of a plausible length, that hold speech."""

from __future__ import annotations

import io

import numpy as np

from baonoi.common.mp3 import parse_header
from baonoi.told import Told
from baonoi.voices.online.reservoir import lacks_frames
from baonoi.voices.online.service import TransientError
from baonoi.voices.sound import Sound, voiced_frames

LARGEST = 16 << 20
"""Bytes an answer may have: over an hour at the services' 32 to 48 kbit/s."""


def is_whole(data: bytes) -> bool:
    """Whether it is MP3 frames, all of them complete; tags and zeros around them do no harm."""
    return bool(frames(data))


def frames(data: bytes) -> list[bytes]:
    """The frames of an MP3; none where it is not whole."""
    at = 0
    if data[:3] == b"ID3" and len(data) > 10:
        at = 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])
    end = len(data) - 128 if data[-128:-125] == b"TAG" else len(data)
    found: list[bytes] = []
    while at < end:
        try:
            size = parse_header(data[at : at + 4]).bytes
        except ValueError:
            return [] if data[at:end].strip(b"\0") else found
        found.append(data[at : at + size])
        at += size
    return found if at == end else []


def decode(data: bytes) -> Sound:
    """The sound of a whole MP3.

    Raises:
        TransientError: it is empty, cut off, something else than an MP3, or silent; or frames of
            it are missing.
    """
    if not data:
        raise TransientError(Told("it sent no audio"), outdated=True)
    whole = frames(data)
    if not whole:
        raise TransientError(
            Told("it sent an MP3 that is cut off") if _begins(data) else Told("it sent no MP3")
        )
    if lacks_frames(whole):
        raise TransientError(Told("it sent an MP3 of which a part is missing"))
    import soundfile

    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="int16", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise TransientError(
            Told("it sent audio that cannot be decoded ({reason})", reason=str(error))
        ) from error
    sound = Sound(np.ascontiguousarray(samples[:, 0]), int(rate))
    if not voiced_frames(sound).any():
        raise TransientError(Told("it sent silence"))
    return sound


def _begins(data: bytes) -> bool:
    """Whether it begins like an MP3."""
    if data[:3] == b"ID3":
        return True
    try:
        parse_header(data[:4])
    except ValueError:
        return False
    return True
