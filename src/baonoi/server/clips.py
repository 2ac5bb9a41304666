"""The clips of a server: written to the disk when nobody waits for a first sound."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from queue import SimpleQueue

from baonoi.common.parallel import Hand
from baonoi.model import Clip
from baonoi.server.metrics import Metrics
from baonoi.server.turns import Turns
from baonoi.voices import ClipCache

HELD = 8 << 20
"""Bytes of clips that wait to be written; what is more is written at once."""
LONGEST = 5.0
"""Seconds for which one waits while others come first."""


class LaterClips(ClipCache):
    """Keeps a clip at once for whoever asks, and on the disk a little later.

    Writing takes a fifth of the time in which a listener has his first sound. A server that is
    killed meanwhile says again what was not written. It also counts what need not be said.
    """

    def __init__(self, metrics: Metrics, turns: Turns, folder: Path | None = None) -> None:
        super().__init__(folder)
        self._metrics, self._turns = metrics, turns
        self._held: dict[str, Clip] = {}
        self._size = 0
        self._lock = threading.Lock()
        self._waiting: SimpleQueue[str | None] = SimpleQueue()
        self._writer: Hand | None = None
        self._closed = threading.Event()

    def __contains__(self, key: str) -> bool:
        kept = key in self._held or super().__contains__(key)
        self._metrics.count("baonoi_clips_total", kept="yes" if kept else "no")
        return kept

    def load(self, key: str) -> Clip | None:
        """The clip of that key; None where there is none or it is damaged."""
        return self._held.get(key) or super().load(key)

    def store(self, key: str, clip: Clip) -> None:
        """Keep a clip."""
        with self._lock:
            if key in self._held:
                return
            later = not self._closed.is_set() and self._size + len(clip.pcm) <= HELD
            if later:
                self._held[key] = clip
                self._size += len(clip.pcm)
                self._writer = self._writer or Hand(self._write)
        if later:
            self._waiting.put(key)
        else:
            super().store(key, clip)

    def close(self) -> None:
        """Write what still waits."""
        with self._lock:
            self._closed.set()
        self._waiting.put(None)
        if self._writer is not None:
            self._writer.ended(LONGEST)

    def _write(self) -> None:
        while (key := self._waiting.get()) is not None:
            end = time.monotonic() + LONGEST
            while self._turns.pressing() and time.monotonic() < end and not self._closed.is_set():
                time.sleep(0.02)
            clip = self._held[key]
            super().store(key, clip)
            with self._lock:
                del self._held[key]
                self._size -= len(clip.pcm)
