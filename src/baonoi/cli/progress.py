"""How far a run is: one line for all that is read, from its first moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from baonoi.cli.language import said
from baonoi.cli.line import Line
from baonoi.common.printable import in_one_line
from baonoi.model import Utterance
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.reading.events import Event, Listener

WORDS = 6
"""Of the sentence that is being said."""
WIDTH = 24
"""Columns of the bar."""
SETTLED = 1.0
"""Seconds after which the time that is left is reckoned."""


class Progress:
    """What share of all characters was said; those of articles nobody has opened yet are guessed.

    Threads may share it.
    """

    def __init__(self, *, shown: bool) -> None:
        """Nothing is said yet, and no article expected."""
        self._line = Line(shown=shown)
        self._lock = threading.Lock()
        self._expected = self._found = self._characters = self._said = 0
        self._began = time.monotonic()

    def expect(self, articles: int) -> None:
        """So many articles more, or less, than was thought."""
        with self._lock:
            self._expected += articles

    def opening(self, source: str) -> None:
        """A source is being opened."""
        self._draw(source)

    def found(self, characters: int) -> None:
        """One of the articles is open, and so many characters are to be said of it."""
        with self._lock:
            self._found += 1
            self._characters += characters

    @contextmanager
    def reading(self, label: str, characters: int) -> Iterator[Listener]:
        """A listener that moves the bar as so many characters are said; in the end all are."""
        left = characters
        self._draw(label)

        def advance(event: Event) -> None:
            nonlocal left
            if isinstance(event, Utterance):
                written = event.text.written
                said = min(left, len(written))
                left -= said
                self._say(said)
                self._draw(f"{label}: {' '.join(written.split()[:WORDS])}…")

        try:
            yield advance
        finally:
            self._say(left)

    @property
    def share(self) -> float:
        """Of the whole run, from 0 to 1."""
        with self._lock:
            if not self._characters:
                return 0.0
            unopened = max(0, self._expected - self._found)
            guessed = self._characters / self._found * unopened
            return min(1.0, self._said / (self._characters + guessed))

    def close(self) -> None:
        """Take it away."""
        self._line.close()

    def _say(self, characters: int) -> None:
        with self._lock:
            self._said += characters

    def _draw(self, what: str) -> None:
        share = self.share
        full = round(share * WIDTH)
        bar = "━" * full + "╌" * (WIDTH - full)
        self._line.draw(f"{bar} {share:4.0%}  {self._left(share)}{in_one_line(what)}")

    def _left(self, share: float) -> str:
        """About how long it will still take."""
        passed = time.monotonic() - self._began
        if passed < SETTLED or not share:
            return ""
        left = round(passed / share * (1 - share))
        hours, minutes = divmod(left // 60, 60)
        time_left = f"{hours}:{minutes:02d}" if hours else str(minutes)
        return said(Told("{time} left", time=f"{time_left}:{left % 60:02d}")) + "  "
