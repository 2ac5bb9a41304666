"""The listener that waits for the file: sections coded side by side, and one timeline over all."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue
from threading import Semaphore
from typing import TYPE_CHECKING, NamedTuple

from baonoi.audio.master import mastered
from baonoi.audio.mastering import Mastering
from baonoi.common import stopping
from baonoi.common.parallel import HEARD, Crew, cores, in_order
from baonoi.encode import Coded, SectionCodec
from baonoi.model import EncodedSection, Timeline, Utterance
from baonoi.reading.section_cache import RecordedSection, SectionCache, SectionTimes, section_key
from baonoi.reading.word_timer import WordTimer
from baonoi.store.files import writing

if TYPE_CHECKING:
    from baonoi.audio.loudness import Meter
    from baonoi.reading.levelling import Levelled
    from baonoi.script import LaidOut

QUEUED = 96
"""Sentences that may wait for an encoder, over all sections."""


class Recorder:
    """Codes the sections that it hears, in threads: encoders let other threads run."""

    def __init__(
        self,
        codec: SectionCodec,
        mastering: Callable[[int], Mastering],
        folder: Path,
        cache: SectionCache | None,
        timer: WordTimer,
    ) -> None:
        """Record nothing yet.

        Args:
            codec: of the sections.
            mastering: of every sentence of a section, by its number.
            folder: where the frames are written.
            cache: sections that were recorded before; None keeps none.
            timer: tells when the words are said.
        """
        self._codec, self._mastering, self._folder = codec, mastering, folder
        self._cache, self._timer = cache, timer
        self._keys: dict[int, str] = {}
        self._meters: dict[int, Meter] = {}
        self._kept: dict[int, RecordedSection] = {}
        self._making: dict[int, tuple[_Queue, Future[_Stream]]] = {}
        self._queues: list[_Queue] = []
        self._room = Semaphore(QUEUED)
        self._crew = Crew(at_once(), apart=True)

    def take_kept(self, number: int, passages: Iterable[LaidOut], clips: Sequence[str]) -> bool:
        """Take a section that is kept already; whether it is.

        Args:
            number: of the section, whose mastering is known.
            passages: all that it has.
            clips: their keys.
        """
        if self._cache is None:
            return False
        pauses = [each.passage.pauses for each in passages]
        self._keys[number] = key = section_key(clips, pauses, self._mastering(number), self._codec)
        found = self._cache.load(key, self._path(number))
        if found is not None:
            self._kept[number] = found
        return found is not None

    def take_measured(self, heard: Iterable[Utterance], sample: Levelled) -> None:
        """Lay sentences behind those of their sections, of which none is there yet, as mastered."""
        self._meters |= sample.meters
        for utterance, pcm in zip(heard, sample.pcm, strict=True):
            self.hear(utterance, pcm)

    def hear(self, utterance: Utterance, measured: bytes | None = None) -> None:
        """Lay a sentence behind those of its section; as it is mastered, where it is measured.

        Raises:
            OutputError: the section cannot be written.
        """
        number = utterance.section
        if number in self._kept:
            return
        if number not in self._making:
            queue = _Queue(self._room, self._crew)
            self._queues.append(queue)  # first: an interrupt may come while the thread starts
            encoding = self._crew.submit(self._encode, queue, number, utterance.sample_rate)
            self._making[number] = queue, encoding
        queue, encoding = self._making[number]
        queue.put(_Heard(utterance, self._codec.silence_behind(utterance), measured))
        if utterance.ends_section:
            queue.put(None)
        if queue.given_up:
            queue.put(None)  # or its encoder would wait for the rest of the section
            self._result(encoding)

    def sections(self) -> list[RecordedSection]:
        """All sections in order, once they are coded; they are kept for the next time.

        Raises:
            OutputError: one could not be written.
        """
        made = {number: self._result(encoding) for number, (_, encoding) in self._making.items()}
        recorded = dict(self._kept)
        for number, stream in made.items():
            section = RecordedSection(
                stream.times, stream.coded, stream.energies, self._path(number)
            )
            recorded[number] = section
            if self._cache is not None:
                self._cache.store(self._keys[number], section)
        return [recorded[number] for number in sorted(recorded)]

    def peak(self, sections: Iterable[RecordedSection]) -> float:
        """The true peak of what the sections decode to, in dBTP."""
        from baonoi.audio.peak import true_peak

        def peak(section: RecordedSection) -> float:
            return true_peak(self._codec.decoded(section.frames))

        return max(in_order(peak, sections, cores(), cores()), default=-math.inf)

    def end(self) -> None:
        """Wait for what is being coded; what has no end yet ends here."""
        for queue in self._queues:
            queue.put(None)
        self._crew.close()

    def _result(self, encoding: Future[_Stream]) -> _Stream:
        with writing("the audio"):
            return self._crew.result(encoding)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number + 1:02d}.frames"

    def _encode(self, queue: _Queue, number: int, sample_rate: int) -> _Stream:
        """Write one section's frames; when the words of a passage are said, once all of it is."""
        with queue.emptied():
            from baonoi.audio.loudness import Meter

            encoder = self._codec.encoder(sample_rate)
            meter = self._meters.get(number) or Meter(sample_rate)
            times = SectionTimes()
            with self._path(number).open("wb") as file:
                for _, passage in groupby(queue, key=lambda each: each.utterance.passage):
                    said = []
                    for utterance, silence, pcm in passage:
                        stopping.check()
                        if pcm is None:
                            pcm = mastered(utterance, self._mastering(number), silence)
                            meter.feed(pcm)
                        file.write(encoder.encode(pcm))
                        said.append((utterance, silence))
                    words = self._timer.times([utterance for utterance, _ in said])
                    for (utterance, silence), some in zip(said, words, strict=True):
                        times.add(utterance, some, silence)
                file.write(encoder.finish())
        return _Stream(encoder.coded, times, self._codec.energies(meter.energies))


