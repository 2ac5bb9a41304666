"""How a server gives memory back, where the C library is glibc."""

from __future__ import annotations

import asyncio
import ctypes
from contextlib import suppress
from typing import Any

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""Names of its options, from glibc's malloc.h."""
SPARE = 2 << 20
"""Bytes that it may keep of what is free."""
APART = 128 << 10
"""Bytes from which on a thing has memory of its own, which goes back with it."""
ARENAS = 2
"""Heaps that threads share: each keeps what was free in it."""
PAUSE = 10.0
"""Seconds between two looks for what is free, but kept."""
MUCH = 16 << 20
"""Bytes of it from which on it goes back: to look for it stops others for a moment."""


class Mallinfo(ctypes.Structure):
    """``struct mallinfo2`` of glibc 2.33's malloc.h."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def give_back() -> None:
    """Let what was freed go back to the system soon.

    Clips are large and live for a moment. Left alone, glibc learns from the first of them to keep
    up to 64 MB of each heap: half of what a server holds.
    """
    with suppress(AttributeError, OSError, TypeError):  # another library, another system
        tell = ctypes.CDLL(None).mallopt
        tell(TRIM_THRESHOLD, SPARE)
        tell(MMAP_THRESHOLD, APART)
        tell(ARENA_MAX, ARENAS)


async def keep_giving_back() -> None:
    """From time to time let go of what lies free between things that are in use.

    After fifty listeners at once that is half of what a server holds, and it would stay.
    """
    while True:
        await asyncio.sleep(PAUSE)
        if free() > MUCH:
            await asyncio.to_thread(trim)


def free() -> int:
    """Bytes that are free, but kept; 0 where the library does not tell."""
    with suppress(AttributeError, OSError, TypeError):
        tell: Any = ctypes.CDLL(None).mallinfo2
        tell.restype = Mallinfo
        told: int = tell().fordblks
        return told
    return 0


def trim() -> None:
    """Give back what is free, wherever it lies."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
