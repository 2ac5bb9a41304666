"""Work done side by side in threads, its results handed back in order; and how many cores.

The threads are daemons: a process that ends waits for none of them. Who waits for a result here
hears meanwhile that he shall stop.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from queue import SimpleQueue
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from baonoi.common import stopping

HEARD = 0.2
"""Seconds after which an interrupt is heard at the latest."""
LONGEST_END = 3.0
"""Seconds for which a crew that was told to stop is waited for."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


def cores() -> int:
    """Cores this process may use."""
    try:
        return len(os.sched_getaffinity(0)) or 1
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def awaited(future: Future[Result]) -> Result:
    """Its result. The wait is cut up, so that an interrupt is heard meanwhile on every system.

    Raises:
        KeyboardInterrupt: the process shall stop.
    """
    while not future.done():
        stopping.check()
        wait((future,), HEARD)
    return future.result()


class Crew:
    """A few threads that do what they are given, in the order in which they are given it."""

    def __init__(self, size: int, *, apart: bool = False) -> None:
        """Start no thread yet.

        Args:
            size: threads at most. Where the system gives fewer, those do all, and where it gives
                none, whoever asks does it himself.
            apart: whether each task needs a thread of its own, because tasks wait for one another:
                then one that cannot be had is an error.
        """
        self._size, self._apart = size, apart
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._dropped = False

    def submit(
        self,
        work: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        """Have it done.

        Raises:
            RuntimeError: the system has no thread for a task that needs one of its own.
        """
        future: Future[Result] = Future()

        def task() -> None:
            if self._dropped:
                future.cancel()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work(*args, **kwargs))
                except BaseException as error:
                    future.set_exception(error)

        if len(self._threads) < self._size:
            self._hire()
        if self._threads:
            self._tasks.put(task)
        else:
            task()
        return future

    def drop(self) -> None:
        """Begin nothing that has not been begun, and wait for nothing."""
        self._dropped = True
        self._dismiss()

    def close(self) -> None:
        """Wait until all is done; in a process that shall stop, for ``LONGEST_END`` at most."""
        self._dismiss()
        end = math.inf
        for thread in self._threads:
            while thread.is_alive() and time.monotonic() < end:
                if stopping.asked():
                    end = min(end, time.monotonic() + LONGEST_END)
                thread.join(HEARD)

    def _hire(self) -> None:
        thread = threading.Thread(target=self._labour, daemon=True)
        try:
            thread.start()
        except RuntimeError:
            if self._apart:
                raise
        else:
            self._threads.append(thread)

    def _dismiss(self) -> None:
        for _ in self._threads:
            self._tasks.put(None)

    def _labour(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is being done; where the block failed, the rest is dropped."""
        if error is not None:
            self.drop()
        self.close()


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], threads: int, ahead: int
) -> Iterator[Result]:
    """``work`` of each item, in order; at most ``ahead`` items are read before their turn.

    What is done is handed on before another item is read.

    When one fails, what is under way is still finished, the rest is dropped, and the failure is
    raised in its turn. When the consumer leaves or is interrupted, nothing is waited for.
    """
    pending: deque[Future[Result]] = deque()
    crew = Crew(threads)
    try:
        for item in items:
            pending.append(crew.submit(work, item))
            while len(pending) > ahead or (pending and pending[0].done()):
                yield awaited(pending.popleft())
        while pending:
            yield awaited(pending.popleft())
    except Exception:
        crew.drop()
        crew.close()
        raise
    finally:
        crew.drop()
