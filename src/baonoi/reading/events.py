"""What happens while an article is read, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baonoi.model import Script, Utterance, VoiceChoice


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A voice failed before it had said anything; the next best begins."""

    voice: str
    reason: str


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
