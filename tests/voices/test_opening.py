"""Engines are opened once and shared; nobody closes what he was lent."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator

import pytest
from fake_voice import VOICE, FakeEngine, article_of, humming, perform

from baonoi.errors import StoppedError, SynthesisError, VoiceError
from baonoi.model import Clip, Passage, Utterance, Voice, VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.voices import Engine, Host, choose, shared_host
from baonoi.voices.registry import Broken, Loaded

SPEC = VoiceSpec(VOICE, "test")


class Preloaded(FakeEngine):
    """Notes how often it was told to get ready."""

    started = 0

    def preload(self) -> None:
        self.started += 1


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[FakeEngine]:
    """Every engine that was opened."""
    made: list[FakeEngine] = []

    def load(name: str) -> Loaded | Broken | None:
        if name == "broken":
            return Broken(name, "ImportError: x")
        if name != "test":
            return None
        time.sleep(0.02)  # so that two who do not wait for each other open two
        made.append(Preloaded(humming()))
        return Loaded(made[-1], (VOICE,))

    monkeypatch.setattr("baonoi.voices.opening.load", load)
    return made


def test_it_is_opened_once_and_closed_once(opened: list[FakeEngine]) -> None:
    with Host() as host:
        assert opened == []
        first = host.session(SPEC)
        assert host.session(VoiceSpec(VOICE, "test")) is first
        assert [each.closed for each in opened] == [0]
    assert [each.closed for each in opened] == [1]
    host.close()
    assert [each.closed for each in opened] == [1]
    with pytest.raises(StoppedError, match="closed"):
        host.session(SPEC)


def test_threads_share_it(opened: list[FakeEngine]) -> None:
    sessions: list[Engine] = []
    with Host() as host:
        crew = [
            threading.Thread(target=lambda: sessions.append(host.session(SPEC))) for _ in range(8)
        ]
        for thread in crew:
            thread.start()
        for thread in crew:
            thread.join()
    assert len(sessions) == 8
    assert len({id(each) for each in sessions}) == len(opened) == 1


@pytest.mark.parametrize("at_once", [1, 2])
def test_no_more_speak_through_it_than_it_allows(at_once: int) -> None:
    now, most = 0, 0
    lock = threading.Lock()
    hum = humming()

    def slowly(passage: Passage) -> Clip:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return hum(passage)

    engine = FakeEngine(slowly, at_once=at_once)
    with Host({"test": engine}) as host:

        def read(name: str) -> None:
            article = article_of([f"Câu {number} của {name}." for number in range(5)])
            choice = VoiceChoice(SPEC, VoiceRequest("test"))
            list(Performance(article, choice, ReadingOptions(), Resources(host)).events())

        crew = [threading.Thread(target=read, args=(name,)) for name in ("một", "hai", "ba")]
        for thread in crew:
            thread.start()
        for thread in crew:
            thread.join()
    assert len(engine.said) == 15
    assert most == at_once


def test_another_speed_is_another_session(opened: list[FakeEngine]) -> None:
    with Host() as host:
        usual, fast = host.session(SPEC), host.session(VoiceSpec(VOICE, "test", 1.5))
        assert usual is not fast
        assert usual.version != fast.version
    assert sum(each.closed for each in opened) == len(opened)


def test_what_was_lent_stays_open() -> None:
    engine = FakeEngine(humming())
    with Host({"test": engine}) as host:
        first = host.session(SPEC)
        assert host.session(SPEC) is first
        host.session(VoiceSpec(VOICE, "test", 2.0))
        first.close()  # a reader has nothing to close
    assert engine.closed == 0


def test_getting_ready(opened: list[FakeEngine]) -> None:
    with Host() as host:
        host.preload(SPEC)
        assert isinstance(opened[0], Preloaded)
        assert opened[0].started == 1
    with Host({"test": FakeEngine(humming())}) as host:
        host.preload(SPEC)  # one that need not


def test_what_cannot_be_opened(opened: list[FakeEngine]) -> None:
    with Host() as host:
        with pytest.raises(VoiceError, match="broken cannot be used: ImportError: x"):
            host.session(VoiceSpec(VOICE, "broken"))
        with pytest.raises(VoiceError, match="not installed"):
            host.session(VoiceSpec(VOICE, "none"))


def test_two_readings_at_once_through_one_embedded_voice() -> None:
    """Their sentences are not mixed up, and one that ends leaves the other its voice."""
    choice = choose("espeak-nam-bac")
    articles = [
        article_of([f"Câu thứ {number} của bài {name}." for number in range(1, 9)])
        for name in ("một", "hai")
    ]

    def heard(host: Host, number: int) -> list[tuple[str, bytes]]:
        performance = Performance(articles[number], choice, ReadingOptions(), Resources(host))
        said = (each for each in performance.events() if isinstance(each, Utterance))
        return [(each.text.written, bytes(each.pcm)) for each in said]

    results: dict[int, list[tuple[str, bytes]]] = {}
    with Host() as host:
        crew = [
            threading.Thread(target=lambda at=at: results.update({at: heard(host, at)}))
            for at in range(2)
        ]
        for thread in crew:
            thread.start()
        for thread in crew:
            thread.join()
        again = [heard(host, number) for number in range(2)]
    for number in range(2):
        assert len(results[number]) == 8
        assert results[number] == again[number]
    assert not {pcm for _, pcm in results[0]} & {pcm for _, pcm in results[1]}


def test_a_reading_leaves_its_host_open() -> None:
    engine = FakeEngine(humming())
    performance = perform(article_of(["Một."]), engine)
    list(performance.events())
    list(perform(article_of(["Hai."]), engine).events())
    assert engine.closed == 0


@pytest.fixture
def _no_shared_host(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("baonoi.voices.opening._shared", {})
    ended: list[object] = []
    monkeypatch.setattr("atexit.register", ended.append)
    yield
    for close in ended:
        close()  # type: ignore[operator]


@pytest.mark.usefixtures("_no_shared_host")
def test_a_process_has_one_host_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shared_host() is shared_host()
    mine = shared_host()
    monkeypatch.setattr(os, "getpid", lambda: -1)  # as after a fork
    assert shared_host() is not mine
    assert sys.modules["baonoi.voices.opening"]._shared.keys() > {-1}


def test_a_choice_knows_who_was_asked_for() -> None:
    choice = VoiceChoice(SPEC, VoiceRequest("nam"), (("xa", "hỏng"),))
    assert choice.note == "Giọng thử (test); not xa: hỏng"


class FailingEngine(FakeEngine):
    """Another package's, which fails in a way of its own."""

    def __init__(self, where: str) -> None:
        super().__init__(humming())
        self.where = where

    def _fail(self, where: str) -> None:
        if where == self.where:
            raise LookupError(f"hỏng ở {where}")

    def preload(self) -> None:
        self._fail("preload")

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        for clip in super().synthesize(passages, voice):
            self._fail("synthesize")
            yield clip

    def close(self) -> None:
        super().close()
        self._fail("close")


def test_another_packages_engine_that_fails_is_an_error_of_ours() -> None:
    with pytest.raises(SynthesisError, match=r"fails [(]LookupError: hỏng") as one:
        list(perform(article_of(["Xin chào."]), FailingEngine("synthesize")).events())
    assert one.value.code == "voice-failed"


def test_one_that_cannot_get_ready_or_close_hinders_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[FakeEngine] = []

    def load(name: str) -> Loaded:
        made.append(FailingEngine("close" if made else "preload"))
        return Loaded(made[-1], (VOICE,))

    monkeypatch.setattr("baonoi.voices.opening.load", load)
    with Host() as host:
        host.preload(SPEC)
        host.session(VoiceSpec(VOICE, "other"))
    assert [each.closed for each in made] == [1, 1]


def test_one_that_cannot_be_taken_up_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nameless(FakeEngine):
        @property
        def version(self) -> str:
            raise LookupError("không có số")

        @version.setter
        def version(self, _: str) -> None: ...

    engine = Nameless(humming())
    monkeypatch.setattr("baonoi.voices.opening.load", lambda _: Loaded(engine, (VOICE,)))
    with Host() as host, pytest.raises(VoiceError, match="test cannot be used: LookupError: không"):
        host.session(SPEC)
