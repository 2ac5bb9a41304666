"""A voice's own tone: one linear filter before its gain, which softens what a synthesizer made.

It is an equaliser, an all-pass that spreads the peaks of vowels so that the limiter has less to do,
and a small room, all in one: ``bench/tone.py`` makes the tables of taps in ``tones`` from these.
The filter that takes rumble away goes with them, where it costs nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from baonoi.audio.rumble import Samples, high_pass
from baonoi.audio.tones import UNIT, numbers

SIZE = 1 << 14
"""Samples of a block: short sentences fill it, and it stays in a core's own memory."""
AT_ONCE = 4
"""Blocks transformed at a time, after the first: alone, each takes twice as long."""


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """Taps at one sample rate, as what they do to a spectrum."""

    sample_rate: int
    delay: int
    """Samples by which they are late."""
    taps: int
    spectrum: NDArray[np.complex128]

    def applied(self, pcm: bytes | memoryview, sample_rate: int, silence: int) -> Samples:
        """A sentence with its tone: see :meth:`begun`, once all of it is there."""
        toned, done = self.begun(pcm, sample_rate, silence)
        for _ in done:
            pass
        return toned

    def begun(
        self, pcm: bytes | memoryview, sample_rate: int, silence: int
    ) -> tuple[Samples, Iterator[int]]:
        """A sentence that gets its tone, and after each step how much of it has.

        What is left of the room runs into the silence. The delay is taken back, so that words stay
        where they are. Reckoned with 53 bits: how a machine transforms is not heard in what is
        rounded to 16.

        Args:
            pcm: the sentence, int16 mono.
            sample_rate: in Hz.
            silence: samples behind it that may be filled; the result is longer by no more.

        Raises:
            ValueError: the tone is made for another sample rate.
        """
        if sample_rate != self.sample_rate:
            raise ValueError(f"a tone for {self.sample_rate} Hz cannot be used at {sample_rate} Hz")
        samples = np.frombuffer(pcm, dtype="<i2")
        count, tail = len(samples), self.taps - 1
        toned = np.empty(count + max(min(silence, tail - self.delay), 0), dtype=np.float32)
        return toned, self._fill(toned, samples)

    def _fill(self, toned: Samples, samples: NDArray[np.int16]) -> Iterator[int]:
        tail = self.taps - 1
        step = SIZE - tail
        count = max(1, -(-len(toned) // step))
        padded = np.zeros(tail + count * step, dtype=np.int16)
        first = tail - self.delay  # what is heard before it is of the filter's beginning alone
        within = samples[: len(padded) - first]
        padded[first : first + len(within)] = within
        blocks = np.lib.stride_tricks.sliding_window_view(padded, SIZE)[::step]
        start, at_once = 0, 1
        while start < count:
            end = min(start + at_once, count)
            heard = _room.filtered(blocks[start:end], self.spectrum)
            part = toned[start * step : end * step]
            part[:] = heard[:, tail:].reshape(-1)[: len(part)]
            yield start * step + len(part)
            start, at_once = end, AT_ONCE


class _Room(threading.local):
    """What blocks are worked on in: each thread's own, since many listeners wait half-way."""

    def __init__(self) -> None:
        self.sound = np.empty((AT_ONCE, SIZE))
        self.spectra = np.empty((AT_ONCE, SIZE // 2 + 1), dtype=np.complex128)

    def filtered(
        self, blocks: NDArray[np.int16], spectrum: NDArray[np.complex128]
    ) -> NDArray[np.float64]:
        """The blocks, filtered; until the next ones are."""
        sound, spectra = self.sound[: len(blocks)], self.spectra[: len(blocks)]
        sound[:] = blocks
        np.fft.rfft(sound, axis=1, out=spectra)
        spectra *= spectrum
        return np.fft.irfft(spectra, SIZE, axis=1, out=sound)


_room = _Room()


@cache
def tone(name: str) -> Tone:
    """The tone of that name."""
    rate, delay, *written = numbers(name)
    rumble = high_pass(rate)
    taps = np.convolve(np.array(written, dtype=np.float64) / UNIT, rumble)
    return Tone(rate, delay + len(rumble) // 2, len(taps), np.fft.rfft(taps, SIZE))
