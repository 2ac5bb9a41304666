"""All that is being read: found again by what was asked for, and made into recordings."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from baonoi.errors import StoppedError, nothing_to_say
from baonoi.model import Page, VoiceRequest
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance
from baonoi.reading.source import find_cover, understand
from baonoi.server.live import Live, Subject, foretold, page_beside
from baonoi.server.problems import Refused
from baonoi.server.service import Service
from baonoi.server.turns import Courtesy
from baonoi.store.work import work_folder
from baonoi.told import Told

ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
FORGOTTEN = 600.0
"""Seconds after which what nobody listens to is forgotten; its sound is on the shelf by then."""
LOOKED = 5.0
"""Seconds between two looks for that."""

Key = tuple[str, VoiceRequest, ReadingOptions]


class Lives:
    """What is read here and now."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._stack = ExitStack()
        self._folder = self._stack.enter_context(work_folder())
        self._by_name: dict[str, Live] = {}
        self._by_key: dict[Key, asyncio.Task[Live]] = {}
        self._saving = asyncio.Semaphore(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._keeper = asyncio.create_task(self._forget())
        service.metrics.gauge("baonoi_jobs", self._count)

    def find(self, name: str) -> Live | None:
        """The reading of that name, if it is still known."""
        live = self._by_name.get(name)
        if live is not None:
            live.touched = max(live.touched, time.monotonic() - FORGOTTEN / 2)
        return live

    async def open(
        self,
        source: str,
        request: VoiceRequest,
        options: ReadingOptions,
        *,
        kept: bool = False,
        name: str | None = None,
    ) -> Live:
        """What is read of an address, a text or the HTML of a page; begun if nobody has.

        Args:
            source: that address, text or HTML.
            request: who reads.
            options: how.
            kept: whether it is read on when nobody listens.
            name: under which it is found, too; None makes one up.

        Raises:
            BaonoiError: it cannot be opened, or is no article, or nobody can read it.
            Refused: too much is being read.
        """
        key = source, request, options
        task = self._by_key.get(key)
        if task is None or (task.done() and _useless(task)):
            running = sum(not live.over for live in self._all())
            if running >= self.service.settings.limits.jobs:
                raise Refused(429, "too-many-jobs", "Too much is being read.", Retry_After="30")
            task = asyncio.create_task(self._begin(key, name or new_name()))
            self._by_key[key] = task
        live = await asyncio.shield(task)
        live.kept = live.kept or kept
        live.touched = time.monotonic()
        live.go_on()
        if name is not None:
            self._by_name[name] = live
        return live

    def wake(self) -> None:
        """Let those who wait for news look up."""
        for live in self._all():
            live.wake()

    async def close(self) -> None:
        """Stop what is read; what was said is kept, and not said again."""
        self._keeper.cancel()
        for live in self._all():
            live.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._stack.close()

    async def _begin(self, key: Key, name: str) -> Live:
        service = self.service
        source, request, options = key
        subject = await asyncio.to_thread(_opened, source, options, service.settings.directory)
        choice = await service.choice(request)
        performance = Performance(subject.article, choice, options, service.resources)
        file = self._folder / f"{name}.mp3"
        file.touch()
        live = Live(name, subject, performance, file, service.turns_of(choice))
        from baonoi.reading.plan import characters_of

        length = foretold(characters_of(subject.article, options), request.speed)
        live.tell("length", milliseconds=length)
        self._by_name[name] = live
        live.go_on()
        task = asyncio.create_task(self._finish(live))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        service.journal.tell("reading", job=name, voice=choice.voice.name)
        return live

    async def _finish(self, live: Live) -> None:
        """Put the recording on the shelf once all is said."""
        began = time.monotonic()
        limit = self.service.settings.limits.seconds
        while live.state == "reading":
            await live.change(10.0)
            if time.monotonic() - began > limit and live.kept:
                live.fail(
                    StoppedError(
                        Told("It was not read within {limit} seconds.", limit=limit),
                        "reading-too-slow",
                    )
                )
        if live.state == "saving":
            try:
                async with self._saving:
                    audio = await asyncio.to_thread(self._save, live)
                if live.shared:
                    self.service.guard.show(page_beside(audio))
                live.done(audio)
            except Exception as error:
                self.service.journal.tell("fault", job=live.name, error=repr(error)[:500])
                live.fail(error)
        if live.state == "failed":
            self.service.failed(live.error or RuntimeError())
        self.service.metrics.count("baonoi_sound_seconds_total", live.seconds)
        self.service.journal.tell(
            "read", job=live.name, state=live.state, seconds=round(live.seconds, 1)
        )

    def _save(self, live: Live) -> str:
        """The very recording that the command line makes: every clip is kept by now."""
        from baonoi.publish.owed import owed
        from baonoi.publish.renewal import renew
        from baonoi.reading.target import to_folder

        first, directory = live.performance, self.service.settings.directory
        courteous = Courtesy(self.service.turns)
        again = Performance(
            live.subject.article, first.choice, first.options, first.resources, [courteous]
        )
        cover = find_cover(live.subject.article, live.subject.origin, first.options)
        with owed(directory):
            _, path = to_folder(again, directory, cover=cover)
            renew(directory)
        return path.relative_to(directory).as_posix()

    async def _forget(self) -> None:
        while True:
            await asyncio.sleep(LOOKED)
            now = time.monotonic()
            for name, live in list(self._by_name.items()):
                if live.heard or live.state == "saving" or (live.kept and not live.over):
                    continue
                if now - live.touched > FORGOTTEN:
                    live.cancel()
                    del self._by_name[name]
                    self.service.guard.hide(f"live-{name}")
                    with suppress(OSError):
                        live.file.unlink()
            for key, task in list(self._by_key.items()):
                if task.done() and (_useless(task) or task.result().name not in self._by_name):
                    del self._by_key[key]

    def _all(self) -> set[Live]:
        """Each once, however many names it has."""
        return set(self._by_name.values())

    def _count(self) -> dict[tuple[tuple[str, str], ...], float]:
        counts: dict[tuple[tuple[str, str], ...], float] = {}
        for live in self._all():
            key = (("state", live.state),)
            counts[key] = counts.get(key, 0.0) + 1
        return counts


def address_in(text: str) -> str | None:
    """The address that is meant by what was pasted; None where it is a text of its own.

    Phones share a title and an address in one.
    """
    words = text.split()
    found = ADDRESS.findall(text)
    return found[-1] if found and len(words) <= 40 and len(found) == 1 else None


def new_name() -> str:
    """A name that nobody guesses."""
    return secrets.token_urlsafe(9)


def _useless(task: asyncio.Task[Live]) -> bool:
    if task.cancelled() or task.exception() is not None:
        return True
    return task.result().state in ("failed", "cancelled")


def page_of(source: str, options: ReadingOptions) -> Page:
    """The page at an address, or a text or HTML as it was sent: no path is ever opened here.

    Raises:
        SourceError: it cannot be fetched.
    """
    if ADDRESS.fullmatch(source):
        from baonoi.sources import open_source

        return open_source(source, allow_private=options.allow_private)
    from baonoi.sources.unicode import tidy

    text = tidy(source)
    return Page(text, "text/html" if text.lstrip()[:1] == "<" else "text/plain", "-")


def _opened(source: str, options: ReadingOptions, directory: Path) -> Subject:
    """Understand an address or a text."""
    from baonoi.publish import slug_for
    from baonoi.store.local import LocalStore

    page = page_of(source, options)
    article = understand(page, anyway=options.anyway)
    if not any(article.blocks()):
        raise nothing_to_say()
    return Subject(article, page.origin, slug_for(LocalStore(directory), article))
