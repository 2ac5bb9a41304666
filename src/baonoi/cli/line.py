"""A line on a terminal that is drawn again and again, and gives way to whatever else is told."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unicodedata import combining, east_asian_width

from baonoi.cli import output

OFTEN = 0.1
"""Seconds between two drawings: no eye follows more."""


class Line:
    """The last line of standard error, where that is a terminal; elsewhere nothing.

    While it is there, whoever tells something does it above. Threads may share it.
    """

    def __init__(self, *, shown: bool = True) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._lock = threading.RLock()
        self._text = ""
        self._drawn = 0
        """Columns that it takes on the terminal now."""
        self._last = 0.0
        self._away = 0
        """How many tell something now."""
        if self._shown:
            output.aside = self.away

    def draw(self, text: str) -> None:
        """Show a text that is on one line, and fit to be shown, instead of what stands there."""
        if not self._shown:
            return
        with self._lock:
            self._text = text
            now = time.monotonic()
            if not self._away and now - self._last >= OFTEN:
                self._last = now
                self._put(self._text)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Take it away while something else is written."""
        with self._lock:
            self._put("")
            self._away += 1
            try:
                yield
            finally:
                self._away -= 1
                if not self._away:
                    self._put(self._text)

    def close(self) -> None:
        """Take it away for good."""
        if self._shown:
            with self._lock:
                self._put("")
                self._text = ""
                output.aside = output.nothing_drawn

    def _put(self, text: str) -> None:
        fitting = _cut(text, shutil.get_terminal_size().columns - 1)
        columns = _columns(fitting)
        if not columns and not self._drawn:
            return
        sys.stderr.write(f"\r{fitting}{' ' * (self._drawn - columns)}")
        sys.stderr.write("\r" if not columns else "")
        sys.stderr.flush()
        self._drawn = columns


def _cut(text: str, columns: int) -> str:
    """As much of it as fits."""
    while text and _columns(text) > columns:
        text = text[:-1]
    return text


def _columns(text: str) -> int:
    """The columns that it takes on a terminal."""
    return sum(
        0 if combining(each) else 1 + (east_asian_width(each) in ("W", "F")) for each in text
    )
