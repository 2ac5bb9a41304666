"""How loud a text will be, told from its beginning, before anything of it is coded.

The first ninety seconds or so come within a tenth of a LU or so of all that is said
(``bench/loudness.py --samples``), and coding is a third of all work: a gain that is known
beforehand saves the second coding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from baonoi.audio.master import mastered, toned
from baonoi.audio.mastering import CLOSER, Mastering, Reached, corrected
from baonoi.encode import SectionCodec
from baonoi.model import Utterance

if TYPE_CHECKING:
    from baonoi.audio.loudness import Meter
    from baonoi.script import LaidOut

SAMPLE = 1500
"""Spoken characters of a sample at least; of a shorter text it is all."""
ROUNDS = 8
"""Tries at most: a limiter bends what a gain does, so that one correction may not be enough."""


@dataclass(slots=True)
class Sample:
    """The beginning of what is as loud together."""

    passages: Sequence[LaidOut]
    usual: Mastering
    """The voice's own."""
    key: str = field(default="", init=False)
    """Of the mastering that is found, where masterings are kept."""
    heard: list[Utterance] = field(default_factory=list, init=False)
    missing: int = field(init=False)
    """Sentences that are not heard yet."""

    def __post_init__(self) -> None:
        self.missing = sum(len(each.passage.sentences) for each in self.passages)

    @property
    def places(self) -> set[tuple[int, int]]:
        """Of its passages."""
        return {place(each) for each in self.passages}

    def hear(self, utterance: Utterance) -> bool:
        """Take the next sentence; whether it was the last."""
        self.heard.append(utterance)
        self.missing -= 1
        return self.missing <= 0


def beginning(passages: Iterable[LaidOut]) -> list[LaidOut]:
    """The first passages, as many as a sample has."""
    first: list[LaidOut] = []
    characters = 0
    for each in passages:
        first.append(each)
        characters += sum(len(text.spoken) for text in each.passage.sentences)
        if characters >= SAMPLE:
            break
    return first


class Levelled(NamedTuple):
    """A sample, as loud as asked for."""

    mastering: Mastering
    pcm: list[bytes]
    """Its sentences."""
    meters: dict[int, Meter]
    """Of the sections that it begins: they have heard as much."""


def levelled(
    sample: Iterable[tuple[Utterance, int]], usual: Mastering, loudness: float, codec: SectionCodec
) -> Levelled:
    """Find the mastering with which a sample comes out as loud as asked for, whatever its peak.

    Args:
        sample: its sentences, and the samples of silence behind each.
        usual: the voice's own, which stays where it is near enough.
        loudness: in LUFS.
        codec: of the sections.
    """
    from baonoi.audio.loudness import Meter, integrated

    said, mastering = list(sample), usual
    sounds = [toned(each, usual.tone, silence) for each, silence in said]
    tries: list[Reached] = []
    while True:
        pcm: list[bytes] = []
        meters: dict[int, Meter] = {}
        for (each, silence), sound in zip(said, sounds, strict=True):
            if each.section not in meters:
                meters[each.section] = Meter(each.sample_rate)
            pcm.append(mastered(each, mastering, silence, sound))
            meters[each.section].feed(pcm[-1])
        energies = chain.from_iterable(codec.energies(each.energies) for each in meters.values())
        tries.append(Reached(mastering, integrated(energies)))
        better = corrected(tries, loudness, CLOSER)
        if better is None or len(tries) == ROUNDS:
            return Levelled(mastering, pcm, meters)
        mastering = better


def place(laid_out: LaidOut) -> tuple[int, int]:
    """Where a passage is: in which section, and the number that it has there."""
    return laid_out.section, laid_out.number
