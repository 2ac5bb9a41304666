"""Mastered audio while it is still being said, in order, for a pipe or a loudspeaker.

There is no second try here: the voice's calibrated gain stands for the measured loudness.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baonoi.model import Clip, Script, Voice
from baonoi.stitch.encode import DEFAULT_ENCODING, Encoding, Piece


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence and the pause after it: int16 mono."""

    pcm: bytes
    sample_rate: int


def heard(script: Script, voice: Voice, clips: Iterator[Clip]) -> Iterator[Heard]:
    """Each sentence as it will be heard, as soon as its passage's clip is there."""
    for passage, clip in zip(script.passages(), clips, strict=True):
        silences = tuple(round(pause * clip.sample_rate) for pause in passage.pauses)
        for pcm in Piece(clip, voice.gain, voice.presence, silences).pcm():
            yield Heard(pcm, clip.sample_rate)


def mp3(sentences: Iterator[Heard], encoding: Encoding = DEFAULT_ENCODING) -> Iterator[bytes]:
    """One MP3 stream. It has no Info frame: that comes first, and tells the length."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(encoding.bitrate)
    encoder.set_quality(encoding.quality)
    encoder.set_channels(1)
    rate = 0
    for sentence in sentences:
        if not rate:
            rate = sentence.sample_rate
            encoder.set_in_sample_rate(rate)
            encoder.set_out_sample_rate(rate)
        yield bytes(encoder.encode(sentence.pcm))
    if rate:
        yield bytes(encoder.flush())
