"""Clips that are written a little later: nobody notices, and none is lost."""

from __future__ import annotations

import threading
from array import array
from pathlib import Path

import pytest

from baonoi.model import Clip
from baonoi.server import clips
from baonoi.server.clips import LaterClips
from baonoi.server.metrics import Metrics
from baonoi.server.turns import Turns
from baonoi.voices import ClipCache

KEYS = [f"{number:08x}" * 8 for number in range(1, 9)]


def clip(number: int = 1) -> Clip:
    return Clip(bytes([number]) * 2000, 22050, array("i", (1000,)), array("i", (0, 900)), "test")


class Busy(Turns):
    """Somebody waits, as long as it is told so."""

    def __init__(self) -> None:
        super().__init__(1)
        self.busy = threading.Event()
        self.busy.set()

    def pressing(self) -> bool:
        return self.busy.is_set()


def written(folder: Path) -> set[str]:
    return {each.name for each in ClipCache(folder).folder.glob("[0-9a-f]*")}


def sound(kept: ClipCache, key: str) -> bytes:
    found = kept.load(key)
    assert found is not None
    return bytes(found.pcm)


def test_who_waits_for_a_sound_comes_first(tmp_path: Path) -> None:
    turns = Busy()
    later = LaterClips(Metrics(), turns, tmp_path)
    for number, key in enumerate(KEYS):
        assert key not in later
        later.store(key, clip(number))
        later.store(key, clip(number))  # two may say the same at once
    assert written(tmp_path) == set()
    assert KEYS[2] in later
    assert sound(later, KEYS[2]) == bytes(clip(2).pcm)
    turns.busy.clear()
    later.close()
    assert written(tmp_path) == set(KEYS)
    assert sound(later, KEYS[2]) == bytes(clip(2).pcm)
    later.store("f" * 64, clip())  # of a voice that was not told yet
    assert "f" * 64 in written(tmp_path)


def test_what_would_be_too_much_is_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clips, "HELD", 5000)
    turns = Busy()
    later = LaterClips(Metrics(), turns, tmp_path)
    for number, key in enumerate(KEYS):
        later.store(key, clip(number))
    assert written(tmp_path) == set(KEYS[2:])
    later.close()  # it waits for nobody any more
    assert written(tmp_path) == set(KEYS)


def test_a_disk_that_takes_nothing_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    later = LaterClips(Metrics(), Turns(1), tmp_path / "file")
    later.store(KEYS[0], clip())
    later.close()
    assert later.load(KEYS[0]) is None
