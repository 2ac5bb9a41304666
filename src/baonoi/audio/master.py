"""A sentence as it will be heard, and the silence around it."""

from __future__ import annotations

from collections.abc import Iterator
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
    return b"".join(mastered_parts(utterance, mastering, silence, sound))


def mastered_parts(
    utterance: Utterance, mastering: Mastering, silence: int, sound: Samples | None = None
) -> Iterator[bytes]:
    """The same, the first of it long before the last."""
    from baonoi.audio.level import levelled  # brings numpy, while the first clips are made

    rate = utterance.sample_rate
    rest = len(utterance.pcm) + 2 * silence
    if sound is None:
        sound, done = _begun(utterance, mastering.tone, silence)
    else:
        done = iter((len(sound),))
    if utterance.lead:
        yield bytes(2 * utterance.lead)
    for part in levelled(sound, done, rate, mastering, round(rate * FADE_SECONDS)):
        yield part
        rest -= len(part)
    if rest:
        yield bytes(rest)


def toned(utterance: Utterance, name: str, silence: int) -> Samples:
    """The sentence with that tone, if it has a name, and without rumble."""
    sound, done = _begun(utterance, name, silence)
    for _ in done:
        pass
    return sound


def _begun(utterance: Utterance, name: str, silence: int) -> tuple[Samples, Iterator[int]]:
    """The sentence as it gets that tone, and how much of it has."""
    if name:
        from baonoi.audio.tone import tone

        return tone(name).begun(utterance.pcm, utterance.sample_rate, silence)
    from baonoi.audio.rumble import without_rumble

    sound = without_rumble(utterance.pcm, utterance.sample_rate)
    return sound, iter((len(sound),))
