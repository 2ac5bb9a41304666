"""What a listener asks for, and the voice that was chosen for it: values that travel anywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from baonoi.errors import UsageError
from baonoi.model.audio import Voice
from baonoi.told import Told

DEFAULT_VOICE = "nam"
SPEEDS = (0.5, 2.0)
"""Multiples of its usual speed at which a voice may speak."""


@dataclass(frozen=True, slots=True)
class VoiceRequest:
    """Who shall speak.

    Raises:
        UsageError: no voice speaks at that speed.
    """

    name: str = DEFAULT_VOICE
    """``nam``, ``nu``, a voice, an engine (its first voice), or a Piper voice file."""
    engine: str | None = None
    """The only engine that may speak."""
    offline: bool = False
    """Whether the network stays unused."""
    speed: float = 1.0
    """Multiple of the voice's usual speed."""
    simulate_male: bool = False
    """Whether a female voice is given a man's timbre."""

    def __post_init__(self) -> None:
        lowest, highest = SPEEDS
        if not lowest <= self.speed <= highest:
            raise UsageError(
                Told("No voice speaks at {speed:g} times its speed.", speed=self.speed),
                "speed-out-of-range",
                slowest=lowest,
                fastest=highest,
            )

    def to_json(self) -> dict[str, Any]:
        """As an object of JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The request that an object of JSON tells."""
        return cls(**told)


@dataclass(frozen=True, slots=True)
class VoiceSpec:
    """A voice that can be opened wherever it is used."""

    voice: Voice
    """As it will sound."""
    engine: str
    """The engine's name."""
    speed: float = 1.0
    original: Voice | None = None
    """The female voice that is given a man's timbre."""

    def to_json(self) -> dict[str, Any]:
        """As an object of JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The voice that an object of JSON tells."""
        original = told.get("original")
        return cls(
            **{
                **told,
                "voice": Voice(**told["voice"]),
                "original": None if original is None else Voice(**original),
            }
        )


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """The voice that will speak, and what was passed over and why."""

    spec: VoiceSpec
    request: VoiceRequest = field(default_factory=VoiceRequest)
    passed_over: tuple[tuple[str, str], ...] = ()
    """Better voices that cannot speak: name and reason."""

    @property
    def voice(self) -> Voice:
        """Who speaks."""
        return self.spec.voice

    @property
    def note(self) -> str:
        """Who speaks, and why nobody better, in one line."""
        note = Told("{label} ({voice})", label=self.voice.label, voice=self.voice.name)
        for name, reason in self.passed_over:
            note = Told("{note}; not {voice}: {reason}", note=note, voice=name, reason=reason)
        return note

    def to_json(self) -> dict[str, Any]:
        """As an object of JSON."""
        return {
            "spec": self.spec.to_json(),
            "request": self.request.to_json(),
            "passed_over": [list(each) for each in self.passed_over],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The choice that an object of JSON tells."""
        return cls(
            VoiceSpec.from_json(told["spec"]),
            VoiceRequest.from_json(told.get("request", {})),
            tuple((name, reason) for name, reason in told.get("passed_over", ())),
        )
