"""How much silence is laid behind each sentence, so that the pause asked for is what is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baonoi.model import Clip, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FAINT = 100
"""A sample up to which nothing is heard: -50 dB of full scale, before the voice is levelled."""
STRIDE = 8
"""Samples from one that is looked at to the next: a third of a millisecond is near enough."""
LONGEST = 0.15
"""Seconds of quiet at an edge that are counted: what is longer was not meant to be there."""


def silences(passage: Passage, clip: Clip, taken: int = 0) -> tuple[int, ...]:
    """Samples of silence behind each sentence of a passage.

    The quiet at the end of a sentence and before the next one is part of the pause. The next
    passage's beginning is not known yet; it is taken to be as quiet as this one's.

    Args:
        passage: with the pauses that are to be heard.
        clip: how it was said.
        taken: samples of its last pause that something else fills.
    """
    import numpy as np

    rate = clip.sample_rate
    most = round(LONGEST * rate)
    sound = np.frombuffer(clip.pcm, dtype="<i2")
    starts = [0, *clip.sentences[:-1]]
    leads = [_quiet(sound[start : start + most]) for start in starts]
    tails = [_quiet(sound[max(0, end - most) : end][::-1]) for end in clip.sentences]
    following = [*leads[1:], leads[0]] if leads else []
    wanted = [round(pause * rate) for pause in passage.pauses]
    wanted[-1] -= taken
    return tuple(
        max(0, pause - tail - lead)
        for pause, tail, lead in zip(wanted, tails, following, strict=True)
    )


def _quiet(samples: NDArray[np.int16]) -> int:
    """How many samples at the beginning are not heard; none where all are: that is no edge."""
    some = samples[::STRIDE]
    heard = (some > FAINT) | (some < -FAINT)
    return int(heard.argmax()) * STRIDE if len(heard) else 0
