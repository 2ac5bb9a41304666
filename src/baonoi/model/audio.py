"""Who speaks, and what was said."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Literal

Accent = Literal["northern", "southern"]
Gender = Literal["male", "female", "unknown"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and what that voice can do."""

    name: str
    label: str
    """As a listener sees it: "Giọng nam"."""
    engine: str
    gender: Gender
    accent: Accent = "northern"
    says_foreign: bool = False
    """Whether it says foreign words as they are written."""
    word_times: bool = False
    """Whether it tells when each word is said; otherwise times are estimated."""
    repeatable: bool = False
    """Whether the same input gives the same audio."""
    gain: float = 1.0
    """Calibrated factor that brings its speech to the target loudness."""
    presence: float = 0.0
    """How much its treble is lifted: the light equaliser of a dull voice."""
    pace: float = 1.0
    """Scale of the pauses around its sentences."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One passage's audio, exactly as the engine gave it, pauses not included."""

    pcm: bytes | memoryview
    """Little-endian int16, mono: the sentences one after another."""
    sample_rate: int
    sentences: array[int]
    """The sample at which each sentence ends, one a sentence."""
    words: array[int]
    """Start and end sample of each spoken word, two numbers a word; empty where unknown."""
    voice: str
