"""Whether a clip can be what it should be: an empty or cut-off answer is a failure, not a pause."""

from __future__ import annotations

from baonoi.errors import SynthesisError
from baonoi.model import Clip, Passage

SHORTEST = 0.06
"""Seconds a syllable takes at the very least: anchors speak 4 to 6 syllables a second, the fastest
setting of any voice about 12."""
LONGEST = 1.5
"""Seconds a syllable takes at most, over a whole passage."""
GRACE = 2.0
"""Seconds a passage may take beyond that: short ones have long edges."""
FAINT = 330
"""A sample below which there is no speech: -40 dB of full scale."""
CLIPPED = 0.002
"""Share of samples at the end of the scale from which clipping is heard."""


def check(clip: Clip, passage: Passage) -> None:
    """Hold the clip against its syllables.

    Raises:
        SynthesisError: it is empty, silent, clipped, far too short or long, or lacks a sentence.
    """
    syllables = sum(len(text.spoken.replace("-", " ").split()) for text in passage.sentences)
    seconds = len(clip.pcm) / 2 / clip.sample_rate
    if len(clip.sentences) != len(passage.sentences) or list(clip.sentences)[-1:] != [
        len(clip.pcm) // 2
    ]:
        fault = "its sentences are not all there"
    elif mute(clip):
        fault = "it is silent"
    elif clipped(clip):
        fault = "it is clipped"
    elif seconds < syllables * SHORTEST:
        fault = f"{seconds:.1f} s are too short for {syllables} syllables"
    elif seconds > syllables * LONGEST + GRACE:
        fault = f"{seconds:.1f} s are too long for {syllables} syllables"
    else:
        return
    raise SynthesisError(
        f"{clip.voice} did not say this rightly ({fault}): {passage.sentences[0].written[:80]}",
        "Run the command again, or choose another voice with --voice.",
    )


def mute(clip: Clip) -> bool:
    """Whether nothing in it is loud enough to be speech."""
    import numpy as np

    samples = np.frombuffer(clip.pcm, dtype="<i2")
    return not len(samples) or max(-int(samples.min()), int(samples.max())) < FAINT


def clipped(clip: Clip) -> bool:
    """Whether much of it stands at the end of the scale."""
    import numpy as np

    samples = np.frombuffer(clip.pcm, dtype="<i2")
    full = np.count_nonzero(samples == 32767) + np.count_nonzero(samples == -32768)
    return bool(full > len(samples) * CLIPPED)
