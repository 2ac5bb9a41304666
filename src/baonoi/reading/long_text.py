"""A long text for who listens now: its first passage is said before the rest is understood."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from baonoi.errors import NoArticleError
from baonoi.model import Article, Page, Passage, VoiceChoice
from baonoi.reading.events import Event, Finished, Listener, Planned, heard
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.plan import Plan
from baonoi.reading.source import understand

if TYPE_CHECKING:
    from baonoi.script import LaidOut

LONG = 60_000
"""Characters from which a text is long: understanding it is heard as a pause."""
HEAD = 16_000
"""Characters that tell its title as surely as all of them do."""


def head_of(page: Page) -> Page | None:
    """The beginning of a long plain text; None where it is short, or cannot be cut."""
    if page.media_type != "text/plain" or len(page.text) < LONG:
        return None
    for gap in ("\n\n", "\n"):
        end = page.text.rfind(gap, 0, HEAD)
        if end > 0:
            return replace(page, text=page.text[:end])
    return None


class LongText:
    """Performs like a :class:`Performance`, for one listener that does not wait.

    Should the whole show that the text begins otherwise, it is read from its beginning.
    """

    def __init__(
        self,
        head: Article,
        page: Page,
        choice: VoiceChoice,
        options: ReadingOptions,
        resources: Resources,
        listeners: Iterable[Listener] = (),
        understood: Callable[[Article], None] | None = None,
    ) -> None:
        """Say nothing yet.

        Args:
            head: what was understood of the beginning.
            page: all of it.
            choice: who reads.
            options: how.
            resources: what it borrows.
            listeners: told of each event.
            understood: told of the whole article, once it is understood.
        """
        self.article = replace(head, sections=())
        self.options = options
        self._page, self._listeners, self._understood = page, tuple(listeners), understood
        self._head = Performance(head, choice, options, resources)
        self._said: Passage | None = None

    def events(self) -> Generator[Event, None, None]:
        """What happens, as it happens.

        Raises:
            BaonoiError: as a performance has it, or the whole is no article.
        """
        yield from heard(self._all(), self._listeners)

    def _all(self) -> Generator[Event, None, None]:
        with closing(self._head.events(self._first)) as events:
            for event in events:
                if isinstance(event, Finished):
                    break
                if isinstance(event, Planned):
                    event = replace(event, characters=len(self._page.text))
                yield event
        whole = understand(self._page, anyway=self.options.anyway)
        if self._understood is not None:
            self._understood(whole)
        with closing(self._head.continued(whole).events(self._rest)) as events:
            yield from (event for event in events if not isinstance(event, Planned))

    def _first(self, plan: Plan) -> Iterator[LaidOut]:
        for laid_out in islice(plan.passages(), 1):
            self._said = laid_out.passage
            yield laid_out

    def _rest(self, plan: Plan) -> Iterator[LaidOut]:
        passages = plan.passages()
        for laid_out in islice(passages, 1):
            if laid_out.passage != self._said:
                yield laid_out
        yield from passages


def begun(
    page: Page,
    choice: VoiceChoice,
    options: ReadingOptions,
    resources: Resources,
    listeners: Iterable[Listener] = (),
    understood: Callable[[Article], None] | None = None,
) -> LongText | None:
    """The page as a long text; None where it is none, or its beginning alone is no article."""
    head = head_of(page)
    if head is None:
        return None
    try:
        article = understand(head, anyway=options.anyway)
    except NoArticleError:
        return None
    return LongText(article, page, choice, options, resources, listeners, understood)
