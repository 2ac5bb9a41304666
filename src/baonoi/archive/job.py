"""One article of the archive, made once: the same row, whoever works on it, comes to the same."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from baonoi import __version__
from baonoi.archive.order import Order
from baonoi.archive.places import ARTICLES, open_page, opened
from baonoi.archive.record import Record, Status
from baonoi.archive.row import Row
from baonoi.common.log import Log
from baonoi.errors import BaonoiError, UsageError
from baonoi.model import Page, Recording, VoiceChoice, VoiceRequest
from baonoi.normalizer.custom import personal_path
from baonoi.publish import bundle_of
from baonoi.publish.audio import parts_of
from baonoi.publish.library import MANIFEST
from baonoi.publish.once import head_of_kept, publish_once
from baonoi.publish.page.notes import SURE
from baonoi.publish.slug import slugify
from baonoi.reading.estimate import estimate
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.record import record
from baonoi.reading.source import find_cover, understand
from baonoi.reading.target import mp3_sections
from baonoi.store.shared import SharedStore
from baonoi.store.work import work_folder
from baonoi.told import Told
from baonoi.voices import ClipCache, HeldClips, Host, choose

_log = Log(__name__)
FORMAT = 1
"""Of what an archive keeps of an article: a change makes all of them anew."""
REVISION = 16
"""Hexadecimal digits of what an article and the way it is read come to."""


class Turns(Protocol):
    """Whose turn it is to ask a service or a host, over all workers."""

    def voice(self, engine: str) -> AbstractContextManager[object]:
        """Let so many at once speak through a service as it allows."""
        ...

    def host(self, source: str) -> AbstractContextManager[object]:
        """Let so many at once fetch from the host of a page as is polite."""
        ...


class NoTurns:
    """Nobody waits: one process alone."""

    def voice(self, engine: str) -> AbstractContextManager[object]:
        """Speak."""
        return nullcontext()

    def host(self, source: str) -> AbstractContextManager[object]:
        """Fetch."""
        return nullcontext()


def pinned(request: VoiceRequest, *, ask: bool = True) -> VoiceRequest:
    """The request for the very voice that would speak now, so that no other takes its turn.

    Args:
        request: who is meant.
        ask: whether services may be asked if they are there; else they are taken to be.

    Raises:
        UsageError: no voice has that name.
        VoiceError: none of that name can speak here and now.
    """
    spec = choose(request, ask=ask).spec
    male = spec.original is not None
    return replace(
        request, name=(spec.original or spec.voice).name, engine=spec.engine, simulate_male=male
    )


@dataclass(frozen=True)
class Desk:
    """Where one process reads one article after another: what is open stays so."""

    order: Order
    host: Host
    turns: Turns

    @cached_property
    def store(self) -> SharedStore:
        """Where it goes."""
        return opened(self.order.target)

    @cached_property
    def _choice(self) -> Callable[[str], VoiceChoice]:
        """Who reads a row, each looked for once; a service is taken to be there."""

        def choice(name: str) -> VoiceChoice:
            usual = self.order.voice
            if not name or name == usual.name:
                return choose(usual, ask=False)
            request = replace(usual, name=name, engine=None)
            return choose(pinned(request, ask=False), ask=False)

        return cache(choice)

    def read(self, row: Row) -> Record:
        """Make a recording of a row's article unless it is there; what hindered it is told."""
        began = time.perf_counter()
        try:
            record = self._read(row)
        except BaonoiError as error:
            record = failed(row, error)
        except MemoryError as error:
            record = failed(row, BaonoiError(Told("There is not enough memory."), "memory-short"))
            _log.warning("%s: %s", row.source, error)
        except Exception as error:  # ours to mend, but no reason not to read the next one
            kind = type(error).__name__
            _log.warning("%s: %s: %s", row.source, kind, error)
            unforeseen = Told("Something nobody foresaw went wrong ({kind}).", kind=kind)
            record = replace(failed(row, BaonoiError(unforeseen, "error-unforeseen")), kind=kind)
        return replace(record, seconds=round(time.perf_counter() - began, 3))

    def _read(self, row: Row) -> Record:
        if row.fault:
            raise UsageError(
                Told("This row of the list cannot be used: {reason}.", reason=row.fault),
                "row-unusable",
            )
        options = row.options_of(self.order.options)
        choice = self._choice(row.voice)
        with self.turns.host(row.source):
            page = open_page(row.source, allow_private=options.allow_private)
        home = f"{ARTICLES}/{row.key}/{self._revision(page, choice, options)}"
        head = head_of_kept(self.store, home)
        if head is not None:
            return of_head(home, head, "kept")
        article = understand(page, anyway=options.anyway)
        cover = find_cover(article, page.origin, options)
        clips = ClipCache() if self.order.cached else HeldClips()
        performance = Performance(article, choice, options, Resources(self.host, clips))
        engine = choice.spec.engine
        online = self.host.session(choice.spec).online
        asked = estimate(article, choice, options, self.host).requests if online else 0
        with work_folder() as work, self.turns.voice(engine if online else ""):
            (work / "frames").mkdir()
            codec = mp3_sections(options)
            recording = record(performance, work / "frames", codec, cover=cover)
            return self._publish(row, recording, home, work / "files", asked)

    def _publish(
        self, row: Row, recording: Recording, home: str, work: Path, requests: int
    ) -> Record:
        told: dict[str, Any] = {
            "id": row.identity,
            "source": row.source,
            "cuts": len(recording.article.cuts),
            "doubtful": doubtful(recording),
            "bytes": parts_of(recording, "")[-1].end,
            "voice": row.voice,
            "options": row.options,
        }
        work.mkdir()
        slug = slugify(recording.article.title)
        bundle = replace(
            bundle_of(recording, slug, in_parts=True, also={"archive": told}), folder=home
        )
        conditional = self.order.conditional
        published = publish_once(bundle, self.store, work, conditional=conditional)
        if not published.ours:
            return of_head(home, head_of_kept(self.store, home) or {}, "kept")
        timeline = recording.timeline
        return Record(
            row.key,
            "read",
            row.source,
            row.identity,
            recording.article.title,
            home,
            f"{home}/{published.revision}/{bundle.audio}",
            recording.voice.name,
            round(timeline.samples / (timeline.sample_rate or 1), 3),
            told["bytes"],
            published.bytes,
            len(bundle.files) + 1,
            requests,
            told["cuts"],
            told["doubtful"],
            asked_voice=row.voice,
            asked_options=row.options,
        )

    def _revision(self, page: Page, choice: VoiceChoice, options: ReadingOptions) -> str:
        """A hash of all that goes into a recording: text, voice, options, and this program."""
        spec = choice.spec
        parts: list[Any] = [
            *(FORMAT, __version__, page.text, page.media_type),
            *(spec.to_json(), self.host.session(spec).version),
            {**options.to_json(), "allow_private": False, "lexicon": None, "cover": None},
            *map(_content, (personal_path(), options.lexicon, options.cover)),
        ]
        text = json.dumps(parts, sort_keys=True, default=str)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:REVISION]


