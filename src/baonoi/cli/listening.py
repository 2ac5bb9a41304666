"""What a person at a terminal hears of a reading: who speaks, how far it is, what is left out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from baonoi.cli.output import note
from baonoi.common.printable import in_one_line
from baonoi.model import Utterance
from baonoi.reading.events import Finished, PassedOver, Planned

if TYPE_CHECKING:
    from rich.progress import Progress

    from baonoi.reading.events import Event, Listener

WORDS = 6
"""Of the sentence that is being said."""

Tell = Callable[[str], None]


def tell_voice(event: Event, tell: Tell = note) -> None:
    """Say who speaks, and why nobody better, where that is not the very voice asked for."""
    if isinstance(event, PassedOver) and event.mend:
        from baonoi.cli.hints import mended  # few readings need it

        tell(f"{event.voice} may speak again after: {mended(event.mend, event.voice)}")
    if isinstance(event, Planned) and event.choice.voice.name != event.choice.request.name:
        tell(event.choice.note)


def tell_unread(event: Event, tell: Tell = note) -> None:
    """Say what is left unspoken because no voice reads its script."""
    if not isinstance(event, Finished):
        return
    from baonoi.script import FOREIGN

    foreign = [left for left in event.script.left_out if left.reason == FOREIGN]
    if foreign:
        more = f" and {len(foreign) - 1} more." if len(foreign) > 1 else "."
        tell(f"left unspoken, {FOREIGN}: {foreign[0].text[:40]}{more}")


class Bars:
    """A bar for each article that is being read, of the characters that were said."""

    def __init__(self, *, shown: bool) -> None:
        self._progress: Progress | None = None
        self._lock = threading.RLock()
        self._shown = shown

    @contextmanager
    def bar(self, label: str) -> Iterator[Listener]:
        """A listener that moves a bar of its own."""
        if not self._shown:
            yield _unmoved
            return
        progress = self._started()
        label = in_one_line(label)
        task = progress.add_task(label, total=None)

        def advance(event: Event) -> None:
            if isinstance(event, Planned):
                progress.update(task, total=event.characters)
            elif isinstance(event, Utterance):
                written = event.text.written
                words = in_one_line(" ".join(written.split()[:WORDS]))
                progress.update(task, advance=len(written), description=f"{label}: {words}…")

        try:
            yield advance
        finally:
            progress.remove_task(task)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bars away while lines are written."""
        with self._lock:
            if self._progress is None:
                yield
                return
            self._progress.stop()
            try:
                yield
            finally:
                self._progress.start()

    def close(self) -> None:
        """Take them away for good."""
        with self._lock:
            if self._progress is not None:
                self._progress.stop()
            self._progress = None

    def _started(self) -> Progress:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        with self._lock:
            if self._progress is None:
                self._progress = Progress(
                    TextColumn("{task.description}", markup=False),
                    BarColumn(),
                    TaskProgressColumn(),
                    TimeElapsedColumn(),
                    console=Console(file=sys.stderr),
                    transient=True,
                    redirect_stdout=False,
                    redirect_stderr=False,
                )
                self._progress.start()
            return self._progress


def _unmoved(_: Event) -> None:
    """Where nobody looks."""
