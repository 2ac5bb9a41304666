"""Whether a clip can be what it should be: an empty or cut-off answer is a failure, not a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baonoi.errors import SynthesisError
from baonoi.model import Clip, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST = 0.06
"""Seconds a syllable takes at the very least: anchors speak 4 to 6 syllables a second, the fastest
setting of any voice about 12."""
LONGEST = 1.5
"""Seconds a syllable takes at most, over a whole passage."""
GRACE = 2.0
"""Seconds a passage may take beyond that: short ones have long edges."""
FULL = 32767
"""The end of the scale."""
FAINT = 330
"""A sample below which there is no speech: -40 dB of full scale."""
CLIPPED = 0.002
"""Share of samples at the end of the scale from which clipping is heard."""


def check(clip: Clip, passage: Passage) -> None:
    """Hold the clip against its syllables.

    Raises:
        SynthesisError: it is empty, silent, clipped, far too short or long, or lacks a sentence.
    """
    import numpy as np

    samples = np.frombuffer(clip.pcm, dtype="<i2")
    syllables = sum(len(text.spoken.replace("-", " ").split()) for text in passage.sentences)
    seconds = len(clip.pcm) / 2 / clip.sample_rate
    if len(clip.sentences) != len(passage.sentences) or list(clip.sentences)[-1:] != [
        len(clip.pcm) // 2
    ]:
        fault = "its sentences are not all there"
    elif loudest(samples) < FAINT:
        fault = "it is silent"
    elif clipped(samples):
        fault = "it is clipped"
    elif seconds < syllables * SHORTEST:
        fault = f"{seconds:.1f} s are too short for {syllables} syllables"
    elif seconds > syllables * LONGEST + GRACE:
        fault = f"{seconds:.1f} s are too long for {syllables} syllables"
    else:
        return
    raise SynthesisError(
        f"{clip.voice} did not say this rightly ({fault}): {passage.sentences[0].written[:80]}",
        "voice-faulty",
        voice=clip.voice,
        reason=fault,
        text=passage.sentences[0].written[:80],
    )


def loudest(samples: NDArray[np.int16]) -> int:
    """The largest sample, whatever its sign."""
    return max(-int(samples.min()), int(samples.max())) if len(samples) else 0


def clipped(samples: NDArray[np.int16]) -> bool:
    """Whether much of it stands at the end of the scale."""
    if loudest(samples) < FULL:
        return False
    full = (samples >= FULL).sum() + (samples <= -FULL).sum()
    return bool(full > len(samples) * CLIPPED)
