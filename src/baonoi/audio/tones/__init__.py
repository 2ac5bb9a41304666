"""The tones that voices have: sample rate, delay in samples, then the taps, a number a line.

``bench/tone.py`` writes the tables.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zlib import crc32

UNIT = 1 << 20
"""What a tap of one is written as."""
_FOLDER = Path(__file__).parent


def path_of(name: str) -> Path:
    """Where a tone's table lies."""
    return _FOLDER / f"{name}.tsv"


@cache
def numbers(name: str) -> tuple[int, ...]:
    """Sample rate, delay, taps."""
    return tuple(map(int, path_of(name).read_text(encoding="utf-8").split()))


@cache
def mark(name: str) -> int:
    """A number that changes with the tone; 0 where there is none."""
    return crc32(path_of(name).read_bytes()) if name else 0
