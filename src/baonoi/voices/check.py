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


def check(clip: Clip, passage: Passage) -> None:
    """Hold the clip against its syllables.

    Raises:
        SynthesisError: it is empty, silent, far too short or far too long, or lacks a sentence.
    """
    syllables = sum(len(text.spoken.replace("-", " ").split()) for text in passage.sentences)
    seconds = len(clip.pcm) / 2 / clip.sample_rate
    if len(clip.sentences) != len(passage.sentences) or list(clip.sentences)[-1:] != [
        len(clip.pcm) // 2
    ]:
        fault = "its sentences are not all there"
    elif not bytes(clip.pcm).strip(b"\0"):
        fault = "it is silent"
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
