"""An order to read one article: a value that can be kept, sent and compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from baonoi.model import VoiceRequest
from baonoi.reading.options import ReadingOptions


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """What to read, who shall read it, and how."""

    source: str
    """A path, a URL, or ``-`` for standard input."""
    voice: VoiceRequest = field(default_factory=VoiceRequest)
    options: ReadingOptions = field(default_factory=ReadingOptions)

    def to_json(self) -> dict[str, Any]:
        """As an object of JSON."""
        return {
            "source": self.source,
            "voice": self.voice.to_json(),
            "options": self.options.to_json(),
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The job that an object of JSON tells; what it leaves out is as usual."""
        return cls(
            told["source"],
            VoiceRequest.from_json(told.get("voice", {})),
            ReadingOptions.from_json(told.get("options", {})),
        )
