"""What happens while an article is read, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass

from baonoi.model import Script, Utterance, VoiceChoice


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A voice failed before it had said anything; the next best begins."""

    voice: str
    reason: str
    mend: str = ""
    """The code of what may bring it back, where that is known."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The voice speaks: its first clip is there."""

    choice: VoiceChoice
    characters: int
    """Written characters that there are to read, about."""


@dataclass(frozen=True, slots=True)
class SectionDone:
    """Every sentence of a section was said."""

    section: int


@dataclass(frozen=True, slots=True)
class Finished:
    """All was said that was asked for."""

    script: Script


Event = PassedOver | Planned | Utterance | SectionDone | Finished
Listener = Callable[[Event], None]
"""Told of each event."""


def heard(
    events: Generator[Event, None, None], listeners: Iterable[Listener]
) -> Generator[Event, None, None]:
    """The same events, of which every listener is told first; they end with it."""
    with closing(events):
        for event in events:
            for listener in listeners:
                listener(event)
            yield event
