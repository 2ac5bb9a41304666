"""A performance becomes a recording, as loud as it shall be."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from baonoi.audio.mastering import CEILING, LOUDNESS, Mastering, Reached, corrected
from baonoi.common.log import Log
from baonoi.encode import SectionCodec
from baonoi.model import Cover, Recording, Utterance, Voice
from baonoi.reading.perform import Performance
from baonoi.reading.plan import Plan, characters_of
from baonoi.reading.recorder import Recorder, Sounds, at_once, joined
from baonoi.reading.schedule import balanced
from baonoi.reading.section_cache import RecordedSection, SectionCache
from baonoi.reading.word_timer import WordTimer
from baonoi.store import paths
from baonoi.voices import ClipCache, Clips, clip_key

if TYPE_CHECKING:
    from baonoi.script import LaidOut

_log = Log(__name__)

SHORT = 3000
"""Characters, up to which a text is measured before it is coded: the fewer words, the further is
their loudness from the voice's own, so that they would be coded two to four times."""
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
    tries: dict[int, list[Reached]] = {}
    masterings: dict[int, Mastering] = {}
    settled: set[int] = set()
    timer: WordTimer | None = None
    measured = characters_of(performance.article, performance.options) <= SHORT
    sounds: Sounds | None = {} if measured else None
    for done in itertools.count(1):
        attempt = _Attempt(
            performance,
            folder,
            codec,
            cache,
            dict(masterings),
            ceiling or CEILING,
            every,
            timer,
            measured,
            sounds,
        )
        recorded = attempt.run()
        timer, every = attempt.timer, False
        for level, sections in attempt.levels(recorded).items():
            if level in settled:
                continue
            reached = attempt.reached(level, sections)
            _log.debug(
                "a gain of %.2f dB gives %.2f LUFS, %.2f dBTP",
                *(reached.mastering.decibels, reached.loudness, reached.peak),
            )
            tries.setdefault(level, []).append(reached)
            mastering = corrected(tries[level], performance.options.loudness)
            if mastering is None:
                settled.add(level)
            else:
                masterings[level] = mastering
        if settled >= tries.keys() or done >= ROUNDS:
            if not attempt.measuring:
                break
            masterings, measured = dict(attempt.masterings), False  # coded as it was measured
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


@dataclass(slots=True)
class _Attempt:
    """All sections, coded once."""

    performance: Performance
    folder: Path
    codec: SectionCodec
    cache: SectionCache | None
    masterings: dict[int, Mastering]
    """Of each level that has one; the others have the voice's own."""
    ceiling: float
    every: bool
    timer: WordTimer | None
    """Of the attempt before."""
    measured: bool = False
    """Whether nothing need be coded, if it can be measured how loud it would be."""
    sounds: Sounds | None = None
    measuring: bool = field(default=False, init=False)
    recorder: Recorder | None = field(default=None, init=False)
    usual: Mastering | None = field(default=None, init=False)
    """The voice's own."""

    def run(self) -> list[RecordedSection]:
        try:
            for event in self.performance.events(self.order):
                if isinstance(event, Utterance) and self.recorder is not None:
                    self.recorder.hear(event)
        finally:
            if self.recorder is not None:
                self.recorder.end()
        assert self.recorder is not None
        return self.recorder.sections()

    def order(self, plan: Plan) -> Iterable[LaidOut]:
        """The sections that are not kept, all progressing evenly; or every sentence."""
        voice = plan.voice
        if self.recorder is not None:  # the voice that was to speak could not
            self.timer = None
            if self.sounds:
                self.sounds.clear()
        self.usual = Mastering(voice.gain, voice.tone, self.ceiling)
        passages = list(plan.passages())
        self.timer = self.timer or WordTimer(voice, self.performance.resources.host, passages)
        self.measuring = self.measured and not self._peak_matters(voice)
        self.recorder = Recorder(
            self.codec,
            self.mastering,
            self.folder,
            self.cache,
            self.timer,
            measuring=self.measuring,
            sounds=self.sounds,
        )
        version = self.performance.version
        clips = [clip_key(each.passage, voice, version) for each in passages]
        by_section = groupby(passages, key=lambda each: each.section)
        kept = self.recorder.take_kept([list(group) for _, group in by_section], clips)
        _log.info("%d of the sections are kept", len(kept))
        if self.every:
            return passages
        return balanced((each for each in passages if each.section not in kept), at_once())

    def mastering(self, section: int) -> Mastering:
        """Of a section, by its number."""
        assert self.usual is not None
        return self.masterings.get(self.performance.level(section), self.usual)

    def levels(self, sections: list[RecordedSection]) -> dict[int, list[RecordedSection]]:
        """The sections that are as loud as one another, by their level."""
        found: defaultdict[int, list[RecordedSection]] = defaultdict(list)
        for number, section in enumerate(sections):
            found[self.performance.level(number)].append(section)
        return found

    def reached(self, level: int, sections: list[RecordedSection]) -> Reached:
        """How loud the sections of a level came out."""
        assert self.usual is not None
        mastering = self.masterings.get(level, self.usual)
        return Reached(mastering, _loudness(sections), self.peak(sections))

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
