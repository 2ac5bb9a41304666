"""A sentence as it will be heard, and the silence around it."""

from __future__ import annotations

from baonoi.audio.mastering import Mastering
from baonoi.model import Utterance

FADE_SECONDS = 0.003
"""Edges of a sentence are faded over this long, so that no join clicks."""


def mastered(utterance: Utterance, mastering: Mastering, silence: int) -> bytes:
    """The sentence levelled and faded, behind its lead, before so many samples of silence.

    Everything is int16 mono.
    """
    from baonoi.audio.level import level  # brings numpy, while the first clips are made

    rate = utterance.sample_rate
    loud = level(utterance.pcm, rate, mastering, round(rate * FADE_SECONDS))
    return bytes(2 * utterance.lead) + loud + bytes(2 * silence)
