"""A voice without an engine: its clips are computed, so that every sample and time is known."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module

import numpy as np
import pytest

from baonoi.model import (
    Article,
    Block,
    Clip,
    Passage,
    Role,
    Section,
    SpokenText,
    Voice,
    VoiceChoice,
    VoiceRequest,
    VoiceSpec,
)
from baonoi.reading.events import Listener
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.voices import Availability, Engine, Host

RATE = 22050
VOICE = Voice("test", "Giọng thử", "test", "male", word_times=True)

Sound = Callable[[Passage], Clip]
"""How a passage is said."""
Say = Callable[[str], SpokenText]
"""How a text is spelled out."""


def humming(word: int = RATE // 5, *, name: str = VOICE.name, rate: int = RATE) -> Sound:
    """So many samples a word, all of them heard."""

    def clip(passage: Passage) -> Clip:
        ends, words, at = array("i"), array("i"), 0
        for sentence in passage.sentences:
            for _ in sentence.spoken.split():
                words.extend((at, at + word))
                at += word
            ends.append(at)
        hum = 2000 + 1000 * np.sin(np.arange(at) / 20)
        return Clip(hum.astype("<i2").tobytes(), rate, ends, words, name)

    return clip


class FakeEngine:
    """Says each passage as it is told to; notes what it read, said, and whether it was closed."""

    online = False

    def __init__(
        self,
        sound: Sound,
        *,
        name: str = VOICE.engine,
        version: str = "1",
        at_once: int = 1,
        voices: tuple[Voice, ...] = (VOICE,),
    ) -> None:
        self.name, self.version, self.at_once = name, version, at_once
        self._sound, self._voices = sound, voices
        self.read: list[Passage] = []
        self.said: list[Passage] = []
        self.ended = self.closed = 0
        """How often a row of passages came to an end, and how often ``close`` was called."""
        self._lock = threading.Lock()

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def availability(self, voice: Voice) -> Availability:
        return Availability(True)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        try:
            for passage in passages:
                with self._lock:
                    self.read.append(passage)
                clip = self._sound(passage)
                with self._lock:
                    self.said.append(passage)
                yield clip
        finally:
            self.ended += 1

    def close(self) -> None:
        self.closed += 1


def perform(
    article: Article,
    engine: FakeEngine,
    voice: Voice = VOICE,
    *,
    options: ReadingOptions | None = None,
    listeners: Iterable[Listener] = (),
    others: Mapping[str, Engine] | None = None,
    apart: Container[int] = (),
) -> Performance:
    """A performance of an article by that engine, in the cache of the test."""
    rendering = FakeEngine(humming(), name="espeak")  # instead of processes that nobody ends
    host = Host({rendering.name: rendering, engine.name: engine, **(others or {})})
    choice = VoiceChoice(VoiceSpec(voice, engine.name), VoiceRequest(voice.name))
    options = options or ReadingOptions()
    return Performance(article, choice, options, Resources(host), listeners, apart=apart)


def as_written(text: str) -> SpokenText:
    """Spelled out as it stands."""
    return SpokenText(text, text)


def spelled_out(say: Say = as_written) -> AbstractContextManager[None]:
    """Every text is spelled out so, whatever article it is in."""
    return _patched("baonoi.reading.plan", "_say", lambda *_: say)


@contextmanager
def coded_once() -> Iterator[None]:
    """The loudness is what the voice's gain makes it."""
    with (
        _patched("baonoi.reading.record", "ROUNDS", 1),
        _patched("baonoi.reading.levelling", "ROUNDS", 1),
    ):
        yield


def unchecked() -> AbstractContextManager[None]:
    """No clip is held against its syllables: what is no speech may be said."""
    return _patched("baonoi.voices.speak", "check", lambda *_: None)


def article_of(*sections: Iterable[str], title: str = "") -> Article:
    """An article of so many paragraphs a section; each after the first has a heading."""
    return Article(
        title,
        tuple(
            Section(
                Block(Role.HEADING, f"Phần {number}.") if number else None,
                tuple(Block(Role.PARAGRAPH, text) for text in texts),
            )
            for number, texts in enumerate(sections)
        ),
    )


@contextmanager
def _patched(module: str, name: str, value: object) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module(module), name, value)
        yield
