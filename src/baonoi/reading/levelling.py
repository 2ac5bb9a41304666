"""How loud a text will be, told from its beginning, before anything of it is coded.

The first ninety seconds or so come within a tenth of a LU or so of all that is said
(``bench/loudness.py --samples``), and coding is a third of all work: a gain that is known
beforehand saves the second coding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from baonoi.audio.master import mastered, toned
from baonoi.audio.mastering import CLOSER, Mastering, Reached, corrected
from baonoi.encode import SectionCodec
from baonoi.model import Utterance

if TYPE_CHECKING:
    from baonoi.audio.loudness import Meter
    from baonoi.audio.rumble import Samples
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


class Sounds:
    """What became of sentences that were measured: none is mastered twice alike."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, int], _Sound] = {}

    def clear(self) -> None:
        """Forget all: another voice speaks."""
        self._kept.clear()

    def keep(self, utterance: Utterance, mastering: Mastering, silence: int) -> bytes:
        """A sentence as it will be coded, kept for whoever codes it."""
        place = _sentence(utterance)
        kept = self._kept.get(place)
        sound = kept.toned if kept else toned(utterance, mastering.tone, silence)
        pcm = mastered(utterance, mastering, silence, sound)
        self._kept[place] = _Sound(sound, mastering, pcm)
        return pcm

    def mastered(self, utterance: Utterance, mastering: Mastering, silence: int) -> bytes:
        """A sentence as it is coded; as it is kept, where it is."""
        kept = self._kept.get(_sentence(utterance))
        if kept is None:
            return mastered(utterance, mastering, silence)
        if kept.mastering != mastering:
            return self.keep(utterance, mastering, silence)
        return kept.pcm


@dataclass(frozen=True, slots=True, eq=False)
class _Sound:
    """A sentence with its tone, and as it was mastered last."""

    toned: Samples
    mastering: Mastering
    pcm: bytes


def levelled(
    sample: Iterable[tuple[Utterance, int]],
    usual: Mastering,
    loudness: float,
    codec: SectionCodec,
    sounds: Sounds,
) -> Mastering:
    """The mastering with which a sample comes out as loud as asked for, its peak apart.

    Args:
        sample: its sentences, and the samples of silence behind each.
        usual: the voice's own, which stays where it is near enough.
        loudness: in LUFS.
        codec: of the sections.
        sounds: keeps the sentences for whoever codes them.
    """
    said, mastering = list(sample), usual
    tries: list[Reached] = []
    for _ in range(ROUNDS):
        tries.append(Reached(mastering, _loudness(said, mastering, codec, sounds)))
        better = corrected(tries, loudness, CLOSER)
        if better is None:
            break
        mastering = better
    return mastering


def _loudness(
    said: Iterable[tuple[Utterance, int]], mastering: Mastering, codec: SectionCodec, sounds: Sounds
) -> float:
    """Of sentences, once they are coded: each section is measured by itself, as where it is."""
    from baonoi.audio.loudness import Meter, integrated

    meters: defaultdict[int, list[Meter]] = defaultdict(list)
    for utterance, silence in said:
        section = meters[utterance.section]
        if not section:
            section.append(Meter(utterance.sample_rate))
        section[0].feed(sounds.keep(utterance, mastering, silence))
    return integrated(
        energy for meter, *_ in meters.values() for energy in codec.energies(meter.energies)
    )


def place(laid_out: LaidOut) -> tuple[int, int]:
    """Where a passage is: in which section, and the number that it has there."""
    return laid_out.section, laid_out.number


def _sentence(utterance: Utterance) -> tuple[int, int, int]:
    return utterance.section, utterance.passage, utterance.sentence
