"""Clips become a recording: sections encoded side by side, and one timeline over them all."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from threading import Semaphore

from baonoi.audio.gaps import silences
from baonoi.audio.mastering import CEILING, Mastering, Reached, corrected
from baonoi.common.parallel import cores, in_order
from baonoi.errors import SynthesisError
from baonoi.model import (
    Article,
    Clip,
    Passage,
    Recording,
    Script,
    Stream,
    Timeline,
    Voice,
)
from baonoi.stitch.encode import (
    DEFAULT_ENCODING,
    Encoded,
    Encoding,
    Piece,
    PieceQueue,
    encode_section,
)
from baonoi.stitch.mp3 import Coded, info_frame, most_left_over
from baonoi.stitch.section import Draft, SectionCache, address
from baonoi.store.files import writing

LOUDNESS = -16.0
"""LUFS; what podcasts and news players settle on for mono speech."""
ROUNDS = 8
"""Encodings at most: a limiter bends what a gain does, so that one correction may not be enough."""
QUEUED = 32
"""Passages that may wait for an encoder, over all sections."""

Say = Callable[[Sequence[Passage]], Iterator[Clip]]
"""Gives the clips of some passages, in order."""
Progress = Callable[[Passage], None]
"""Called as each passage is laid into the recording."""
Sink = Callable[[PieceQueue, Path, int, Encoding], Encoded]
"""Writes a section's pieces, at a sample rate, to a file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where encoded sections are kept, and the addresses of the script's clips, in order."""

    cache: SectionCache
    clips: Sequence[str]


def stitch(
    article: Article,
    script: Script,
    voice: Voice,
    say: Say,
    folder: Path,
    *,
    encoding: Encoding = DEFAULT_ENCODING,
    loudness: float | None = LOUDNESS,
    ceiling: float = CEILING,
    kept: Kept | None = None,
    sink: Sink = encode_section,
    progress: Progress | None = None,
) -> Recording:
    """Master, join and encode the clips of ``script``, one stream a section, into ``folder``.

    A stream is whole frames: it decodes to a little more than its clips. What is left over falls
    into the pause before the next section, and the timeline counts it.

    Args:
        article: what is read.
        script: how it is laid out.
        voice: who says it; its calibrated gain comes first.
        say: gives clips; asked again only where the gain was wrong.
        folder: where the streams are written.
        encoding: of the streams.
        loudness: LUFS to reach within half a unit; None leaves it at the voice's gain.
        ceiling: largest sample, of full scale, before coding.
        kept: encoded sections of earlier recordings.
        sink: what writes a section: MP3 frames, or with ``pcm.write_section`` bare samples, which
            are not to be kept.
        progress: told of each passage.

    Raises:
        SynthesisError: the clips end before the script does.
        OutputError: a stream could not be written.
    """
    mastering: Mastering | None = Mastering(voice.gain, voice.presence, ceiling)
    tries: list[Reached] = []
    while mastering is not None and len(tries) < ROUNDS:
        job = _Job(script, voice, mastering, encoding, folder, kept, sink)
        sections = job.run(say, progress or _unheard)
        if loudness is None:
            break
        energies = (energy for _, made in sections for energy in made.energies)
        tries.append(Reached(mastering, _loudness(energies), job.peak(loudness)))
        mastering = corrected(tries, loudness)
        progress = None
    if kept is not None:
        kept.cache.prune()
    return _recording(article, script, voice, job, sections)


@dataclass(frozen=True, slots=True)
class _Job:
    """All sections, encoded once with one gain."""

    script: Script
    voice: Voice
    mastering: Mastering
    encoding: Encoding
    folder: Path
    kept: Kept | None
    sink: Sink

    def path(self, number: int) -> Path:
        """Where a section's stream is written."""
        return self.folder / f"{number + 1:02d}.frames"

    def run(self, say: Say, report: Progress) -> list[tuple[Draft, Encoded]]:
        """Take the sections that are kept, make the others, and keep them."""
        sections = self.script.sections
        keys = self._keys()
        ready = [self._load(key, number) for number, key in enumerate(keys)]
        for section, found in zip(sections, ready, strict=True):
            for passage in section.passages if found else ():
                report(passage)
        made = self._make([number for number, found in enumerate(ready) if not found], say, report)
        for number, (draft, encoded) in made.items():
            if self.kept is not None:
                self.kept.cache.store(keys[number], draft, encoded, self.path(number))
        return [found or made[number] for number, found in enumerate(ready)]

    def _make(
        self, numbers: Sequence[int], say: Say, report: Progress
    ) -> dict[int, tuple[Draft, Encoded]]:
        """Encode sections side by side; they progress evenly, so that no core idles at the end."""
        threads = cores() + 1  # one more, for the time a section waits for its next clip
        turns = [
            turn
            for first in range(0, len(numbers), threads)
            for turn in self._by_turns(numbers[first : first + threads])
        ]
        clips = say([passage for _, passage in turns])
        room = Semaphore(QUEUED)
        making: dict[int, tuple[Draft, PieceQueue, Future[Encoded]]] = {}
        left = Counter(number for number, _ in turns)
        with ThreadPoolExecutor(threads) as crew:
            try:
                for number, passage in turns:
                    clip = _next(clips, passage)
                    rate = clip.sample_rate
                    if number not in making:
                        pieces = PieceQueue(room)
                        job = (pieces, self.path(number), rate, self.encoding)
                        making[number] = Draft(rate), pieces, crew.submit(self.sink, *job)
                    draft, pieces, _ = making[number]
                    left[number] -= 1
                    gaps = silences(passage, clip, 0 if left[number] else self.filled(number, rate))
                    draft.add(passage, clip, gaps)
                    pieces.put(Piece(clip, self.mastering, gaps))
                    if not left[number]:
                        pieces.put(None)
                    report(passage)
                    if pieces.given_up:
                        break
                else:
                    next(clips, None)  # the voice clears up while the encoders finish
            finally:
                for _, pieces, _ in making.values():
                    pieces.put(None)
        return {number: (draft, _result(encoder)) for number, (draft, _, encoder) in making.items()}

    def filled(self, number: int, rate: int) -> int:
        """Samples of the pause after a section that the rest of its last frame will fill."""
        last = number == len(self.script.sections) - 1
        return 0 if last or self.sink is not encode_section else most_left_over(rate)

    def peak(self, loudness: float) -> float:
        """The true peak of the coded sections, where the usual settings do not vouch for it."""
        usual = self.voice.gain != 1.0 and loudness <= LOUDNESS
        if self.sink is not encode_section or (usual and self.encoding == DEFAULT_ENCODING):
            return -math.inf
        from baonoi.audio.peak import true_peak
        from baonoi.common.decoder import decoded

        def peak(number: int) -> float:
            return true_peak(decoded(self.path(number)))

        threads = cores()
        peaks = in_order(peak, range(len(self.script.sections)), threads, threads)
        return max(peaks, default=-math.inf)

    def _by_turns(self, numbers: Sequence[int]) -> list[tuple[int, Passage]]:
        """The passages of some sections in an order in which all of them end at the same time."""
        turns: list[tuple[float, int, Passage]] = []
        for number in numbers:
            passages = self.script.sections[number].passages
            ends = list(accumulate(sum(len(text.spoken) for text in p.sentences) for p in passages))
            turns += [
                (end / (ends[-1] or 1), number, passage)
                for end, passage in zip(ends, passages, strict=True)
            ]
        return [(number, passage) for _, number, passage in sorted(turns, key=itemgetter(0))]

    def _keys(self) -> list[str]:
        if self.kept is None:
            return [""] * len(self.script.sections)
        keys: list[str] = []
        at = 0
        for section in self.script.sections:
            clips = self.kept.clips[at : at + len(section.passages)]
            keys.append(address(section, clips, self.mastering, self.encoding))
            at += len(section.passages)
        return keys

    def _load(self, key: str, number: int) -> tuple[Draft, Encoded] | None:
        return None if self.kept is None else self.kept.cache.load(key, self.path(number))


