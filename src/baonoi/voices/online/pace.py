"""How fast a voice speaks: by it an answer is known that lacks a part of its text."""

from __future__ import annotations

import threading
from collections import deque
from statistics import median

from baonoi.voices.online.service import Trouble

TELLING = 8
"""Syllables from which an answer's pace can be compared with that of others."""
ENOUGH = 3
"""Answers from which the usual pace is known."""
LEAST = 0.6
"""Share of the usual time a syllable takes below which part of the answer must be missing."""


class Pace:
    """How fast one voice speaks; an answer much shorter than its text is a part of one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: deque[float] = deque(maxlen=64)

    def check(self, seconds: float, syllables: int) -> None:
        """Hold an answer against its syllables and against the answers before it.

        Raises:
            Trouble: part of it must be missing.
        """
        if syllables < TELLING:
            return
        each = seconds / syllables
        with self._lock:
            if len(self._known) >= ENOUGH and each < LEAST * median(self._known):
                raise Trouble(f"it sent {seconds:.1f} s for {syllables} syllables, part of them")
            self._known.append(each)
