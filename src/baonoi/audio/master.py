"""A sentence as it will be heard, and the silence around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baonoi.audio.mastering import Mastering
from baonoi.model import Utterance

if TYPE_CHECKING:
    from baonoi.audio.rumble import Samples

FADE_SECONDS = 0.003
"""Edges of a sentence are faded over this long, so that no join clicks."""


def mastered(
    utterance: Utterance, mastering: Mastering, silence: int, sound: Samples | None = None
) -> bytes:
    """The sentence with its tone, levelled and faded: int16 mono.

    Its lead is before it, and so many samples of silence behind it, into which a tone may ring.
    ``sound`` is what :func:`toned` makes of it, where that is known: no gain changes it.
    """
    from baonoi.audio.level import level  # brings numpy, while the first clips are made

    rate = utterance.sample_rate
    whole = len(utterance.pcm) + 2 * silence
    if sound is None:
        sound = toned(utterance, mastering.tone, silence)
    loud = level(sound, rate, mastering, round(rate * FADE_SECONDS))
    return bytes(2 * utterance.lead) + loud + bytes(whole - len(loud))


def toned(utterance: Utterance, name: str, silence: int) -> Samples:
    """The sentence with that tone, if it has a name, and without rumble."""
    if name:
        from baonoi.audio.tone import tone

        return tone(name).applied(utterance.pcm, utterance.sample_rate, silence)
    from baonoi.audio.rumble import without_rumble

    return without_rumble(utterance.pcm, utterance.sample_rate)
