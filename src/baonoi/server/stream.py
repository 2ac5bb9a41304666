"""Sound on its way from the hands that make it to one listener."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Generator

from baonoi.reading.stream import Part
from baonoi.server.turns import AHEAD, Turns


class Stream:
    """Parts made in turns, taken by a coroutine; who leaves stops the voice.

    No more is made than ``AHEAD`` seconds beyond what was taken.
    """

    def __init__(self, made: Generator[Part, None, None], turns: Turns) -> None:
        """Make nothing yet. It belongs to the event loop that runs."""
        self._made, self._turns = made, turns
        self._loop = asyncio.get_running_loop()
        self._ready: deque[Part | Exception | None] = deque()
        self._arrived = asyncio.Event()
        self._lock = threading.Lock()
        self._parked = False
        self._left = False
        self._ended = False
        self._born = time.monotonic()
        self._first: float | None = None
        self._seconds = self._taken = 0.0

    @property
    def due(self) -> float:
        """When the listener has heard all that was made."""
        if self._left:
            return self._born
        return self._born if self._first is None else self._first + self._seconds

    @property
    def seconds(self) -> float:
        """Of sound that were made."""
        return self._seconds

    def begin(self) -> None:
        """Let it be made."""
        self._turns.add(self)

    def step(self) -> bool:
        """Make the next part that brings bytes."""
        if self._left:
            self._made.close()
            return False
        try:
            part = next((each for each in self._made if self._counted(each).data), None)
        except Exception as error:
            self._made.close()
            self._hand_over(error)
            return False
        if self._first is None:
            self._first = time.monotonic()
        self._hand_over(part)
        if part is None:
            return False
        with self._lock:
            self._parked = self._seconds - self._taken > AHEAD and not self._left
            return not self._parked

    def leave(self) -> None:
        """Nobody listens any more."""
        with self._lock:
            if self._left or self._ended:
                return
            self._left = True
            parked, self._parked = self._parked, False
            self._ready.clear()
        if parked:
            self._turns.add(self)  # a hand closes what it has made so far

    async def __aiter__(self) -> AsyncIterator[Part]:
        """Each part.

        Raises:
            BaonoiError: what hindered the reading.
        """
        while True:
            while not self._ready:
                self._arrived.clear()
                await self._arrived.wait()
            part = self._ready.popleft()
            if part is None:
                return
            if isinstance(part, Exception):
                raise part
            self._take(part)
            yield part

    def _take(self, part: Part) -> None:
        with self._lock:
            self._taken += part.seconds
            again = self._parked and self._seconds - self._taken < AHEAD / 2
            if again:
                self._parked = False
        if again:
            self._turns.add(self)

    def _counted(self, part: Part) -> Part:
        self._seconds += part.seconds
        return part

    def _hand_over(self, part: Part | Exception | None) -> None:
        with self._lock:
            if self._left:
                return
            self._ended = not isinstance(part, Part)
            self._ready.append(part)
        self._loop.call_soon_threadsafe(self._arrived.set)
