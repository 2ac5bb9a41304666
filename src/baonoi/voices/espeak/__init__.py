"""The embedded voice: eSpeak NG in worker processes, with nothing to install and no network."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from baonoi.common.parallel import cores
from baonoi.common.tables import rows
from baonoi.errors import SynthesisError
from baonoi.model import Accent, Clip, Gender, Passage, Voice
from baonoi.told import Told
from baonoi.voices.engine import Availability
from baonoi.voices.espeak import intonation, respelling
from baonoi.voices.espeak.intonation import Scale
from baonoi.voices.espeak.library import locate
from baonoi.voices.espeak.pool import Answer, Pool, Request

SETTINGS_VERSION = 4
FASTER = 0.89
"""Power of the speed that gives the rate where it is above 1; within 7 % up to twice the speed."""
SETTINGS: dict[str, dict[str, str | int]] = {
    "espeak-nam-bac": {"voice": "vi", "rate": 211, "volume": 90, "pitch": 55, "range": 50},
    "espeak-nu-bac": {"voice": "vi+f2", "rate": 234, "volume": 90, "pitch": 60, "range": 50},
    "espeak-nam-nam": {
        "voice": "vi-vn-x-south",
        "rate": 207,
        "volume": 90,
        "pitch": 76,
        "range": 65,
    },
}
"""eSpeak NG's own parameters a voice; measured for pitch, for tones that stay apart, and for a
newsreader's 4.2 to 4.4 syllables a second, pauses counted in. At full volume its loudest vowels
would be clipped."""
SEMITONES = {"espeak-nam-bac": 5.3, "espeak-nu-bac": 4.9, "espeak-nam-nam": 4.2}
"""Units of pitch a semitone, near the voice's own; the southern voice moves by six sevenths, so
that its tones stay apart: ``bench/prosody.py``."""
TONES = {
    "espeak-nam-bac": "male",
    "espeak-nu-bac": "female",
    "espeak-nam-nam": "southern",
}
"""The filters of ``audio/tones``: ``bench/tone.py``."""
GAINS_TABLE = Path(__file__).with_name("gains.tsv")
GAINS = {name: float(gain) for name, gain in rows(GAINS_TABLE)}
"""Bring the seed to -16 LUFS, pauses, limiter and encoder counted in: ``bench/loudness.py``."""


def _voice(name: str, label: str, gender: Gender, accent: Accent, rank: int | None = None) -> Voice:
    return Voice(
        name,
        label,
        "espeak",
        gender,
        accent,
        rank,
        word_times=True,
        repeatable=True,
        gain=GAINS[name],
        tone=TONES[name],
    )


VOICES = (
    _voice("espeak-nam-bac", "Giọng nam (miền Bắc)", "male", "northern", 90),
    _voice("espeak-nu-bac", "Giọng nữ (miền Bắc)", "female", "northern", 90),
    _voice("espeak-nam-nam", "Giọng nam (miền Nam)", "male", "southern"),
)


class EspeakEngine:
    """eSpeak NG from the wheel ``espeakng-loader``, one process a core."""

    name = "espeak"
    online = False

    def __init__(self, speed: float = 1.0, workers: int | None = None) -> None:
        self._speed = speed
        self.at_once = workers or cores()
        self._pool: Pool | None = None
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """Of the library, the settings, the respelling, the intonation and the speed."""
        speed = "" if self._speed == 1.0 else f"/{self._speed:g}"
        versions = (SETTINGS_VERSION, respelling.VERSION, intonation.VERSION)
        return "/".join(map(str, (locate().version, *versions))) + speed

    def at_speed(self, speed: float) -> Self:
        """The library itself speaks faster or slower."""
        return type(self)(speed)

    def voices(self) -> Sequence[Voice]:
        """Northern male, northern female, southern male."""
        return VOICES

    def availability(self, voice: Voice) -> Availability:
        """It is there wherever its wheel or the system has it."""
        try:
            locate()
        except OSError as error:
            from baonoi.voices.espeak.worker import stays_loaded

            reason = Told("eSpeak NG cannot be loaded: {reason}", reason=str(error))
            if stays_loaded():  # its wheel has no library for such a system
                return Availability(False, reason, "mend-espeak-system")
            return Availability(False, reason, "mend-espeak")
        return Availability(True)

    def preload(self) -> None:
        """Start the worker processes, so that they are there when the script is."""
        self._workers().start()

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage in a library of its own.

        Raises:
            SynthesisError: the library refused a passage, or crashed on it twice.
        """
        usual = SETTINGS[voice.name]
        rate = rate_of(self._speed, int(usual["rate"]))
        settings = usual | {"rate": rate}
        scale = Scale(int(usual["pitch"]), SEMITONES[voice.name], rate)
        pool = self._workers()
        for passage in passages:
            texts = [respelling.respell(text.spoken, voice.accent) for text in passage.sentences]
            sentences = intonation.marked(passage, texts, scale)
            answer = pool.ask(Request(settings, sentences))
            if not answer.sample_rate:
                reason = answer.audio.decode("utf-8", "replace")
                raise SynthesisError(
                    Told("eSpeak NG failed: {reason}", reason=reason), "espeak-failed"
                )
            yield _clip(passage, sentences, voice, answer)

    def close(self) -> None:
        """End the worker processes."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
            self._pool = None

    def _workers(self) -> Pool:
        """Opened once, for all who speak through this engine."""
        with self._lock:
            if self._pool is None:
                found = locate()
                self._pool = Pool(found.path, found.data, self.at_once)
            return self._pool


def _clip(
    passage: Passage,
    sentences: Sequence[str],
    voice: Voice,
    said: Answer,
) -> Clip:
    """What was said, without the gaps that codes make and with the rests of the passage."""
    from baonoi.voices.espeak.splice import spliced  # brings numpy, while the first clip is made

    rate, words = said.sample_rate, said.words
    gaps: dict[int, int] = {}
    rests: dict[int, int] = {}
    first = begin = 0
    for number, (sentence, end) in enumerate(zip(sentences, said.ends, strict=True)):
        coded = sentence.split()
        if coded:
            # What stands before the first word is a gap and nothing else: others are no longer.
            gap = words[2 * first] - begin
            gaps |= {
                first + at: gap for at, word in enumerate(coded) if intonation.sets_pitch(word)
            }
        for rest in passage.rests[number] if passage.rests else ():
            rests[first + rest.word] = round(rest.seconds * rate)
        first, begin = first + len(coded), end
    pcm, ends, words = spliced(said.audio, said.ends, words, gaps, rests)
    return Clip(pcm, rate, ends, words, voice.name)


def rate_of(speed: float, usual: int) -> int:
    """eSpeak NG's rate for a multiple of the usual one.

    Above its usual rate the library speeds up by more than it is told, below it does as told.
    """
    return round(usual * math.pow(speed, FASTER if speed > 1 else 1.0))
