"""The embedded voice: eSpeak NG in worker processes, with nothing to install and no network."""

from __future__ import annotations

import math
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Self

from baonoi.common.parallel import cores
from baonoi.errors import SynthesisError
from baonoi.model import Accent, Clip, Gender, Passage, Voice
from baonoi.voices.engine import Availability
from baonoi.voices.espeak import respelling
from baonoi.voices.espeak.pool import Pool

SETTINGS_VERSION = 2
RATE = 195
"""eSpeak NG's words a minute at which a newsreader's 4.4 syllables a second come out."""
FASTER = 0.89
"""Power of the speed that gives the rate where it is above 1; within 7 % up to twice the speed."""
SETTINGS: dict[str, dict[str, str | int]] = {
    "espeak-nam-bac": {"voice": "vi", "rate": RATE, "volume": 90, "pitch": 55, "range": 50},
    "espeak-nu-bac": {"voice": "vi+f2", "rate": RATE, "volume": 90, "pitch": 60, "range": 50},
    "espeak-nam-nam": {
        "voice": "vi-vn-x-south",
        "rate": RATE,
        "volume": 90,
        "pitch": 75,
        "range": 75,
    },
}
"""eSpeak NG's own parameters a voice; measured for pitch and for tones that stay apart. At full
volume its loudest vowels would be clipped."""
PRESENCE = 0.3
GAINS = {"espeak-nam-bac": 3.36, "espeak-nu-bac": 2.8, "espeak-nam-nam": 3.84}
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
        presence=PRESENCE,
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

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self.at_once = cores()
        self._pool: Pool | None = None
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """Of the library, the settings, the respelling and the speed."""
        speed = "" if self._speed == 1.0 else f"/{self._speed:g}"
        return f"{_library_version()}/{SETTINGS_VERSION}/{respelling.VERSION}{speed}"

    def at_speed(self, speed: float) -> Self:
        """The library itself speaks faster or slower."""
        return type(self)(speed)

    def voices(self) -> Sequence[Voice]:
        """Northern male, northern female, southern male."""
        return VOICES

    def availability(self, voice: Voice) -> Availability:
        """It is there wherever its wheel can be loaded."""
        try:
            import espeakng_loader

            espeakng_loader.get_library_path()
        except (ImportError, OSError) as error:
            return Availability(False, f"eSpeak NG cannot be loaded: {error}", "mend-espeak")
        return Availability(True)

    def preload(self) -> None:
        """Start the worker processes, so that they are there when the script is."""
        self._workers().start()

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage in a library of its own.

        Raises:
            SynthesisError: the library refused a passage, or crashed on it twice.
        """
        settings = SETTINGS[voice.name] | {"rate": rate_of(self._speed)}
        pool = self._workers()
        for passage in passages:
            texts = [respelling.respell(text.spoken, voice.accent) for text in passage.sentences]
            header, pcm, words = pool.ask({"settings": settings, "sentences": texts})
            if "error" in header:
                raise SynthesisError(header["error"], "espeak-failed", reason=header["error"])
            ends = array("i", header["sentences"])
            yield Clip(pcm, header["sample_rate"], ends, words, voice.name)

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
                import espeakng_loader

                library = espeakng_loader.get_library_path()
                self._pool = Pool(str(library), str(espeakng_loader.get_data_path()))
            return self._pool


@cache
def _library_version() -> str:
    """As the wheel's metadata folder is named; ``importlib.metadata`` takes ten times as long."""
    import espeakng_loader

    packages = Path(espeakng_loader.__file__).parent.parent
    for folder in packages.glob("espeakng_loader-*.dist-info"):
        return folder.name.removeprefix("espeakng_loader-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version("espeakng-loader")


def rate_of(speed: float) -> int:
    """eSpeak NG's rate for a multiple of the usual speed.

    Above its usual rate the library speeds up by more than it is told, below it does as told.
    """
    return round(RATE * math.pow(speed, FASTER if speed > 1 else 1.0))
