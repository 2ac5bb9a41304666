"""Clips that are whole or not there, bounded, and shared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from array import array
from pathlib import Path

import pytest

from baonoi.model import Clip
from baonoi.voices import ClipCache

WRITER = """
import sys
from array import array
from baonoi.model import Clip
from baonoi.voices import ClipCache
cache = ClipCache(limit=300_000)
for number in range(60):
    key = f"{number % 20:064x}"
    size = 2000 + number % 20
    cache.store(key, Clip(bytes([number % 20]) * 2 * size, 24000, array("i", [size]),
                          array("i", [0, size]), "x"))
    found = cache.load(f"{(number * 7) % 20:064x}")
    if found is not None:
        pcm = bytes(found.pcm)
        assert len(pcm) == 2 * found.sentences[-1] and len(set(pcm)) == 1, "torn"
    if number % 10 == 0:
        cache.prune()
"""


def clip(letter: str, size: int = 1000) -> Clip:
    return Clip(letter.encode() * 2 * size, 24000, array("i", [size]), array("i", [0, size]), "x")


def key(number: int) -> str:
    return f"{number:064x}"


def test_what_is_kept_comes_back() -> None:
    cache = ClipCache()
    assert cache.load(key(1)) is None
    cache.store(key(1), clip("a"))
    found = cache.load(key(1))
    assert found is not None
    assert (bytes(found.pcm), found.sample_rate) == (b"a" * 2000, 24000)
    assert (list(found.sentences), list(found.words), found.voice) == ([1000], [0, 1000], "x")
    assert key(1) in cache


@pytest.mark.parametrize("damage", ["cut", "empty", "longer", "garbage"])
def test_a_damaged_clip_is_none(damage: str) -> None:
    cache = ClipCache()
    cache.store(key(1), clip("a"))
    (path,) = (each for each in cache.folder.rglob("*") if each.is_file())
    data = path.read_bytes()
    changed = {"cut": data[:-1], "empty": b"", "longer": data + b"x", "garbage": b"\xff" * 99}
    path.write_bytes(changed[damage])
    assert cache.load(key(1)) is None


def test_a_clip_in_the_place_of_another_is_none() -> None:
    cache = ClipCache()
    cache.store(key(1), clip("a"))
    cache.store(key(2), clip("b"))
    shutil.copy(cache.folder / key(1), cache.folder / key(2))
    assert cache.load(key(2)) is None


def test_the_oldest_go_first() -> None:
    cache = ClipCache()
    for number in range(10):
        cache.store(key(number), clip("a"))
    for number, path in enumerate(sorted(cache.folder.rglob("*0[0-9]"))):
        os.utime(path, (time.time() - 1000 + number,) * 2)
    size = cache.usage().bytes // 10
    left = cache.prune(4 * size)
    assert (left.clips, left.bytes <= 4 * size) == (4, True)
    assert [key(number) in cache for number in range(10)] == [False] * 6 + [True] * 4
    assert cache.clear().clips == 0


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = ClipCache(tmp_path / "file")
    cache.store(key(1), clip("a"))
    assert cache.load(key(1)) is None
    assert cache.prune().clips == 0


def test_processes_share_it() -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for writer in writers:
        _, complaint = writer.communicate()
        assert writer.returncode == 0, complaint
    cache = ClipCache()
    cache.prune(300_000)
    assert cache.usage().bytes <= 300_000
    assert not list(cache.folder.rglob("*.part"))


def test_threads_share_it() -> None:
    cache = ClipCache()
    torn: list[str] = []

    def work(letter: str) -> None:
        for _ in range(50):
            cache.store(key(7), clip(letter))
            found = cache.load(key(7))
            if found is None or len(set(bytes(found.pcm))) != 1:
                torn.append(letter)

    threads = [threading.Thread(target=work, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert torn == []
