"""How an article is read, whoever reads it and wherever it goes."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Self

from baonoi.errors import UsageError
from baonoi.model import Role
from baonoi.told import Told

LOUDNESS = (-30.0, -14.0)
"""LUFS that may be asked for."""
QUALITY = (0, 9)
"""LAME's scale: 0 slowest and best, 9 fastest."""
BITRATES = (16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second that MP3 allows at the sample rates of voices."""

PARTS = {
    "title": Role.TITLE,
    "date": Role.DATELINE,
    "lead": Role.LEAD,
    "heading": Role.HEADING,
    "paragraph": Role.PARAGRAPH,
    "list-item": Role.LIST_ITEM,
    "quote": Role.QUOTE,
    "table": Role.TABLE,
    "caption": Role.CAPTION,
    "byline": Role.BYLINE,
    "note": Role.NOTE,
}
"""What of an article can be left out. Programs are never read."""


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
    without: tuple[str, ...] = ()
    """What of an article is left out, by the names of ``PARTS``."""
    say_source: bool = False
    """Whether who published it, and when, is said instead of the date."""
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
        object.__setattr__(self, "without", tuple(map(checked_part, self.without)))
        _check("loudness", self.loudness, *LOUDNESS)
        _check("quality", self.quality, *QUALITY)
        if self.bitrate is not None and self.bitrate not in BITRATES:
            raise UsageError(
                Told("There is no bitrate of {bitrate} kbit/s.", bitrate=self.bitrate),
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


def checked_part(name: str) -> str:
    """The name of something in an article that can be left out.

    Raises:
        UsageError: there is nothing of that name.
    """
    if name in PARTS:
        return name
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), PARTS, 1) or list(PARTS)
    raise UsageError(
        Told("There is nothing named {name!r} that could be left out.", name=name),
        "part-unknown",
        name=name,
        near=", ".join(near),
    )


def _check(name: str, value: float, lowest: float, highest: float) -> None:
    if not math.isfinite(value) or not lowest <= value <= highest:
        raise UsageError(
            Told(
                "The {name} is {value:g}, and must be from {lowest:g} to {highest:g}.",
                name=name,
                value=value,
                lowest=lowest,
                highest=highest,
            ),
            "value-out-of-range",
        )
