"""Recordings without an engine, and a real browser to open their pages in."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from fake_voice import (
    RATE,
    VOICE,
    FakeEngine,
    Sound,
    coded_once,
    humming,
    perform,
    spelled_out,
)
from serving import serving

from baonoi.encode import Mp3Sections, SectionCodec
from baonoi.model import (
    Article,
    Block,
    Clip,
    Cover,
    Passage,
    Recording,
    Role,
    Script,
    Section,
    SpokenText,
    Voice,
)
from baonoi.normalizer import normalize
from baonoi.reading.plan import script_of
from baonoi.reading.record import record as record_into
from baonoi.reading.target import to_folder
from baonoi.voices import HeldClips

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]


Record = Callable[..., tuple[Recording, Path]]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Record an article without an engine: 0.2 s a word unless asked otherwise."""

    def make(
        article: Article,
        *,
        voice: str = "test",
        label: str = "Giọng thử",
        subfolder: str | None = None,
        word: int = RATE // 5,
        say: Callable[[str], SpokenText] = normalize,
        single_file: bool = False,
    ) -> tuple[Recording, Path]:
        speaker = Voice(voice, label, "test", "male", word_times=True)
        engine = FakeEngine(humming(word, name=voice), version=f"{word}")
        performance = perform(article, engine, speaker)
        performance.resources = replace(performance.resources, clips=HeldClips())
        with spelled_out(say), coded_once():
            return to_folder(
                performance,
                tmp_path / "out",
                subfolder=subfolder,
                single_file=single_file,
            )

    return make


@pytest.fixture(scope="session")
def seed_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the seed's real recording, made by the embedded voice."""
    from baonoi.reading.read import read, save

    folder = tmp_path_factory.mktemp("seed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAONOI_CACHE", str(folder / "cache"))
        patch.setenv("BAONOI_OFFLINE", "1")
        recording = read(str(next((ROOT / "seeds").glob("*.txt"))))
        audio = save(recording, folder / "output")
    return audio.parent / "index.html"


class Visits:
    """Pages opened in the browser, and everything they said to its console or asked the network."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.said: list[str] = []
        self.asked: list[str] = []
        self.contexts: list[Any] = []
        self.home: str | None = None
        """A server whose pages may ask it for more."""

    def open(self, path: Path | str, fragment: str = "", **options: Any) -> Page:
        """A page in a context of its own: nothing is remembered from another visit."""
        options.setdefault("viewport", {"width": 1000, "height": 800})
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(40_000)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto((path if isinstance(path, str) else path.as_uri()) + fragment)
        return page

    def close(self) -> None:
        """Close all pages."""
        while self.contexts:
            self.contexts.pop().close()


@pytest.fixture
def visits(chromium: Browser) -> Iterator[Visits]:
    """Open pages; at the end none has said a word or asked others than files, data, its home."""
    visits = Visits(chromium)
    yield visits
    visits.close()
    assert visits.said == []
    own = ("file:", "data:", *filter(None, [visits.home]))
    assert [url for url in visits.asked if not url.startswith(own)] == []


@pytest.fixture
def serve(visits: Visits) -> Iterator[Callable[..., str]]:
    """``serve(folder, ranges=True)`` gives the address of a server, which is the visits' home."""
    with ExitStack() as stack:

        def start(folder: Path, *, ranges: bool = True) -> str:
            visits.home = stack.enter_context(serving(folder, ranges=ranges))
            return visits.home

        yield start
        visits.close()  # before the server: a page whose sound is cut off says so


# Recordings in which every word is a sound of its own, to be found again in the finished audio.

WORD = 1800
"""Samples of a word."""


def burst(number: int) -> np.ndarray:
    """A burst of noise, below 4 kHz so that every encoder keeps it, unlike that of any other."""
    noise = np.random.default_rng(number).normal(size=WORD)
    spectrum = np.fft.rfft(noise)
    spectrum[WORD * 4000 // RATE :] = 0
    sound = np.fft.irfft(spectrum, WORD) * np.hanning(WORD)
    return 9000 * sound / np.abs(sound).max()


def bursting(script: Script) -> Sound:
    """Says the script's first word as burst 0, the next as burst 1, and so on."""
    numbers, count = {}, 0
    for passage in script.passages():
        numbers[passage] = count
        count += sum(len(sentence.spoken.split()) for sentence in passage.sentences)

    def clip(passage: Passage) -> Clip:
        ends, words = array("i"), array("i")
        bursts: list[np.ndarray] = []
        for sentence in passage.sentences:
            for _ in sentence.spoken.split():
                words.extend((WORD * len(bursts), WORD * (len(bursts) + 1)))
                bursts.append(burst(numbers[passage] + len(bursts)))
            ends.append(WORD * len(bursts))
        return Clip(np.concatenate(bursts).astype("<i2").tobytes(), RATE, ends, words, "test")

    return clip


@pytest.fixture
def marked() -> SimpleNamespace:
    """``record(article, folder)`` gives a recording; ``word(number)`` the sound of its words."""

    def record(
        article: Article,
        folder: Path,
        *,
        codec: SectionCodec | None = None,
        cover: Cover | None = None,
    ) -> Recording:
        folder.mkdir(parents=True, exist_ok=True)
        with spelled_out(), coded_once():
            engine = FakeEngine(bursting(script_of(article, VOICE)))
            performance = perform(article, engine)
            return record_into(performance, folder, codec or Mp3Sections(), cover=cover)

    return SimpleNamespace(record=record, word=burst, voice=VOICE, rate=RATE)


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
