"""Mastered audio while it is still being said, in order, for a pipe or a loudspeaker.

There is no second try here: the voice's calibrated gain stands for the measured loudness.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baonoi.audio.gaps import silences
from baonoi.audio.mastering import CEILING, Mastering
from baonoi.model import Clip, Script, Voice
from baonoi.stitch.encode import DEFAULT_ENCODING, Encoding, Piece, new_encoder
from baonoi.stitch.join import LOUDNESS


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence and the pause after it: int16 mono."""

    pcm: bytes
    sample_rate: int


def heard(
    script: Script, voice: Voice, clips: Iterator[Clip], loudness: float = LOUDNESS
) -> Iterator[Heard]:
    """Each sentence as it will be heard, as soon as its passage's clip is there."""
    # The ceiling goes down with the gain: the limiter then takes back what it did in calibration.
    change = 10 ** ((loudness - LOUDNESS) / 20)
    mastering = Mastering(voice.gain * change, voice.presence, CEILING * min(change, 1.0))
    for passage, clip in zip(script.passages(), clips, strict=True):
        for pcm in Piece(clip, mastering, silences(passage, clip)).pcm():
            yield Heard(pcm, clip.sample_rate)


def mp3(sentences: Iterator[Heard], encoding: Encoding = DEFAULT_ENCODING) -> Iterator[bytes]:
    """One MP3 stream. It has no Info frame: that comes first, and tells the length."""
    encoder = None
    for sentence in sentences:
        encoder = encoder or new_encoder(sentence.sample_rate, encoding)
        yield bytes(encoder.encode(sentence.pcm))
    if encoder is not None:
        yield bytes(encoder.flush())
