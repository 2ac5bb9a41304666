"""Whoever takes a place gives it back: nobody waits for ever, whatever becomes of the processes."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import espeakng_loader
import pytest

from baonoi.errors import SynthesisError
from baonoi.voices.espeak import SETTINGS, pool
from baonoi.voices.espeak.pool import Pool, Request

REQUEST = Request(SETTINGS["espeak-nam-bac"], ["xin chào"])


@pytest.fixture
def workers() -> Iterator[Pool]:
    where = (str(espeakng_loader.get_library_path()), str(espeakng_loader.get_data_path()))
    with closing(Pool(*where, 2)) as opened:
        yield opened


def asked_by_many(workers: Pool, count: int = 5) -> list[Exception | None]:
    """What came of as many requests at once, all of which must end."""
    found: list[Exception | None] = []

    def ask() -> None:
        try:
            workers.ask(REQUEST)
            found.append(None)
        except Exception as error:
            found.append(error)

    crew = [threading.Thread(target=ask, daemon=True) for _ in range(count)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join(60)
        assert not thread.is_alive()
    return found


def test_a_process_that_cannot_be_started_is_an_error_for_everyone(
    workers: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: Any, **__: Any) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", none_left)
        workers.start()
        found = asked_by_many(workers)
    assert {type(each) for each in found} == {SynthesisError}
    assert "cannot be started" in str(found[0])
    assert asked_by_many(workers) == [None] * 5


def test_an_error_nobody_foresaw_costs_no_place(
    workers: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pool.Worker, "ask", lambda *_: 1 / 0)
        assert {type(each) for each in asked_by_many(workers)} == {ZeroDivisionError}
    assert asked_by_many(workers) == [None] * 5


def test_one_that_does_not_answer_is_killed(workers: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PASSAGE_TIMEOUT", -1.0)
    monkeypatch.setattr(pool, "LATE", 0.01)
    slow = REQUEST._replace(sentences=["xin chào các bạn nghe đài. " * 2000])
    with pytest.raises(SynthesisError, match="crashed twice"):
        workers.ask(slow)


def test_closing_ends_who_waits(workers: Pool) -> None:
    workers.start()
    workers.close()
    assert {type(each) for each in asked_by_many(workers)} == {SynthesisError}
