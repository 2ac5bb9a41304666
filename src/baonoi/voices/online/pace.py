"""How fast a voice speaks: by it an answer is known that lacks a part of its text."""

from __future__ import annotations

import threading
from collections import deque
from statistics import median

from baonoi.voices.online.service import TransientError

TELLING = 8
"""Syllables from which an answer's pace can be compared with that of others."""
ENOUGH = 3
"""Answers from which the usual pace is known."""
LEAST = 0.6
"""Share of the usual time a syllable takes below which part of the answer must be missing."""
DOUBTED = 0.82
"""Share below which some of it may be: four syllables of twenty, or a hasty reading."""
HASTY = 0.16
"""Seconds a syllable takes below which an answer that breaks off is a part of one: the voices say
four to five syllables a second, and end with silence."""


class Pace:
    """How fast one voice speaks; an answer much shorter than its text is a part of one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: deque[float] = deque(maxlen=64)

    def check(self, seconds: float, syllables: int, *, breaks_off: bool = False) -> bool:
        """Hold an answer against its syllables and against the answers before it.

        Whether it is beyond doubt.

        Args:
            seconds: what its speech takes.
            syllables: how many it should say.
            breaks_off: whether it ends in the midst of speech.

        Raises:
            TransientError: part of it must be missing.
        """
        each = seconds / max(syllables, 1)
        part = TransientError(f"it sent {seconds:.1f} s for {syllables} syllables, part of them")
        if breaks_off and each < HASTY:
            raise part
        if syllables < TELLING:
            return True
        with self._lock:
            usual = median(self._known) if len(self._known) >= ENOUGH else 0.0
            if each < LEAST * usual:
                raise part
            self._known.append(each)
            return each >= DOUBTED * usual
