"""Whether there is memory to begin with: a library that finds none ends the process by itself."""

from __future__ import annotations

import mmap

WRITTEN = 64 << 20
"""Bytes that numpy's library and the first clips take at least."""
MAPPED = 192 << 20
"""Bytes of addresses that all libraries take beside them."""


def ensure() -> None:
    """Make sure that a reading can begin.

    Raises:
        MemoryError: a limit that is set on this process, or the system, does not give so much.
    """
    if not hasattr(mmap, "MAP_PRIVATE"):  # on Windows there is no such limit
        return
    try:
        with (
            mmap.mmap(-1, MAPPED, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ),
            mmap.mmap(-1, WRITTEN, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS),
        ):
            pass
    except OSError as error:
        raise MemoryError from error
