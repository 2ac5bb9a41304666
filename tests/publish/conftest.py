"""Recordings in which every word is a sound of its own, to be found again in the finished audio."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from baonoi.model import Article, Block, Clip, Passage, Role, Section, SpokenText, Voice
from baonoi.script import lay_out
from baonoi.stitch import stitch
from baonoi.stitch.encode import encode_section

RATE = 22050
WORD = 1800
"""Samples of a word."""


def word(number: int) -> np.ndarray:
    """A burst of noise, below 4 kHz so that every encoder keeps it, unlike that of any other."""
    noise = np.random.default_rng(number).normal(size=WORD)
    spectrum = np.fft.rfft(noise)
    spectrum[WORD * 4000 // RATE :] = 0
    burst = np.fft.irfft(spectrum, WORD) * np.hanning(WORD)
    return 9000 * burst / np.abs(burst).max()


def say(passages: Sequence[Passage]) -> Iterator[Clip]:
    number = 0
    for passage in passages:
        ends, words = array("i"), array("i")
        bursts: list[np.ndarray] = []
        for sentence in passage.sentences:
            for _ in sentence.spoken.split():
                words.extend((WORD * len(bursts), WORD * (len(bursts) + 1)))
                bursts.append(word(number))
                number += 1
            ends.append(WORD * len(bursts))
        yield Clip(np.concatenate(bursts).astype("<i2").tobytes(), RATE, ends, words, "test")


@pytest.fixture
def marked() -> SimpleNamespace:
    """``record(article, folder)`` gives a recording; ``word(number)`` the sound of its words."""
    voice = Voice("test", "Giọng thử", "test", "male", word_times=True)

    def record(article: Article, folder: Path, *, sink=encode_section, say=say, spell=None):
        folder.mkdir(parents=True, exist_ok=True)
        script = lay_out(article, spell or (lambda text: SpokenText(text, text)))
        return stitch(article, script, voice, say, folder, loudness=None, sink=sink)

    return SimpleNamespace(record=record, word=word, voice=voice, rate=RATE)


@pytest.fixture
def long_article() -> Article:
    """Sentences longer than a screen, three sections, characters that formats take for marks."""
    return Article(
        title="Làng nghề bên sông & những mùa lũ",
        sections=(
            Section(
                None,
                (
                    Block(Role.LEAD, "Nước rút, người làng lại ra bãi."),
                    Block(
                        Role.PARAGRAPH,
                        "Từ sáng sớm, khi sương còn phủ kín bờ đê, hơn hai trăm hộ dân của làng "
                        "nghề đã dọn bùn khỏi sân phơi, rửa lại từng chiếc khuôn gỗ, nhóm lại lò; "
                        "đến trưa, những mẻ giấy đầu tiên sau lũ được trải ra trên triền cỏ.",
                    ),
                ),
            ),
            Section(
                Block(Role.HEADING, "Mùa lũ <năm nay>"),
                (Block(Role.PARAGRAPH, "Nước lên --> rút chậm & để lại <b>bùn</b> {\\an8}."),),
            ),
            Section(
                Block(Role.HEADING, "Giữ nghề"),
                (Block(Role.PARAGRAPH, "[00:01] là giờ lò đỏ lửa. 2024 cũng vậy."),),
            ),
        ),
        source="Báo Thử",
        url="https://bao.example/lang-nghe?a=1&b=2",
    )


@pytest.fixture
def lag(marked: SimpleNamespace) -> Callable[[np.ndarray, int, float], float]:
    """``lag(sound, number, seconds)``: how much later than told a word is heard, in seconds."""

    def find(sound: np.ndarray, number: int, seconds: float) -> float:
        burst = marked.word(number)
        around = 2205
        start = round(seconds * RATE)
        padded = np.pad(sound, around)
        window = padded[start : start + 2 * around + len(burst)]
        match = np.correlate(window, burst, "valid")
        power = np.convolve(window**2, np.ones(len(burst)), "valid")
        likeness = match / np.sqrt(np.maximum(power, 1e-9) * (burst**2).sum())
        best = int(likeness.argmax())
        assert likeness[best] > 0.7
        return (best - around) / RATE

    return find
