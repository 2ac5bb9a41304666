"""An article that is heard while it is said: one growing MP3, and its words as events.

Several may listen; it is said once. Where nobody listens, and nobody asked that it be kept, the
voice stops, and goes on when somebody comes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baonoi.encode.frames import DECODER_DELAY, ENCODER_DELAY
from baonoi.errors import BaonoiError
from baonoi.model import Article, Passage, Utterance, VoiceChoice
from baonoi.publish.page.growing import Growing
from baonoi.publish.times import TimedSentence
from baonoi.reading.perform import Performance
from baonoi.reading.stream import Part, parts, sounds
from baonoi.reading.target import mp3_sections
from baonoi.server.sound import FIRST
from baonoi.server.turns import AHEAD, Turns

LATE = ENCODER_DELAY + DECODER_DELAY
"""Samples by which a stream without an Info frame is heard late."""
COMING = 10.0
"""Seconds within which whoever opened a page is there to listen."""
CHARACTERS = 15.0
"""Written characters a second, about: only until all is said."""

Event = tuple[str, dict[str, Any]]
"""Its name, and what it tells."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is read."""

    article: Article
    origin: str
    """Where it came from."""
    slug: str
    """Under which the recording will be kept."""


class Live:
    """One reading, and what became of it so far. It belongs to an event loop."""

    def __init__(
        self,
        name: str,
        subject: Subject,
        performance: Performance,
        file: Path,
        turns: Turns,
        *,
        kept: bool = False,
    ) -> None:
        """Say nothing yet; ``file`` is where the sound grows."""
        self.name, self.subject, self.performance, self.file = name, subject, performance, file
        self.kept = kept
        self.shared = False
        """Whether a site asked for it: then everybody may hear it who knows its address."""
        self.state = "reading"
        """``reading``, then ``saving``, then ``done``; or ``failed``, or ``cancelled``."""
        self.error: BaonoiError | None = None
        self.page = self.audio = ""
        """Address of the recording once it is there, and of its MP3, seen from the shelf."""
        self.events: list[Event] = []
        self.size = 0
        """Bytes of sound that are there."""
        self.whole = False
        """Whether all sound is there."""
        self.seconds = 0.0
        self.touched = time.monotonic()
        self._turns, self._loop = turns, asyncio.get_running_loop()
        self._listeners = 0
        self._first: float | None = None
        self._running = False
        self._changed = asyncio.Event()
        self._growing: Growing | None = None
        self._base = self._at = 0
        """Samples of the sections that are coded, and of the one that is being said."""
        self._parts = self._made()

    @property
    def choice(self) -> VoiceChoice:
        """Who speaks."""
        return self.performance.choice

    @property
    def due(self) -> float:
        """When a listener from the beginning has heard what is there; a file comes after those."""
        if self.kept and not self._listeners:
            return time.monotonic() + AHEAD
        return self.touched if self._first is None else self._first + self.seconds

    @property
    def heard(self) -> bool:
        """Whether somebody listens or is about to."""
        return self._listeners > 0 or time.monotonic() - self.touched < COMING

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed", "cancelled")

    def go_on(self) -> None:
        """Let it be said, if it is not."""
        if self.state == "reading" and not self._running:
            self._running = True
            self._turns.add(self)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """As long as the block lasts somebody listens."""
        self._listeners += 1
        self.go_on()
        try:
            yield
        finally:
            self._listeners -= 1
            self.touched = min(self.touched, time.monotonic() - COMING)

    def step(self) -> bool:
        """Say the next sentence, or code the next part of it."""
        try:
            if self.state != "reading":
                self._parts.close()
                return False
            if not (self.kept or self.heard):
                self._running = False
                return False
            part = next(self._parts, None)
            if part is None:
                self._tell_soon(self._said)
                return False
            with self.file.open("ab") as file:
                file.write(part.data)
            if self._first is None and part.data:
                self._first = time.monotonic()
            self.size += len(part.data)
            self.seconds += part.seconds
            self._tell_soon(self.wake)
            return True
        except Exception as error:
            self._tell_soon(lambda error=error: self.fail(error))
            return False

    async def change(self, seconds: float | None = None) -> None:
        """Wait until something is new; no longer than so many seconds."""
        changed = self._changed
        try:
            await asyncio.wait_for(changed.wait(), seconds)
        except TimeoutError:
            return

    def tell(self, name: str, **told: Any) -> None:
        """Let everybody know of something."""
        self.events.append((name, told))
        self.wake()

    def cancel(self) -> None:
        """Say no more of it; what is all said is saved."""
        if self.state == "reading":
            self.state = "cancelled"
            self.tell("failed", code="cancelled")

    def fail(self, error: Exception) -> None:
        """It cannot be said any further."""
        self.state = "failed"
        self.error = error if isinstance(error, BaonoiError) else None
        self.tell("failed", code=self.error.code if self.error else "unforeseen")

    def done(self, audio: str) -> None:
        """The recording is on the shelf; ``audio`` is its MP3, seen from there."""
        self.state, self.audio, self.page = "done", audio, page_beside(audio)
        self.tell("done", page=self.page)

    def _said(self) -> None:
        self.whole = True
        if self.state == "reading":
            self.state = "saving"
        self.tell("spoken", milliseconds=round(self.seconds * 1000))

    def wake(self) -> None:
        """Let those who wait look up."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def _tell_soon(self, tell: Any) -> None:
        self._loop.call_soon_threadsafe(tell)

    def _made(self) -> Generator[Part, None, None]:
        """The frames of all sections as the file will have them; each sentence is told first."""
        codec = mp3_sections(self.performance.options)
        with closing(sounds(self.performance, codec)) as said:
            for part in parts(self._told(said), codec, FIRST):
                if part.ended is not None:
                    self._base, self._at = self._base + part.ended.samples, 0
                yield part

    def _told(
        self, said: Iterable[tuple[Utterance, Iterable[bytes]]]
    ) -> Generator[tuple[Utterance, Iterable[bytes]], None, None]:
        """Each sentence, told of before it is coded."""
        for utterance, pcm in said:
            self._tell_of(utterance)
            yield utterance, self._counted(pcm)

    def _counted(self, pcm: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pcm:
            self._at += len(piece) // 2
            yield piece

    def _tell_of(self, utterance: Utterance) -> None:
        script = self.performance.script
        if self._growing is None:
            rate = utterance.sample_rate
            self._growing = Growing(self.performance.article, script, rate)
        passage: Passage = script.sections[utterance.section].passages[utterance.passage]
        base = self._base
        start = base + self._at + utterance.lead + LATE
        count = 2 * len(utterance.text.spoken.split())
        words = [start + time for time in utterance.words] or [-1] * count
        said = TimedSentence(
            utterance.section,
            passage,
            utterance.text,
            start,
            start + len(utterance.pcm) // 2,
            words,
        )
        told = self._growing.add(said, base + LATE if base else 0)
        self._tell_soon(lambda: self.tell("sentence", **told))


def page_beside(audio: str) -> str:
    """Address of the page of a recording, by its MP3 as it is seen from the shelf."""
    return f"/{audio.rpartition('/')[0]}/"


def foretold(characters: int, speed: float) -> int:
    """Milliseconds that so many written characters may take."""
    return round(1000 * characters / CHARACTERS / speed)
