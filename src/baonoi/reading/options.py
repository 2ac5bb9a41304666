"""How an article is read, whoever reads it and wherever it goes."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Self

from baonoi.errors import UsageError

LOUDNESS = (-30.0, -14.0)
"""LUFS that may be asked for."""
QUALITY = (0, 9)
"""LAME's scale: 0 slowest and best, 9 fastest."""
BITRATES = (16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second that MP3 allows at the sample rates of voices."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What is read, how loud it becomes and how it is coded.

    Raises:
        UsageError: a value is out of its range.
    """

    captions: bool = False
    """Whether captions are read where they stand."""
    notes: bool = False
    """Whether footnotes and endnotes are."""
    lexicon: str | None = None
    """The path of the user's own readings; None takes the person's file."""
    cover: str | None = None
    """The path of the picture of the audio; None takes the article's own."""
    loudness: float = -16.0
    """LUFS; what podcasts and news players settle on for mono speech."""
    bitrate: int | None = None
    """kbit/s; None is 64, or what else suits the format of a file."""
    quality: int = 7
    """LAME's effort for MP3. For speech at the usual bitrate 7 is as good as the best."""
    anyway: bool = False
    """Whether a page that does not look like an article is read all the same."""
    allow_private: bool = False
    """Whether pages and pictures may be fetched from private networks."""

    def __post_init__(self) -> None:
        _check("loudness", self.loudness, *LOUDNESS)
        _check("quality", self.quality, *QUALITY)
        if self.bitrate is not None and self.bitrate not in BITRATES:
            raise UsageError(
                f"There is no bitrate of {self.bitrate} kbit/s.",
                "bitrate-unknown",
                bitrates=", ".join(map(str, BITRATES)),
            )

    def to_json(self) -> dict[str, Any]:
        """As an object of JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The options that an object of JSON tells; what it leaves out is as usual."""
        return cls(**told)


def _check(name: str, value: float, lowest: float, highest: float) -> None:
    if not math.isfinite(value) or not lowest <= value <= highest:
        raise UsageError(
            f"The {name} is {value:g}, and must be from {lowest:g} to {highest:g}.",
            "value-out-of-range",
            name=name,
            lowest=lowest,
            highest=highest,
        )
