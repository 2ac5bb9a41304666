"""The engines that are installed: our own, and other packages', which may be broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from baonoi.model import Voice
from baonoi.voices.engine import Engine

BUILT_IN = {
    "espeak": ("baonoi.voices.espeak", "EspeakEngine"),
    "edge": ("baonoi.voices.edge", "EdgeEngine"),
    "gtts": ("baonoi.voices.google", "GoogleEngine"),
    "vieneu": ("baonoi.voices.vieneu", "VieneuEngine"),
    "piper": ("baonoi.voices.piper", "PiperEngine"),
}
"""Our own engines, imported one at a time: the embedded one must not wait for the others."""
GROUP = "baonoi.engines"
"""The entry points by which other packages bring theirs."""
LONGEST_REASON = 200
"""Characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """An engine that can be asked, and its voices."""

    engine: Engine
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """An engine that cannot be asked, by its registered name, and why."""

    name: str
    reason: str


def installed() -> Iterator[Loaded | Broken]:
    """Every installed engine, ours first; one that fails, fails alone."""
    for name, (module, engine) in BUILT_IN.items():
        yield _load(name, partial(_ours, module, engine))
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        yield _load(entry.name, entry.load)


def load(name: str) -> Loaded | Broken | None:
    """The engine of that name; None where there is none."""
    if name in BUILT_IN:
        return _load(name, partial(_ours, *BUILT_IN[name]))
    for found in installed():
        known = found.engine.name if isinstance(found, Loaded) else found.name
        if known == name:
            return found
    return None


def reason_of(error: BaseException) -> str:
    """What went wrong in another's code, in one line."""
    text = " ".join(str(error).split())
    kind = type(error).__name__
    return f"{kind}: {text}"[:LONGEST_REASON] if text else kind


def _ours(module: str, name: str) -> Callable[[], Engine]:
    engine: Callable[[], Engine] = getattr(import_module(module), name)
    return engine


def _load(name: str, load: Callable[[], Callable[[], Engine]]) -> Loaded | Broken:
    try:
        engine = load()()
        voices = tuple(engine.voices())
        if not isinstance(engine.name, str) or not all(isinstance(each, Voice) for each in voices):
            raise TypeError("it has no name, or voices that are none")
    except (Exception, SystemExit) as error:  # whatever another package makes of it
        return Broken(name, reason_of(error))
    return Loaded(engine, voices)