def failed(row: Row, error: BaonoiError) -> Record:
    """What is told of a row that could not be read."""
    return Record(
        row.key,
        "failed",
        row.source,
        row.identity,
        code=error.code,
        kind=type(error).__name__,
        message=str(error.message)[:500],
        asked_voice=row.voice,
        asked_options=row.options,
    )


def of_head(home: str, head: dict[str, Any], status: Status) -> Record:
    """What a manifest's head tells of an article of the archive.

    Raises:
        ValueError: it is none of an archive.
    """
    told = head.get("archive")
    if not isinstance(told, dict):
        raise ValueError(f"{home}/{MANIFEST} is none of an archive")
    key = home.removeprefix(f"{ARTICLES}/").rpartition("/")[0]
    audio = f"{home}/{head.get('revision', '')}/{slugify(str(head.get('title', '')))}.mp3"
    return Record(
        key,
        status,
        str(told.get("source", "")),
        str(told.get("id", "")),
        str(head.get("title", "")),
        home,
        audio,
        str(head.get("voice", "")),
        round(float(head.get("duration", 0)), 3),
        int(told.get("bytes", 0)),
        cuts=int(told.get("cuts", 0)),
        doubtful=int(told.get("doubtful", 0)),
        asked_voice=str(told.get("voice", "")),
        asked_options=str(told.get("options", "")),
    )


def doubtful(recording: Recording) -> int:
    """Readings that are not certain, each written form once."""
    found = {
        (text.written[span.start : span.end], text.spoken[span.spoken_start : span.spoken_end])
        for passage in recording.script.passages()
        for text in passage.sentences
        for span in text.rewrites
        if span.confidence < SURE
    }
    return len(found)


def _content(path: str | Path | None) -> str:
    """A hash of what is in a file; empty where there is none."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else ""
    except OSError:
        return ""
