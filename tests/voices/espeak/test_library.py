"""Where the library comes from: its wheel, the system, or nowhere; and a system that keeps it."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest

from baonoi.voices.espeak import SETTINGS, VOICES, EspeakEngine
from baonoi.voices.espeak import library as where
from baonoi.voices.espeak import worker as process
from baonoi.voices.espeak.library import locate
from baonoi.voices.espeak.pool import Answer, Pool, Request
from baonoi.voices.espeak.worker import Library

REQUEST = Request(SETTINGS["espeak-nam-bac"], ["xin chào", "mưa lớn"])
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: None)
    locate.cache_clear()
    yield
    locate.cache_clear()


def test_the_wheel_comes_first() -> None:
    found = locate()
    assert "espeakng_loader" in found.path
    assert found.version.count(".") == 2


@pytest.mark.usefixtures("no_wheel")
@pytest.mark.parametrize("name", where.NAMES)
def test_without_the_wheel_the_system_has_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class System:
        def __init__(self, asked: str) -> None:
            if asked != name:
                raise OSError(asked)
            self._name = asked
            self.espeak_Info: Any = lambda _: b"1.52.0"

    monkeypatch.setattr(ctypes, "CDLL", System)
    assert locate() == (name, "", "system 1.52.0")
    assert EspeakEngine().version.startswith("system 1.52.0/")
    assert EspeakEngine().availability(VOICES[0]).usable


@pytest.mark.usefixtures("no_wheel")
@pytest.mark.parametrize(
    ("libc", "mend"), [("glibc 2.36", "mend-espeak"), ("", "mend-espeak-system")]
)
def test_where_there_is_none_that_is_told(
    libc: str, mend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library of that name without the function is none either."""
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    monkeypatch.setattr(os, "confstr", lambda _: libc, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    told = EspeakEngine().availability(VOICES[0])
    assert (told.usable, told.mend) == (False, mend)
    assert "the system has none" in told.reason


@pytest.mark.usefixtures("no_wheel")
def test_the_systems_own_speaks() -> None:
    try:
        found = locate()
    except OSError:
        pytest.skip("this system has no libespeak-ng (Debian: apt install libespeak-ng1)")
    with closing(Pool(found.path, found.data, 1)) as workers:
        answer = workers.ask(REQUEST)
    assert len(answer.audio) > answer.sample_rate > 0


@needs_fork
def test_what_stays_loaded_is_kept_out_of_the_next_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on musl: the same bytes as where the library is loaded anew each time."""
    found = locate()
    assert not process.stays_loaded()
    with closing(Pool(found.path, found.data, 1)) as workers:
        usual = [workers.ask(REQUEST) for _ in range(2)]
    monkeypatch.setattr(process, "stays_loaded", lambda: True)
    said = list(_served(found, [REQUEST, REQUEST._replace(sentences=["chợ nổi"]), REQUEST]))
    assert [said[0], said[2]] == usual


def _served(found: where.Found, requests: list[Request]) -> Iterator[Answer]:
    """What a worker answers, in this process: the children alone load the library."""
    import tempfile
    from io import BytesIO

    asked = b"".join(each.packed() for each in requests)
    with tempfile.TemporaryFile() as answers:
        process.serve(found.path, found.data, BytesIO(asked), answers)
        answers.seek(0)
        for _ in requests:
            yield Answer.read(answers)


@needs_fork
def test_a_child_that_crashes_ends_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "stays_loaded", lambda: True)
    monkeypatch.setattr(Library, "say", lambda *_: os._exit(9))
    with pytest.raises(SystemExit) as raised:
        list(_served(locate(), [REQUEST]))
    assert raised.value.code == 9
