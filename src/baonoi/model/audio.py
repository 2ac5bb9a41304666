"""Who speaks, and what was said."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Literal

from baonoi.model.text import SpokenText

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
    rank: int | None = None
    """Its place among the voices that ``nam`` or ``nu`` may mean, the lowest first; None where it
    speaks only when it is named."""
    says_foreign: bool = False
    """Whether it says foreign words as they are written."""
    word_times: bool = False
    """Whether it tells when each word is said; otherwise times are estimated."""
    phrases: bool = False
    """Whether it finds by itself where to pause inside a sentence; others are told."""
    repeatable: bool = False
    """Whether the same input gives the same audio."""
    gain: float = 1.0
    """Calibrated factor that brings its speech to the target loudness."""
    tone: str = ""
    """Name of the filter that softens it, one of ``audio/tones``; none where it is empty."""
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

    def __reduce__(self) -> tuple[object, ...]:
        """What is read from a file as it is used travels as bytes."""
        parts = (bytes(self.pcm), self.sample_rate, self.sentences, self.words, self.voice)
        return Clip, parts


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """One sentence said: what flows from the voice to whoever listens."""

    section: int
    """Number of its section in the script."""
    passage: int
    """Number of its passage in the section."""
    sentence: int
    """Its own number in the passage."""
    text: SpokenText
    pcm: bytes | memoryview
    """Little-endian int16, mono, as the engine gave it."""
    sample_rate: int
    words: array[int]
    """Start and end of each spoken word in ``pcm``, two numbers a word; empty where untold."""
    silence: int
    """Samples to lay behind it, so that the pause of the script is heard."""
    lead: int = 0
    """Samples to lay before it: a section begins with silence."""
    ends_section: bool = False
    ends_script: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """What is read from a file as it is used travels as bytes."""
        place = (self.section, self.passage, self.sentence)
        sound = (bytes(self.pcm), self.sample_rate, self.words, self.silence, self.lead)
        return Utterance, (*place, self.text, *sound, self.ends_section, self.ends_script)
