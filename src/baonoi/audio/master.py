"""A sentence as it will be heard, and the silence around it."""

from __future__ import annotations

from baonoi.audio.mastering import Mastering
from baonoi.model import Utterance

FADE_SECONDS = 0.003
"""Edges of a sentence are faded over this long, so that no join clicks."""


def mastered(utterance: Utterance, mastering: Mastering, silence: int) -> bytes:
    """The sentence with its tone, levelled and faded: int16 mono.

    Its lead is before it, and so many samples of silence behind it, into which a tone may ring.
    """
    from baonoi.audio.level import level  # brings numpy, while the first clips are made

    rate, sound = utterance.sample_rate, utterance.pcm
    if mastering.tone:
        from baonoi.audio.tone import tone

        sound = tone(mastering.tone).applied(sound, rate, silence)
    whole = len(utterance.pcm) + 2 * silence
    loud = level(sound, rate, mastering, round(rate * FADE_SECONDS))
    return bytes(2 * utterance.lead) + loud + bytes(whole - len(loud))
