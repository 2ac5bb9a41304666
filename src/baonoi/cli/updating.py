"""What a person sees and is told of an update."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from baonoi.cli.anyway_option import tell_missing
from baonoi.cli.listening import tell_unread, tell_voice
from baonoi.cli.notices import Notices
from baonoi.cli.output import complain, note, show
from baonoi.cli.progress import Progress
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.model import Article, VoiceChoice
    from baonoi.reading.events import Listener
    from baonoi.reading.options import ReadingOptions
    from baonoi.station.papers import Asked
    from baonoi.station.reading import Tried


class Seen:
    """The person's side of all that is read in an update. Threads share it."""

    def __init__(self, articles: int, *, quiet: bool) -> None:
        self._quiet = quiet
        self._progress, self._notices = Progress(shown=not quiet), Notices(several=True)
        self._progress.expect(articles)

    @contextmanager
    def listen(
        self, article: Article, choice: VoiceChoice, options: ReadingOptions
    ) -> Iterator[list[Listener]]:
        """Who hears an article being read."""
        from baonoi.reading.plan import characters_of

        tell_missing(article, self._notices)
        characters = characters_of(article, options)
        self._progress.found(characters)
        with self._progress.reading(choice.voice.label, characters) as advance:
            listeners: list[Listener] = [
                advance,
                partial(tell_unread, title=article.title, notices=self._notices),
            ]
            if not self._quiet:
                listeners.append(partial(tell_voice, notices=self._notices))
            yield listeners

    def tried(self, one: Tried, *, paths: bool) -> None:
        """Tell of an article what it came to; ``paths`` is whether its path is a result."""
        if one.outcome != "read":
            self._progress.expect(-1)
        elif paths:
            show(str(one.path))
        if one.error is not None:
            complain(one.error)

    def close(self) -> None:
        """Take the progress away, and tell what was gathered."""
        self._progress.close()
        self._notices.tell()


def tell_asked(asked: Asked) -> None:
    """Tell what went wrong with a paper."""
    if asked.error is not None:
        complain(asked.error)
    if asked.gone:
        note(Told("{name} is not asked any more: it is gone for good.", name=asked.paper.name))


def sum_up(tried: list[Tried], left: int) -> None:
    """Tell in one line what an update came to."""
    count = {
        outcome: sum(each.outcome == outcome for each in tried)
        for outcome in ("read", "twin", "unreadable", "over")
    }
    minutes = sum(each.seconds for each in tried) / 60
    note(
        Told(
            "{read} articles read, {minutes:.1f} minutes; {twins} are copies of others, "
            "{unreadable} cannot be read, {over} wait for the next time, {left} to be tried again",
            read=count["read"],
            minutes=minutes,
            twins=count["twin"],
            unreadable=count["unreadable"],
            over=count["over"],
            left=left,
        )
    )
