"""From and to pydub's ``AudioSegment``, the shape in which others hand audio in and take it out."""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from baonoi.errors import SynthesisError
from baonoi.model import Clip
from baonoi.told import Told

if TYPE_CHECKING:
    from pydub import AudioSegment


def from_segments(sentences: Sequence[AudioSegment], voice: str) -> Clip:
    """A clip of segments, one a sentence; they become mono, 16 bits, and of the first one's rate.

    Raises:
        SynthesisError: there is none.
    """
    if not sentences:
        raise SynthesisError(Told("{voice} said nothing.", voice=voice), "voice-silent")
    rate: int = sentences[0].frame_rate
    pcm = bytearray()
    ends = array("i")
    for segment in sentences:
        pcm += segment.set_channels(1).set_frame_rate(rate).set_sample_width(2).raw_data
        ends.append(len(pcm) // 2)
    return Clip(bytes(pcm), rate, ends, array("i"), voice)


def to_segment(clip: Clip) -> AudioSegment:
    """The clip's audio, all its sentences one after another."""
    with warnings.catch_warnings():
        # When it is imported it asks for ffmpeg, which this does not need.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment

    return AudioSegment(bytes(clip.pcm), frame_rate=clip.sample_rate, sample_width=2, channels=1)
