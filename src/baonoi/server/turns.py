"""Who is served first: whoever would hear silence first. Work is done in steps, by a few hands.

Each piece of work tells when its listener runs out of sound. The hands take the earliest, do one
step of it, and look again, so that nobody waits for a whole article of somebody else's. A file that
nobody hears yet counts as due in ``AHEAD`` seconds: it comes after all listeners who have less than
that, and is not forgotten.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable
from typing import Protocol

from baonoi.common.log import Log
from baonoi.common.parallel import Hand

_log = Log(__name__)

AHEAD = 30.0
"""Seconds of sound that a listener may be ahead before others come first."""


class Work(Protocol):
    """Something that is done in steps."""

    @property
    def due(self) -> float:
        """When it is missed, on the monotonic clock."""
        ...

    def step(self) -> bool:
        """Do a little of it; whether there is more to do now. It must not raise."""
        ...


class Turns:
    """A few threads that do the next step of whatever is due first."""

    def __init__(self, hands: int) -> None:
        """Start no thread yet.

        Args:
            hands: how many steps are done side by side.
        """
        self._size = hands
        self._hands: list[Hand] = []
        self._waiting: list[tuple[float, int, Work]] = []
        self._count = 0
        self._doing = 0
        self._changed = threading.Condition()
        self._closed = False

    def add(self, work: Work) -> None:
        """Let it have its turns until it has nothing more to do. Any thread may ask."""
        with self._changed:
            if self._closed:
                return
            if len(self._hands) < self._size:
                self._hands.append(Hand(self._labour))
            self._push(work)
            self._changed.notify()

    @property
    def waiting(self) -> int:
        """Works whose turn has not come yet."""
        return len(self._waiting)

    @property
    def doing(self) -> int:
        """Steps under way."""
        return self._doing

    def urgent(self) -> bool:
        """Whether a listener waits who is not far ahead."""
        with self._changed:
            return bool(self._waiting) and self._waiting[0][0] < time.monotonic() + AHEAD / 2

    def pressing(self) -> bool:
        """Whether a listener waits who has nothing to hear."""
        with self._changed:
            return bool(self._waiting) and self._waiting[0][0] < time.monotonic()

    def close(self, longest: float = 3.0) -> None:
        """Begin no other step; wait a moment for those under way."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        end = time.monotonic() + longest
        for hand in self._hands:
            hand.ended(max(0.0, end - time.monotonic()))

    def _push(self, work: Work) -> None:
        self._count += 1  # of two that are due at once, who came first comes first
        heapq.heappush(self._waiting, (work.due, self._count, work))

    def _labour(self) -> None:
        more: Work | None = None
        while True:
            with self._changed:
                if more is not None:
                    self._doing -= 1
                    if not self._closed:
                        self._push(more)
                while not self._waiting:
                    if self._closed:
                        return
                    self._changed.wait()
                work = heapq.heappop(self._waiting)[2]
                self._doing += 1
            more = work if self._step(work) else None
            if more is None:
                with self._changed:
                    self._doing -= 1

    def _step(self, work: Work) -> bool:
        try:
            return work.step()
        except Exception as error:  # a hand that ends would serve nobody any more
            _log.warning("a step failed: %r", error)
            return False


class Courtesy:
    """Lets listeners go first: called between two sentences of what nobody hears yet."""

    def __init__(self, turns: Turns, sleep: Callable[[float], None] = time.sleep) -> None:
        self._turns, self._sleep = turns, sleep

    def __call__(self, event: object = None) -> None:
        """Wait while a listener waits, but not for ever."""
        end = time.monotonic() + AHEAD
        while self._turns.urgent() and time.monotonic() < end:
            self._sleep(0.02)