def _loudness(energies: Iterable[float]) -> float:
    from baonoi.audio.loudness import integrated

    return integrated(energies)


def _unheard(_: Passage) -> None:
    """Where nobody wants to know."""


def _next(clips: Iterator[Clip], passage: Passage) -> Clip:
    clip = next(clips, None)
    if clip is None:
        raise SynthesisError(
            f"The voice stopped before: {passage.sentences[0].written[:80]}",
            "Run the command again; what was made is kept.",
        )
    return clip


def _result(encoder: Future[Encoded]) -> Encoded:
    with writing("the audio", "Make room on the disk, or choose another folder with -d."):
        return encoder.result()


def _recording(
    article: Article,
    script: Script,
    voice: Voice,
    job: _Job,
    sections: list[tuple[Draft, Encoded]],
) -> Recording:
    """Shift each section's times to where its frames begin, and make the Info frames."""
    rate = sections[0][0].sample_rate if sections else 0
    bitrate = job.encoding.bitrate
    bounds, sentences, words = array("q"), array("q"), array("q")
    streams: list[Stream] = []
    start = size = 0
    for number, (draft, made) in enumerate(sections):
        bounds.extend((start, start + draft.length))
        sentences.extend(time + start for time in draft.sentences)
        words.extend(time + start for time in draft.words)
        info = info_frame(rate, bitrate, coded=made.coded, length=draft.length)
        streams.append(Stream(job.path(number), info))
        start += made.coded.samples
        size += made.coded.bytes
    timeline = Timeline(rate, bounds, sentences, words, estimated=not voice.word_times)
    info = info_frame(rate, bitrate, coded=Coded(start, size), length=timeline.samples)
    return Recording(article, script, voice, timeline, tuple(streams), info)
