"""What a person at a terminal hears of a reading: who speaks, how far it is, what is left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from baonoi.cli.app import note
from baonoi.model import Utterance
from baonoi.reading.events import Finished, Planned

if TYPE_CHECKING:
    from baonoi.reading.events import Event, Listener

WORDS = 6
"""Of the sentence that is being said."""


def tell_voice(event: Event) -> None:
    """Say who speaks, and why nobody better, where that is not the very voice asked for."""
    if isinstance(event, Planned) and event.choice.voice.name != event.choice.request.name:
        note(event.choice.note)


def tell_unread(event: Event) -> None:
    """Say what is left unspoken because no voice reads its script."""
    if not isinstance(event, Finished):
        return
    from baonoi.script import FOREIGN

    foreign = [left for left in event.script.left_out if left.reason == FOREIGN]
    if foreign:
        more = f" and {len(foreign) - 1} more." if len(foreign) > 1 else "."
        note(f"left unspoken, {FOREIGN}: {foreign[0].text[:40]}{more}")


@contextmanager
def progress_bar(label: str) -> Iterator[Listener]:
    """A bar of the characters that were said."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def advance(event: Event) -> None:
            if isinstance(event, Planned):
                bar.update(task, total=event.characters)
            elif isinstance(event, Utterance):
                written = event.text.written
                words = " ".join(written.split()[:WORDS])
                bar.update(task, advance=len(written), description=f"{label}: {words}…")

        yield advance
