"""Whatever a service does: a right recording or a clear error, never a gap, never half a clip."""

from __future__ import annotations

import ssl
import time
from contextlib import closing

import pytest
import trustme
from conftest import HURRIED, point_at
from services import Fault, Log, Services

from baonoi.errors import StoppedError, VoiceError
from baonoi.model import Clip, Passage
from baonoi.store import paths
from baonoi.voices import ClipCache, speak
from baonoi.voices.edge import EdgeEngine
from baonoi.voices.engine import Engine
from baonoi.voices.google import GoogleEngine
from baonoi.voices.online.pace import Pace

FAULTS = ["empty", "half", "silence", "wrong", "drop"]


def say(engine: Engine, story: list[Passage]) -> list[Clip]:
    with closing(engine):
        return list(speak(story, engine.voices()[0], engine, ClipCache()))


def log_of(engine: Engine, services: Services) -> Log:
    return services.edge if engine.name == "edge" else services.google


@pytest.fixture
def right(engine: Engine, story: list[Passage], services: Services) -> list[bytes]:
    """What the service says when it behaves."""
    clips = [bytes(clip.pcm) for clip in say(engine, story)]
    ClipCache().clear()
    log_of(engine, services).asked.clear()
    return clips


@pytest.mark.parametrize("kind", [*FAULTS, "close", "no-audio"])
def test_a_fault_that_passes_leaves_a_right_recording(
    kind: str, engine: Engine, story: list[Passage], services: Services, right: list[bytes]
) -> None:
    services.faults = [Fault(kind, times=2, text="phấn khởi")]
    assert [bytes(clip.pcm) for clip in say(engine, story)] == right


def test_half_of_what_a_voice_usually_takes_is_not_enough(
    engine: Engine, story: list[Passage], services: Services, right: list[bytes]
) -> None:
    services.faults = [Fault("short", times=2, text="phấn khởi")]
    assert [bytes(clip.pcm) for clip in say(engine, story)] == right
    ClipCache().clear()
    services.faults = [Fault("short", text="phấn khởi")]
    with pytest.raises(StoppedError, match=r"syllables|lacks the end"):
        say(engine, story)


def test_a_clause_that_was_left_out_is_asked_for_again(
    engine: Engine, story: list[Passage], services: Services, right: list[bytes]
) -> None:
    """Four syllables, not at the end. Edge tells them, Google shows them by its pace."""
    text = "thông xe vào" if engine.name == "edge" else "lắp xong"
    services.faults = [Fault("skip", times=1, text=text)]
    assert [bytes(clip.pcm) for clip in say(engine, story)] == right


@pytest.mark.parametrize("kind", ["short", "skip"])
def test_the_first_answer_of_a_voice_is_asked_for_again(
    kind: str, engine: Engine, story: list[Passage], services: Services, right: list[bytes]
) -> None:
    """Nothing is known of its pace; what was learned is kept for the next run."""
    for path in paths.paces().iterdir():
        path.unlink()
    services.faults = [Fault(kind, times=1, text="thông xe")]
    assert [bytes(clip.pcm) for clip in say(engine, story)] == right
    (path,) = paths.paces().iterdir()
    assert Pace(path).known


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_that_stays_is_a_clear_error(
    kind: str, engine: Engine, story: list[Passage], services: Services, right: list[bytes]
) -> None:
    services.faults = [Fault(kind, text="phấn khởi")]
    with pytest.raises(StoppedError) as caught:
        say(engine, story)
    assert "after 3 tries" in caught.value.message
    assert "Người dân hai bờ" in caught.value.message
    assert "2 of 3 passages are said and kept" in caught.value.message
    log_of(engine, services).asked.clear()
    services.faults = []
    assert [bytes(clip.pcm) for clip in say(engine, story)] == right
    again = " ".join(log_of(engine, services).asked)
    assert "phấn khởi" in again
    assert "thông xe" not in again


@pytest.mark.parametrize("status", [403, 429, 503, 500])
def test_refusals_pass(
    status: int, engine: Engine, story: list[Passage], services: Services, right: list[bytes]
) -> None:
    services.faults = [Fault("status", times=2, status=status, retry_after="0.1")]
    assert [bytes(clip.pcm) for clip in say(engine, story)] == right


@pytest.mark.parametrize("status", [403, 429, 503])
def test_refusals_that_stay_let_another_voice_speak(
    status: int, engine: Engine, story: list[Passage], services: Services
) -> None:
    services.faults = [Fault("status", status=status)]
    with pytest.raises(VoiceError) as caught:
        say(engine, story)
    assert f"(HTTP {status})" in caught.value.message
    assert ClipCache().usage().clips == 0


def test_retry_after_is_honoured(engine: Engine, story: list[Passage], services: Services) -> None:
    services.faults = [Fault("status", times=1, status=429, retry_after="1")]
    start = time.monotonic()
    say(engine, story[:1])
    assert time.monotonic() - start >= 1.0
    ClipCache().clear()
    services.faults = [Fault("status", times=1, status=429, retry_after="3600")]
    start = time.monotonic()
    with pytest.raises(VoiceError, match="left alone for 60 minutes"):
        say(engine, story[:1])
    assert time.monotonic() - start < 2.0


@pytest.mark.parametrize("kind", ["hang", "drip"])
def test_an_answer_that_does_not_come(
    kind: str, engine: Engine, story: list[Passage], services: Services
) -> None:
    services.faults = [Fault(kind)]
    start = time.monotonic()
    with pytest.raises(VoiceError, match="did not answer in time"):
        say(engine, story[1:2])
    assert time.monotonic() - start < 3 * HURRIED.request_time + 3


def test_a_certificate_that_nobody_vouches_for(
    engine: Engine, story: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with Services(certificate=context) as services:
        point_at(services, monkeypatch)
        with pytest.raises(VoiceError, match="certificate cannot be trusted"):
            say(engine, story)
        assert log_of(engine, services).asked == []


def test_a_service_that_is_not_there(
    engine: Engine, story: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Services() as services:
        point_at(services, monkeypatch)
    with pytest.raises(VoiceError, match="the connection failed"):
        say(engine, story)


def test_few_requests_at_once(engine: Engine, services: Services, story: list[Passage]) -> None:
    services.first_byte = 0.03
    many = [story[0], *(part for part in story for _ in range(4))]
    distinct = [
        Passage(part.role, (*part.sentences, *many[number].sentences[: number % 3]), (0.1,) * 9)
        for number, part in enumerate(many)
    ]
    say(engine, distinct)
    assert 1 < log_of(engine, services).most_at_once <= 4


def test_google_keeps_its_connections_and_edge_gives_word_times(
    services: Services, story: list[Passage]
) -> None:
    google = say(GoogleEngine(HURRIED), story)
    assert [len(clip.words) for clip in google] == [0, 0, 0]
    edge = say(EdgeEngine(policy=HURRIED), story)
    for clip, part in zip(edge, story, strict=True):
        words = [word for text in part.sentences for word in text.spoken.split()]
        assert len(clip.words) == 2 * len(words)
