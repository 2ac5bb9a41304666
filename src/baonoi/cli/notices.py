"""What a person should know of a run although all went well: each thing in one line.

Of one article it is told at once. Of several it is gathered, by what it is about, and told when all
are done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from baonoi.cli.output import note
from baonoi.told import Told

SOME = 3
"""Titles that are told."""
Tell = Callable[[str], None]

MANY: dict[str, Callable[[int, str], Told]] = {
    "incomplete": lambda count, titles: Told(
        "{count} articles are incomplete, their pages hold back the rest: {titles}.",
        count=count,
        titles=titles,
    ),
    "doubted": lambda count, titles: Told(
        "cut what may belong to {count} articles, see `baonoi explain`: {titles}.",
        count=count,
        titles=titles,
    ),
    "foreign": lambda count, titles: Told(
        "paragraphs of {count} articles seem not to be Vietnamese: {titles}.",
        count=count,
        titles=titles,
    ),
    "no-cover": lambda count, titles: Told(
        "{count} articles have a drawn cover, since players do not show their pictures: {titles}.",
        count=count,
        titles=titles,
    ),
    "unread": lambda count, titles: Told(
        "left something unspoken in {count} articles, no voice here reads it: {titles}.",
        count=count,
        titles=titles,
    ),
}
"""What is told of several articles, by what it is about."""


class Notices:
    """Gathers what is told. Threads may share it."""

    def __init__(self, *, several: bool = False, tell: Tell = note) -> None:
        """Nothing is to be told yet; ``several`` where the run is about more than one article."""
        self._several, self._tell = several, tell
        self._lock = threading.Lock()
        self._told: set[Hashable] = set()
        self._gathered: dict[str, list[tuple[str, str]]] = {}

    def once(self, about: Hashable, message: str) -> None:
        """Tell it now, unless that was told before."""
        with self._lock:
            if about in self._told:
                return
            self._told.add(about)
        self._tell(message)

    def of_article(self, kind: str, title: str, message: str) -> None:
        """Tell it of an article, or keep it until all are done.

        Args:
            kind: what it is about, a key of ``MANY``.
            title: the article's.
            message: what is told where it is the only one.
        """
        if not self._several:
            self._tell(message)
            return
        with self._lock:
            self._gathered.setdefault(kind, []).append((title, message))

    def tell(self) -> None:
        """Tell what was gathered."""
        for kind, found in self._gathered.items():
            if len(found) == 1:
                title, message = found[0]
                own = f"“{title}”" in message
                self._tell(
                    message if own else Told("“{title}”: {message}", title=title, message=message)
                )
            else:
                self._tell(MANY[kind](len(found), _named([title for title, _ in found])))
        self._gathered.clear()


def _named(titles: list[str]) -> str:
    """The first of them."""
    first = ", ".join(f"“{title}”" for title in titles[:SOME])
    if len(titles) <= SOME:
        return first
    return Told("{titles} and {count} more", titles=first, count=len(titles) - SOME)
