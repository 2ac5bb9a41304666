"""A performance becomes a recording, as loud as it shall be."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from baonoi.audio.mastering import CEILING, LOUDNESS, Mastering, Reached, corrected
from baonoi.common.log import Log
from baonoi.encode import SectionCodec
from baonoi.model import Cover, Recording, Utterance, Voice
from baonoi.reading.levelling import Sample, beginning, levelled, place
from baonoi.reading.perform import TOGETHER, Performance
from baonoi.reading.plan import Plan
from baonoi.reading.recorder import Recorder, at_once, joined
from baonoi.reading.schedule import balanced
from baonoi.reading.section_cache import RecordedSection, SectionCache, level_key
from baonoi.reading.word_timer import WordTimer
from baonoi.store import paths
from baonoi.voices import ClipCache, Clips, clip_key

if TYPE_CHECKING:
    from baonoi.script import LaidOut

_log = Log(__name__)

ROUNDS = 8
"""Encodings at most: a limiter bends what a gain does, so that one correction may not be enough."""


def record(
    performance: Performance,
    folder: Path,
    codec: SectionCodec,
    *,
    ceiling: float | None = None,
    every: bool = False,
    cover: Cover | None = None,
) -> Recording:
    """Master, join and code what is performed, again where it is not as loud as it shall be.

    Args:
        performance: it may have been recorded before; nothing is laid out or said again then.
        folder: where the frames are written.
        codec: of the sections.
        ceiling: largest sample, of full scale, before coding; None is the usual one.
        every: whether others must hear every sentence in order, kept or not.
        cover: the picture of the audio; where there is none, one is drawn.

    Raises:
        SynthesisError: a passage could not be said.
        OutputError: ``folder`` cannot be written.
    """
    cache = None if codec.exact else _section_cache(performance.resources.clips)
    tries: defaultdict[int, list[Reached]] = defaultdict(list)
    masterings: dict[int, Mastering] = {}
    timer: WordTimer | None = None
    for done in itertools.count(1):
        attempt = _Attempt(
            performance,
            folder,
            codec,
            cache,
            masterings,
            ceiling or CEILING,
            every,
            timer,
        )
        recorded = attempt.run()
        timer, every = attempt.timer, False
        better: dict[int, Mastering] = {}
        for level, sections in attempt.levels(recorded).items():
            reached = attempt.reached(level, sections)
            _log.debug(
                "a gain of %.2f dB gives %.2f LUFS, %.2f dBTP",
                *(reached.mastering.decibels, reached.loudness, reached.peak),
            )
            if tries[level] and tries[level][-1].mastering == reached.mastering:
                continue  # it was near enough
            tries[level].append(reached)
            mastering = corrected(tries[level], performance.options.loudness)
            if mastering is not None:
                better[level] = mastering
        if not better or done >= ROUNDS:
            break
        masterings = attempt.masterings | better
    from baonoi.publish.cover import cover_for

    voice = performance.choice.voice
    timeline, encoded, head = joined(recorded, codec, estimated=not voice.word_times)
    return Recording(
        performance.article,
        performance.script,
        voice,
        timeline,
        encoded,
        head,
        performance.choice.passed_over,
        cover or cover_for(performance.article),
    )


@dataclass(frozen=True, slots=True)
class _Section:
    """Its passages, and the keys of their clips."""

    passages: list[LaidOut]
    clips: list[str]


@dataclass(slots=True)
class _Attempt:
    """All sections, coded once."""

    performance: Performance
    folder: Path
    codec: SectionCodec
    cache: SectionCache | None
    masterings: dict[int, Mastering]
    """Of each level that has one; of another it is found from its beginning."""
    ceiling: float
    every: bool
    timer: WordTimer | None
    """Of the attempt before."""
    recorder: Recorder | None = field(default=None, init=False)
    sections: dict[int, _Section] = field(default_factory=dict, init=False)
    samples: dict[int, Sample] = field(default_factory=dict, init=False)
    """Of the levels that have no mastering yet."""

    def run(self) -> list[RecordedSection]:
        try:
            for event in self.performance.events(self.order):
                if isinstance(event, Utterance):
                    self.hear(event)
        finally:
            if self.recorder is not None:
                self.recorder.end()
        assert self.recorder is not None
        return self.recorder.sections()

    def order(self, plan: Plan) -> Iterable[LaidOut]:
        """Samples first, then the sections that are not kept, evenly; or every sentence."""
        voice, version = plan.voice, self.performance.version
        if self.recorder is not None:  # the voice that was to speak could not
            self.timer = None
            self.masterings.clear()
        passages = list(plan.passages())
        self.timer = self.timer or WordTimer(voice, self.performance.resources.host, passages)
        masterings, level = self.masterings, self.performance.level
        self.recorder = Recorder(
            self.codec,
            lambda section: masterings[level(section)],  # not of this attempt: no circle
            self.folder,
            self.cache,
            self.timer,
        )
        self.sections = {}
        for number, group in groupby(passages, key=lambda each: each.section):
            some = list(group)
            clips = [clip_key(each.passage, voice, version) for each in some]
            self.sections[number] = _Section(some, clips)
        self.find_samples(Mastering(voice.gain, voice.tone, self.ceiling))
        kept = {number for number in self.sections if self.take_kept(number)}
        _log.info("%d of the sections are kept", len(kept))
        if self.every:
            return passages
        together = self.samples.get(TOGETHER)
        first = together.places if together else ()
        rest = (each for each in passages if each.section not in kept and place(each) not in first)
        return chain(together.passages if together else (), balanced(rest, at_once()))

    def find_samples(self, usual: Mastering) -> None:
        """What must be heard before it can be coded; what was found from it once is known."""
        self.samples = {}
        by_level: defaultdict[int, list[tuple[LaidOut, str]]] = defaultdict(list)
        for number, section in self.sections.items():
            with_clips = zip(section.passages, section.clips, strict=True)
            by_level[self.performance.level(number)].extend(with_clips)
        for level, pairs in by_level.items():
            if level in self.masterings:
                continue
            sample = Sample(beginning(each for each, _ in pairs), usual)
            clips = [clip for _, clip in pairs[: len(sample.passages)]]
            pauses = [each.passage.pauses for each in sample.passages]
            sample.key = level_key(
                clips, pauses, usual, self.performance.options.loudness, self.codec
            )
            known = self.cache.mastering(sample.key) if self.cache else None
            if known is None:
                self.samples[level] = sample
            else:
                self.masterings[level] = known

    def take_kept(self, number: int) -> bool:
        """Whether a section is kept as it shall be, as far as that is known."""
        assert self.recorder is not None
        if self.performance.level(number) in self.samples:
            return False
        section = self.sections[number]
        return self.recorder.take_kept(number, section.passages, section.clips)

    def hear(self, utterance: Utterance) -> None:
        """Code a sentence, as soon as it is known how loud it shall be."""
        assert self.recorder is not None
        level = self.performance.level(utterance.section)
        sample = self.samples.get(level)
        if sample is None:
            self.recorder.hear(utterance)
        elif sample.hear(utterance):
            del self.samples[level]
            self.settle(level, sample)

    def settle(self, level: int, sample: Sample) -> None:
        """Let a level have what its sample asks for, and code what was heard of it."""
        assert self.recorder is not None
        heard = [(each, self.codec.silence_behind(each)) for each in sample.heard]
        loudness = self.performance.options.loudness
        found = levelled(heard, sample.usual, loudness, self.codec)
        _log.debug("the first %d sentences ask for %.2f dB", len(heard), found.mastering.decibels)
        self.masterings[level] = found.mastering
        if self.cache is not None:
            self.cache.store_mastering(sample.key, found.mastering)
        for number in self.sections:
            if self.performance.level(number) == level:
                self.take_kept(number)
        self.recorder.take_measured(sample.heard, found)

    def levels(self, sections: list[RecordedSection]) -> dict[int, list[RecordedSection]]:
        """The sections that are as loud as one another, by their level."""
        found: defaultdict[int, list[RecordedSection]] = defaultdict(list)
        for number, section in enumerate(sections):
            found[self.performance.level(number)].append(section)
        return found

    def reached(self, level: int, sections: list[RecordedSection]) -> Reached:
        """How loud the sections of a level came out."""
        return Reached(self.masterings[level], _loudness(sections), self.peak(sections))

    def peak(self, sections: list[RecordedSection]) -> float:
        """The true peak after coding, where the usual settings do not vouch for it."""
        assert self.recorder is not None
        if not self._peak_matters(self.performance.choice.voice):
            return -math.inf
        return self.recorder.peak(sections)

    def _peak_matters(self, voice: Voice) -> bool:
        usual = voice.gain != 1.0 and self.performance.options.loudness <= LOUDNESS
        return not self.codec.exact and (self.codec.watched or not usual)


def _section_cache(clips: Clips) -> SectionCache | None:
    """Beside the clips; who keeps none for another time keeps no sections either."""
    if not isinstance(clips, ClipCache):
        return None
    return SectionCache(paths.sections(clips.folder.parent))


def _loudness(sections: list[RecordedSection]) -> float:
    from baonoi.audio.loudness import integrated

    return integrated(energy for section in sections for energy in section.energies)
