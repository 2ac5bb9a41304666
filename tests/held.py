"""A voice that can be stopped in the middle of an article."""

from __future__ import annotations

import threading
from typing import Any

from fake_voice import FakeEngine, humming


class Held(FakeEngine):
    """Says so many passages, and no more until it is let."""

    def __init__(self, passages: int) -> None:
        self.room = threading.Semaphore(passages)
        super().__init__(self._held)

    def _held(self, passage: Any) -> Any:
        assert self.room.acquire(timeout=60)
        return humming(4000)(passage)

    def let_go(self) -> None:
        self.room.release(1000)
