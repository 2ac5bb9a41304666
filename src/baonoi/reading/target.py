"""Where a reading goes: a folder, a file in the format of its ending, a pipe."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from baonoi.audio.mastering import CEILING, PEAK, lowered
from baonoi.common.parallel import Crew
from baonoi.encode import SectionCodec, WholeCodec, codec_of
from baonoi.encode.mp3 import Mp3
from baonoi.model import Article, Cover, Recording
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance
from baonoi.reading.stream import Reading, frames
from baonoi.store.work import work_folder

CODINGS = 4
"""Of one file at most."""


def mp3_sections(options: ReadingOptions) -> SectionCodec:
    """How the sections of an MP3 are coded."""
    return Mp3(".mp3").sections(options.bitrate, options.quality)


def to_folder(
    performance: Performance,
    directory: Path,
    *,
    cover: Cover | None = None,
    every: bool = False,
    subfolder: str | None = None,
    single_file: bool = False,
) -> tuple[Recording, Path]:
    """Read an article into ``directory/SLUG/``; give the recording and the MP3's path.

    Args:
        performance: of the article.
        directory: where the folder stands, or will.
        cover: the picture of the audio.
        every: whether others must hear every sentence in order.
        subfolder: of one voice among several.
        single_file: whether the listening page holds the MP3 itself.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    from baonoi.publish import bundle_of, get_ready, place, publish
    from baonoi.reading.record import record
    from baonoi.store.local import LocalStore

    article, store = performance.article, LocalStore(directory)
    with _turn(directory, article.title), place(store, article, subfolder) as where:
        codec = mp3_sections(performance.options)
        with Crew(1) as aside:  # one core idles at times while the voice speaks
            aside.submit(get_ready, article)
            recording = record(performance, where.work, codec, every=every, cover=cover)
        bundle = bundle_of(recording, where.slug, voice=subfolder, single_file=single_file)
        return recording, directory / publish(bundle, store, where.work)


_TURNS = tuple(threading.Lock() for _ in range(64))


def _turn(directory: Path, title: str) -> threading.Lock:
    """Articles of one title may share a folder, or each have its own: who comes second must see."""
    return _TURNS[hash((directory, title)) % len(_TURNS)]


def to_file(
    performance: Performance,
    file: Path | BinaryIO,
    *,
    cover: Cover | None = None,
    every: bool = False,
) -> None:
    """Read an article into one audio file and nothing else.

    Args:
        performance: of the article.
        file: its ending names the format; an open stream takes MP3.
        cover: the picture of the audio.
        every: whether others must hear every sentence in order.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    from baonoi.publish import write_file
    from baonoi.reading.record import record

    codec = codec_of(file) if isinstance(file, Path) else None
    with work_folder() as folder:
        if isinstance(codec, WholeCodec):
            write_file(_below_peak(performance, folder, codec, cover, every=every), file)
        else:
            sections = mp3_sections(performance.options)
            write_file(record(performance, folder, sections, every=every, cover=cover), file)


def to_pipe(reading: Reading, file: BinaryIO, *, cover: Cover | None = None) -> None:
    """Write an MP3 to an open stream while it is being made: without times, and without a length.

    Raises:
        BaonoiError: as the reading has it.
        OSError: the stream cannot be written.
    """
    for part in stream(reading, cover=cover):
        file.write(part)
        file.flush()


def stream(reading: Reading, *, cover: Cover | None = None) -> Iterator[bytes]:
    """An MP3 in parts, each as soon as it is there: a tag, then the frames of each sentence.

    Raises:
        BaonoiError: as the reading has it.
    """
    with closing(frames(reading, mp3_sections(reading.options))) as coming:
        with Crew(1) as aside:  # while the voice says its first sentence
            tag = aside.submit(_tag, reading.article, cover)
            first = next(coming, b"")
            yield aside.result(tag)
        yield first
        yield from filter(None, coming)


def _tag(article: Article, cover: Cover | None) -> bytes:
    from baonoi.publish.metadata import of_stream
    from baonoi.publish.tags import id3

    return id3(of_stream(article, cover))


def _below_peak(
    performance: Performance, folder: Path, codec: WholeCodec, cover: Cover | None, *, every: bool
) -> Path:
    """Code the whole; again, with less to begin with, where that came out too high.

    MP3 sections are seen to where they are coded; other formats code the whole.
    """
    from baonoi.audio.peak import true_peak
    from baonoi.publish.metadata import of_whole
    from baonoi.reading.record import record
    from baonoi.store.files import writing

    options = performance.options
    sections = codec.sections(options.bitrate, options.quality)
    ceiling = codec.ceiling or CEILING
    for _ in range(CODINGS):
        recording = record(performance, folder, sections, ceiling=ceiling, every=every, cover=cover)
        made = folder / f"audio{codec.ending}"
        pcm = (part for section in recording.sections for part in section.parts())
        length = recording.timeline.samples
        with writing(made):
            codec.write(pcm, made, of_whole(recording), options.bitrate, length)
        peak = true_peak(codec.decoded(made))
        if peak <= PEAK or lowered(ceiling, peak) == ceiling:
            break
        ceiling, every = lowered(ceiling, peak), False
    return made
