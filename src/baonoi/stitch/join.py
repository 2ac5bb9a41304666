"""Clips become a recording: sections encoded side by side, and one timeline over them all."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from baonoi.errors import OutputError, SynthesisError
from baonoi.machine import cores
from baonoi.model import Article, Clip, Passage, Recording, Script, Stream, Timeline, Voice
from baonoi.stitch.encode import DEFAULT_ENCODING, Encoding, Piece, PieceQueue, encode_section
from baonoi.stitch.mp3 import Coded, info_frame

QUEUED = 16
"""Passages that may wait for a section's encoder."""

Progress = Callable[[Passage], None]
"""Called as each passage is laid into the recording."""


class _Draft:
    """A section while it is made: its own timeline, from its own beginning."""

    def __init__(self) -> None:
        self.length = 0
        self.sentences = array("q")
        self.words = array("q")

    def add(self, passage: Passage, clip: Clip, silences: tuple[int, ...]) -> None:
        """Lay a clip's sentences behind what is there, each followed by its silence."""
        start = word = 0
        for text, end, silence in zip(passage.sentences, clip.sentences, silences, strict=True):
            shift = self.length - start
            self.sentences.extend((self.length, end + shift))
            last = word + 2 * len(text.spoken.split())
            if clip.words:
                self.words.extend(time + shift for time in clip.words[word:last])
            else:
                self.words.extend([-1] * (last - word))
            word = last
            self.length += end - start + silence
            start = end


def stitch(
    article: Article,
    script: Script,
    voice: Voice,
    clips: Iterator[Clip],
    folder: Path,
    *,
    encoding: Encoding = DEFAULT_ENCODING,
    progress: Progress | None = None,
) -> Recording:
    """Level, join and encode the clips of ``script``, one stream a section, into ``folder``.

    A stream is whole frames: it decodes to a little more than its clips. What is left over falls
    into the pause before the next section, and the timeline counts it.

    Raises:
        SynthesisError: the clips end before the script does.
        OutputError: a stream could not be written.
    """
    drafts: list[_Draft] = []
    encoders: list[Future[Coded]] = []
    paths = tuple(folder / f"{number:02d}.frames" for number in range(1, len(script.sections) + 1))
    sample_rate = 0
    with ThreadPoolExecutor(cores()) as threads:
        for section, path in zip(script.sections, paths, strict=True):
            draft = _Draft()
            drafts.append(draft)
            pieces = PieceQueue(QUEUED)
            try:
                for passage in section.passages:
                    clip = _next(clips, passage)
                    if not sample_rate:
                        sample_rate = clip.sample_rate
                    if draft.length == 0:
                        job = (pieces, path, sample_rate, encoding)
                        encoders.append(threads.submit(encode_section, *job))
                    silences = tuple(round(pause * sample_rate) for pause in passage.pauses)
                    draft.add(passage, clip, silences)
                    pieces.put(Piece(clip, voice.gain, silences))
                    if progress is not None:
                        progress(passage)
                    if encoders[-1].done():
                        break  # only failure ends it before its queue does
            finally:
                pieces.put(None)
        coded = [_result(encoder) for encoder in encoders]
    timeline = _join(drafts, coded, sample_rate, estimated=not voice.word_times)
    streams = tuple(
        Stream(path, info_frame(sample_rate, encoding.bitrate, coded=part, length=draft.length))
        for path, part, draft in zip(paths, coded, drafts, strict=True)
    )
    total = Coded(sum(part.samples for part in coded), sum(part.bytes for part in coded))
    info = info_frame(sample_rate, encoding.bitrate, coded=total, length=timeline.samples)
    return Recording(article, script, voice, timeline, streams, info)


def _next(clips: Iterator[Clip], passage: Passage) -> Clip:
    clip = next(clips, None)
    if clip is None:
        raise SynthesisError(
            f"The voice stopped before: {passage.sentences[0].written[:80]}",
            "Run the command again; what was made is kept.",
        )
    return clip


def _result(encoder: Future[Coded]) -> Coded:
    try:
        return encoder.result()
    except OSError as error:
        raise OutputError(
            f"Cannot write the audio: {error.strerror or error}",
            "Make room on the disk, or choose another folder with -d.",
        ) from error


def _join(
    drafts: list[_Draft], coded: list[Coded], sample_rate: int, *, estimated: bool
) -> Timeline:
    """Shift each section's times to where its frames begin."""
    sections, sentences, words = array("q"), array("q"), array("q")
    start = 0
    for draft, part in zip(drafts, coded, strict=True):
        sections.extend((start, start + draft.length))
        sentences.extend(time + start for time in draft.sentences)
        words.extend(time + start if time >= 0 else -1 for time in draft.words)
        start += part.samples
    return Timeline(sample_rate, sections, sentences, words, estimated)
