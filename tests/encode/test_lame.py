"""MP3s by the system's LAME, where its wheel is missing."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from baonoi.encode import Mp3Sections
from baonoi.encode.lame import _system
from baonoi.errors import OutputError

RATE = 22050


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "lameenc", None)
    _system.cache_clear()
    yield
    _system.cache_clear()


@pytest.fixture
def tone() -> bytes:
    sound = 8000 * np.sin(2 * np.pi * 500 * np.arange(60_000) / RATE)
    return bytes(sound.astype("<i2").tobytes())


def coded(tone: bytes) -> tuple[bytes, int]:
    encoder = Mp3Sections().encoder(RATE)
    parts = [encoder.encode(tone[at : at + 10_000]) for at in range(0, len(tone), 10_000)]
    parts.append(encoder.finish())
    return b"".join(parts), encoder.coded.samples


def test_the_systems_lame_does_the_same(tone: bytes, no_wheel: None, tmp_path: Path) -> None:
    try:
        _system()
    except OutputError:
        pytest.skip("this system has no libmp3lame (Debian: apt install libmp3lame0)")
    frames, samples = coded(tone)
    path = tmp_path / "01.frames"
    path.write_bytes(frames)
    own = np.concatenate(list(Mp3Sections().decoded(path)))
    sys.modules.pop("lameenc")
    wheels, same = coded(tone)
    path.write_bytes(wheels)
    usual = np.concatenate(list(Mp3Sections().decoded(path)))
    assert (len(frames), samples) == (len(wheels), same)
    assert np.abs(own - usual).max() < 0.01


def test_a_section_of_no_samples_is_finished_all_the_same(no_wheel: None) -> None:
    try:
        _system()
    except OutputError:
        pytest.skip("this system has no libmp3lame (Debian: apt install libmp3lame0)")
    frames, samples = coded(b"")
    assert samples * 2 == 0 or frames


def test_where_there_is_none_that_is_told(
    tone: bytes, no_wheel: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", none)
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: None)
    with pytest.raises(OutputError) as raised:
        coded(tone)
    assert raised.value.code == "no-lame"
