"""How much silence is laid around sentences, so that the pause asked for is what is heard."""

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
LEAD = 0.3
"""Seconds of quiet before a section's first word: a Bluetooth loudspeaker that wakes up swallows
about so much, a jump to a chapter some of it. Between sections it is part of the pause."""


def lead(clip: Clip) -> int:
    """Samples of silence to lay before a section's first sentence, so that ``LEAD`` is heard."""
    import numpy as np

    most = round(LONGEST * clip.sample_rate)
    return round(LEAD * clip.sample_rate) - _quiet(np.frombuffer(clip.pcm, dtype="<i2")[:most])


def silences(passage: Passage, clip: Clip, *, ends_section: bool = False) -> tuple[int, ...]:
    """Samples of silence behind each sentence of a passage.

    The quiet at the end of a sentence and before the next one is part of the pause. The next
    passage's beginning is not known yet; it is taken to be as quiet as this one's, or to be a
    section's.

    Args:
        passage: with the pauses that are to be heard.
        clip: how it was said.
        ends_section: whether what follows begins a section, with silence of its own.
    """
    import numpy as np

    rate = clip.sample_rate
    most = round(LONGEST * rate)
    sound = np.frombuffer(clip.pcm, dtype="<i2")
    starts = [0, *clip.sentences[:-1]]
    leads = [_quiet(sound[start : start + most]) for start in starts]
    tails = [_quiet(sound[max(0, end - most) : end][::-1]) for end in clip.sentences]
    following = [*leads[1:], round(LEAD * rate) if ends_section else leads[0]] if leads else []
    wanted = [round(pause * rate) for pause in passage.pauses]
    return tuple(
        max(0, pause - tail - lead)
        for pause, tail, lead in zip(wanted, tails, following, strict=True)
    )


def _quiet(samples: NDArray[np.int16]) -> int:
    """How many samples at the beginning are not heard; none where all are: that is no edge."""
    some = samples[::STRIDE]
    heard = (some > FAINT) | (some < -FAINT)
    return int(heard.argmax()) * STRIDE if len(heard) else 0
