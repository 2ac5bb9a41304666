"""The voices there are, and which one speaks: a listener chooses a voice, not an engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points

from baonoi.errors import UsageError, VoiceError
from baonoi.model import Voice
from baonoi.voices.engine import Availability, Engine

DEFAULT = "nam"
LISTS = {"nam": ("espeak-nam-bac",)}
"""What a listener may ask for, and the ways to say it, best first."""
GROUP = "baonoi.engines"


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The voice that will speak, its engine, and what was passed over and why."""

    voice: Voice
    engine: Engine
    passed_over: tuple[tuple[Voice, Availability], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A voice and whether it can speak now."""

    voice: Voice
    engine: Engine
    availability: Availability


def engines() -> Iterator[Engine]:
    """Every installed engine: our own, and other packages' in the group ``baonoi.engines``."""
    from baonoi.voices.espeak import EspeakEngine

    yield EspeakEngine()
    for entry in entry_points(group=GROUP):
        yield entry.load()()


def offers() -> list[Offer]:
    """Every voice, usable or not."""
    return [
        Offer(voice, engine, engine.availability(voice))
        for engine in engines()
        for voice in engine.voices()
    ]


def choose(name: str = DEFAULT) -> Choice:
    """The best usable voice under that name.

    Raises:
        UsageError: no voice has that name.
        VoiceError: none of that name can speak here and now.
    """
    wanted = LISTS.get(name, (name,))
    known = {offer.voice.name: offer for offer in offers()}
    passed: list[tuple[Voice, Availability]] = []
    for candidate in wanted:
        offer = known.get(candidate)
        if offer is None:
            continue
        if offer.availability.usable:
            return Choice(offer.voice, offer.engine, tuple(passed))
        passed.append((offer.voice, offer.availability))
    if not passed:
        names = ", ".join((*LISTS, *known))
        raise UsageError(f"There is no voice named {name!r}.", f"Choose one of: {names}.")
    _, reason = passed[0]
    raise VoiceError(f"No voice for {name!r} can speak: {reason.reason}.", reason.mend)
