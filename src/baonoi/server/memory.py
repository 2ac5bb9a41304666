"""How a server gives memory back, where the C library is glibc."""

from __future__ import annotations

import ctypes
from contextlib import suppress

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""Names of its options, from glibc's malloc.h."""
SPARE = 2 << 20
"""Bytes that it may keep of what is free."""
APART = 128 << 10
"""Bytes from which on a thing has memory of its own, which goes back with it."""
ARENAS = 2
"""Heaps that threads share: each keeps what was free in it."""


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
