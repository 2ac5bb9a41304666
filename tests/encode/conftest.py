"""Sound in which each of some bursts can be found again, and what its tags tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from baonoi.encode import Codec, Coded, WholeCodec, codec_of
from baonoi.model import Chapter, Cover, Metadata

RATE = 22050
BURST = 1800
"""Samples of a burst."""


def burst(number: int) -> np.ndarray:
    """Noise below 4 kHz, so that every codec keeps it, unlike that of any other number."""
    spectrum = np.fft.rfft(np.random.default_rng(number).normal(size=BURST))
    spectrum[BURST * 4000 // RATE :] = 0
    sound = np.fft.irfft(spectrum, BURST) * np.hanning(BURST)
    return 9000 * sound / np.abs(sound).max()


def section(first: int, gaps: Sequence[int]) -> bytes:
    """Bursts, the first of that number, each with so many samples of silence after it."""
    parts = [np.pad(burst(number), (0, gap)) for number, gap in enumerate(gaps, first)]
    return np.concatenate(parts).astype("<i2").tobytes()


GAPS = ((3000, 9000, 4001), (12_345, 6000), (5000, 7777, 3000, 11))
"""After each burst of the three sections. The codec may take of the last one of a section."""


def pieces(pcm: bytes) -> Iterator[bytes]:
    """As they come: of odd lengths."""
    for start in range(0, len(pcm), 2 * 4321):
        yield pcm[start : start + 2 * 4321]


class Made(NamedTuple):
    """A file, and what shall be heard in it."""

    path: Path
    codec: Codec
    length: int
    starts: list[int]
    """Of each burst, in samples."""
    sections: list[int]
    """Where each begins."""
    metadata: Metadata


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Made]:
    """``write(ending)`` codes the sections as the codec wants it."""

    def make(
        ending: str,
        *,
        cover: Cover | None = None,
        bitrate: int | None = None,
        gaps: Sequence[Sequence[int]] = GAPS,
        name: str = "bài",
    ) -> Made:
        path = tmp_path / f"{name}{ending}"
        codec = codec_of(path)
        how = codec.sections(bitrate, 7)
        coded, held = [], []
        for number, each in enumerate(gaps):
            encoder = how.encoder(RATE)
            pcm = section(sum(map(len, gaps[:number])), each)
            parts = [encoder.encode(part) for part in pieces(pcm)]
            coded.append(b"".join([*parts, encoder.finish()]))
            held.append(encoder.coded)
        sections = [0, *accumulate(each.samples for each in held)]
        starts = [
            begin + at
            for begin, each in zip(sections, gaps, strict=False)
            for at in accumulate((BURST + gap for gap in each[:-1]), initial=0)
        ]
        length = sections[-2] + len(section(0, gaps[-1])) // 2
        about = metadata(sections, length, cover)
        if isinstance(codec, WholeCodec):
            codec.write(iter(coded), path, about, bitrate, length)
        else:
            whole = Coded(sections[-1], sum(map(len, coded)))
            path.write_bytes(how.head(RATE, whole, length) + b"".join(coded))
        return Made(path, codec, length, starts, sections[:-1], about)

    return make


TITLES = ("Mở đầu", "Mùa lũ <năm nay>", "Giữ nghề")


def metadata(sections: list[int], length: int, cover: Cover | None) -> Metadata:
    ends = [*sections[1:3], length]
    return Metadata(
        title="Làng nghề bên sông & những mùa lũ",
        artist="Báo Thử",
        album="Báo Nói",
        date="2025-03-01",
        url="https://bao.example/lang-nghe?a=1&b=2",
        text="Nước rút, người làng lại ra bãi.",
        chapters=tuple(map(Chapter, TITLES, sections, ends)),
        sample_rate=RATE,
        cover=cover,
    )


@pytest.fixture
def lag() -> Callable[[np.ndarray, int, int], float]:
    """``lag(sound, number, start)``: how many samples later than told a burst is heard."""

    def find(sound: np.ndarray, number: int, start: int) -> float:
        around = 2205
        window = np.pad(sound, around)[start : start + 2 * around + BURST]
        wanted = burst(number)
        match = np.correlate(window, wanted, "valid")
        power = np.convolve(window**2, np.ones(BURST), "valid")
        likeness = match / np.sqrt(np.maximum(power, 1e-9) * (wanted**2).sum())
        best = int(likeness.argmax())
        assert likeness[best] > 0.7
        return best - around

    return find
