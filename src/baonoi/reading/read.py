"""Reading an article from Python: what is asked for in, a recording out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, overload

from baonoi.model import DEFAULT_VOICE, Article, Cover, Page, Recording, VoiceChoice, VoiceRequest
from baonoi.reading.events import Listener
from baonoi.reading.job import ReadingJob
from baonoi.reading.long_text import begun
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.plan import USUAL
from baonoi.reading.record import record
from baonoi.reading.source import find_cover, understand
from baonoi.reading.target import mp3_sections
from baonoi.reading.target import stream as stream_of
from baonoi.store.work import work_folder
from baonoi.voices import Host, choose, shared_host

if TYPE_CHECKING:
    from baonoi.store.store import Store

Source = str | Page | Article | ReadingJob


def read(
    source: Source,
    *,
    voice: str | VoiceRequest = DEFAULT_VOICE,
    options: ReadingOptions = USUAL,
    listeners: Iterable[Listener] = (),
    host: Host | None = None,
) -> Recording:
    """Read an article; the recording owns its sound, and :func:`save` makes files of it.

    Args:
        source: a path, a URL, ``-``, what is already understood, or a whole job.
        voice: who shall read it; a job tells it itself.
        options: how; a job tells them itself.
        listeners: told what happens while it is being read.
        host: keeps voices open for several readings; None takes one that all such readings share.

    Raises:
        BaonoiError: of the kind that fits.
    """
    source, choice, options, host = _ordered(source, voice, options, host)
    performance, cover = _performance(source, choice, options, Resources(host), listeners)
    with work_folder() as folder:
        codec = mp3_sections(performance.options)
        return record(performance, folder, codec, cover=cover).held()


def stream(
    source: Source,
    *,
    voice: str | VoiceRequest = DEFAULT_VOICE,
    options: ReadingOptions = USUAL,
    listeners: Iterable[Listener] = (),
    host: Host | None = None,
) -> Iterator[bytes]:
    """An MP3 in parts while it is being made: see :func:`read`. Closing it stops the voice.

    Raises:
        BaonoiError: of the kind that fits.
    """
    source, choice, options, host = _ordered(source, voice, options, host)
    resources = Resources(host)
    if isinstance(source, str):
        from baonoi.sources import open_source

        source = open_source(source, allow_private=options.allow_private)
    if isinstance(source, Page):
        text = begun(source, choice, options, resources, listeners)
        if text is not None:
            yield from stream_of(text, cover=find_cover(text.article, None, options))
            return
    performance, cover = _performance(source, choice, options, resources, listeners)
    yield from stream_of(performance, cover=cover)


@overload
def save(recording: Recording, target: Path | str = "output") -> Path: ...
@overload
def save(recording: Recording, target: Store) -> str: ...
def save(recording: Recording, target: Store | Path | str = "output") -> Path | str:
    """Write a recording's files to ``SLUG/`` in ``target``, the manifest last.

    Args:
        recording: what to publish.
        target: a folder of recordings, or a store of them.

    Returns:
        The MP3's path; its name in a store.

    Raises:
        OutputError: a file could not be written; nothing half-written is left.
    """
    from baonoi.publish import bundle_of, publish, remember, slug_for
    from baonoi.store.local import LocalStore
    from baonoi.store.store import Store

    store = target if isinstance(target, Store) else LocalStore(target)
    slug = slug_for(store, recording.article)
    audio = publish(bundle_of(recording, slug), store)
    remember(store, recording.article, slug)
    return audio if isinstance(target, Store) else Path(target, audio)


def _ordered(
    source: Source, voice: str | VoiceRequest, options: ReadingOptions, host: Host | None
) -> tuple[str | Page | Article, VoiceChoice, ReadingOptions, Host]:
    """What is to be read, who reads it and how, and the host, where the voice gets ready."""
    if isinstance(source, ReadingJob):
        voice, options = source.voice, source.options
        source = source.source
    host = host or shared_host()
    choice = choose(voice)
    host.preload(choice.spec)
    return source, choice, options, host


def _performance(
    source: str | Page | Article,
    choice: VoiceChoice,
    options: ReadingOptions,
    resources: Resources,
    listeners: Iterable[Listener],
) -> tuple[Performance, Cover | None]:
    if isinstance(source, Article):
        article, origin = source, None
    else:
        origin = source if isinstance(source, str) else source.origin
        article = understand(source, allow_private=options.allow_private, anyway=options.anyway)
    cover = find_cover(article, origin, options)
    return Performance(article, choice, options, resources, listeners), cover
