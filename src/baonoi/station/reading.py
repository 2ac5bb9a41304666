"""What is new is read: opened, understood, compared, said, published; each article on its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from baonoi.common import stopping
from baonoi.errors import BaonoiError, NoArticleError, OutputError, StoppedError, VoiceError
from baonoi.model import VIETNAM_TIME, Article, VoiceChoice
from baonoi.publish.library import Entry, entry_of
from baonoi.publish.namesakes import slug_for
from baonoi.reading.estimate import estimate
from baonoi.reading.events import Listener
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.source import find_cover, understand
from baonoi.reading.target import to_folder
from baonoi.sources import open_source
from baonoi.station import articles, broadcast
from baonoi.station.articles import Recorded, Waiting
from baonoi.station.claim import claimed
from baonoi.station.database import Database
from baonoi.station.hosts import Hosts
from baonoi.station.pauses import hopeless, pause
from baonoi.station.recovery import recorded
from baonoi.store.local import LocalStore
from baonoi.told import Told
from baonoi.voices import Host

Outcome = Literal["read", "twin", "unreadable", "failed", "over"]
Listen = Callable[
    [Article, VoiceChoice, ReadingOptions], AbstractContextManager[Iterable[Listener]]
]
"""Who hears an article being read."""
Choose = Callable[[str | None], VoiceChoice]
"""The voice of that name, or the one that is settled."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of an article in this run."""

    waiting: Waiting
    outcome: Outcome
    """``over`` is one for which there were no minutes left."""
    path: Path | None = None
    """Its MP3, where it was read."""
    error: BaonoiError | None = None
    twin: str = ""
    """Title of the one that it is a copy of."""
    seconds: float = 0.0


@dataclass(slots=True)
class Minutes:
    """Seconds that may still be read in this run. Threads share it."""

    left: float | None = None
    """None is without end."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, seconds: float) -> bool:
        """Whether so many are left; they are not afterwards."""
        with self._lock:
            if self.left is None:
                return True
            if seconds > self.left:
                return False
            self.left -= seconds
            return True

    @property
    def over(self) -> bool:
        """Whether none is left."""
        return self.left is not None and self.left <= 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one article after another; threads share it."""

    database: Database
    directory: Path
    options: ReadingOptions
    host: Host
    choose: Choose
    listen: Listen
    hosts: Hosts
    clock: Callable[[], float]
    minutes: Minutes
    bulletins: bool = False
    """Whether what a bulletin would tell of it is said, too."""

    def read(self, waiting: Waiting) -> Tried:
        """Read one; what hindered it is part of the answer.

        Raises:
            VoiceError, StoppedError, OutputError: no article could be read now.
        """
        if self.minutes.over:
            return Tried(waiting, "over")
        articles.begin(self.database, waiting, self.clock())
        try:
            return self._read(waiting)
        except (VoiceError, StoppedError, OutputError, KeyboardInterrupt):
            articles.leave(self.database, waiting)
            raise
        except BaonoiError as error:
            return self.failed(waiting, error)

    def failed(self, waiting: Waiting, error: BaonoiError) -> Tried:
        """Note what hindered it, and when it is tried again."""
        failures = waiting.failures + 1
        error.message = Told("{source}: {message}", source=waiting.url, message=error.message)
        given_up = hopeless(error, failures)
        wait = pause(failures, float(error.fields.get("retry_after", 0)))
        due = None if given_up else self.clock() + wait
        articles.fail(self.database, waiting, error.message, due)
        return Tried(waiting, "unreadable" if given_up else "failed", error=error)

    def _read(self, waiting: Waiting) -> Tried:
        with self.hosts.turn(waiting.url):
            page = open_source(waiting.url, allow_private=self.options.allow_private)
        article = understand(page, anyway=self.options.anyway)
        stopping.check()
        if article.incomplete:
            raise NoArticleError(
                Told("The page shows only its beginning and holds back the rest."),
                "page-incomplete",
            )
        article = replace(article, url=page.origin)
        if article.published is None and waiting.dated:
            published = datetime.fromtimestamp(waiting.published, VIETNAM_TIME)
            article = replace(article, published=published)
        now = self.clock()
        twin = articles.settle_twin(self.database, waiting, article, claimed(page), now)
        if twin is not None:
            return Tried(waiting, "twin", twin=twin)
        slug = slug_for(LocalStore(self.directory), article)
        entry = recorded(self.directory / slug, page.origin)
        if entry is not None:
            return self._there(waiting, entry)
        choice = self.choose(waiting.voice)
        if self.minutes.left is not None:
            foretold = estimate(article, choice, self.options, self.host)
            if not self.minutes.take(foretold.seconds):
                articles.leave(self.database, waiting)
                return Tried(waiting, "over")
        cover = find_cover(article, page.origin, self.options)
        with self.listen(article, choice, self.options) as listeners:
            performance = Performance(
                article, choice, self.options, Resources(self.host), listeners
            )
            articles.publishing(self.database, waiting, article, self.directory, slug)
            try:
                _, path = to_folder(performance, self.directory, cover=cover)
            except BaseException:
                articles.unpublished(self.database, waiting)
                raise
        entry = entry_of(path.parent)
        assert entry is not None
        if self.bulletins:
            with suppress(BaonoiError):  # the bulletin says what is wrong
                broadcast.prepare(article, self.choose(None), self.options, self.host)
        return self._there(waiting, entry)

    def _there(self, waiting: Waiting, entry: Entry) -> Tried:
        kept = entry.first
        found = Recorded(self.directory, entry.slug, kept.duration, kept.source)
        articles.done(self.database, waiting.number, found, self.clock())
        return Tried(waiting, "read", path=kept.audio, seconds=kept.duration)