def at_once() -> int:
    """Sections coded side by side: one more than cores, for the time one waits for its clip."""
    return cores() + 1


def joined(
    sections: list[RecordedSection], codec: SectionCodec, *, estimated: bool
) -> tuple[Timeline, tuple[EncodedSection, ...], bytes]:
    """One timeline over all sections, the sections with their heads, and the head of the whole.

    A section is whole frames: it decodes to a little more than its sentences. What is left over
    falls into the pause before the next section, and the timeline counts it.
    """
    rate = sections[0].times.sample_rate if sections else 0
    bounds, sentences, words = array("q"), array("q"), array("q")
    encoded: list[EncodedSection] = []
    start = size = 0
    for section in sections:
        times, coded = section.times, section.coded
        bounds.extend((start, start + times.length))
        sentences.extend(time + start for time in times.sentences)
        words.extend(time + start for time in times.words)
        encoded.append(EncodedSection(section.frames, codec.head(rate, coded, times.length)))
        start += coded.samples
        size += coded.bytes
    timeline = Timeline(rate, bounds, sentences, words, estimated=estimated)
    return timeline, tuple(encoded), codec.head(rate, Coded(start, size), timeline.samples)


@dataclass(frozen=True, slots=True, eq=False)
class _Stream:
    """What came of coding a section."""

    coded: Coded
    times: SectionTimes
    energies: array[float]


class _Heard(NamedTuple):
    """A sentence that waits for its encoder."""

    utterance: Utterance
    silence: int
    """Samples behind it."""
    measured: bytes | None
    """As it is mastered, where its section's meter has heard it."""


class _Queue:
    """A section's sentences in order; None ends it. All sections share the ``room`` for them."""

    def __init__(self, room: Semaphore, crew: Crew) -> None:
        self._waiting: SimpleQueue[_Heard | None] = SimpleQueue()
        self._room, self._crew = room, crew
        self._ended = False
        self.given_up = False
        """Whether nothing more is made of what is put in."""

    def put(self, sentence: _Heard | None) -> None:
        """Add a sentence as soon as there is room for it."""
        if sentence is not None:
            while not self._room.acquire(timeout=HEARD):
                self._crew.check()
        self._waiting.put(sentence)

    def __iter__(self) -> Iterator[_Heard]:
        """What is put in, up to the end; its room is free again."""
        while not self._ended:
            sentence = self._waiting.get()
            if sentence is None:
                self._ended = True
            else:
                self._room.release()
                yield sentence

    @contextmanager
    def emptied(self) -> Iterator[None]:
        """Empty it to its end when the block fails, so that nobody waits to fill it."""
        try:
            yield
        except BaseException:
            self.given_up = True
            for _ in self:
                pass
            raise
