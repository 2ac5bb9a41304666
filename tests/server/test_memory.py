"""What was freed goes back to the system, where the C library can be told so."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from pathlib import Path

import pytest
from loops import run

from baonoi.server import memory
from baonoi.server.memory import free, keep_giving_back, trim

MEGABYTE = 1 << 20
PIECE = 100_000
"""Bytes that come from a heap: larger ones have memory of their own."""


def resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def between() -> list[bytes]:
    """What stays in use, with 60 MB between that are free."""
    if sys.platform != "linux" or not free():
        pytest.skip("this C library does not tell what is free")
    pieces = [bytes([number % 255 + 1]) * PIECE for number in range(1200)]
    stay = pieces[1::2]
    pieces.clear()
    gc.collect()
    return stay


def test_what_lies_free_between_goes_back(between: list[bytes]) -> None:
    assert free() > 50 * MEGABYTE
    before = resident()
    trim()
    assert before - resident() > 40 * MEGABYTE
    assert len(between) == 600


def test_a_server_looks_for_it_from_time_to_time(
    between: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def a_while() -> None:
        task = asyncio.create_task(keep_giving_back())
        for _ in range(100):
            await asyncio.sleep(0.02)
            if before - resident() > 40 * MEGABYTE:
                break
        task.cancel()

    monkeypatch.setattr(memory, "PAUSE", 0.01)
    before = resident()
    run(a_while())
    assert before - resident() > 40 * MEGABYTE
    assert len(between) == 600


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: object())
    trim()
    assert free() == 0
