"""Work done side by side in threads, its results handed back in order; and how many cores.

The threads are daemons: a process that ends waits for none of them. Who waits for a result here
hears meanwhile that he shall stop.
"""

from __future__ import annotations

import _thread
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
BEGINS = 10.0
"""Seconds after which a thread that has not begun is given up: it found no memory."""
NO_THREAD = "can't start new thread"
"""What Python says where the system has none left."""
LONGEST_END = 3.0
"""Seconds for which a crew that was told to stop is waited for."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class _Share:
    """Of the machine, which this process has beside others."""

    cores: int | None = None


def take_share(number: int) -> None:
    """Use no more than so many cores from now on: as many processes as cores do the same."""
    _Share.cores = number


def cores() -> int:
    """Cores this process may use."""
    if _Share.cores is not None:
        return _Share.cores
    try:
        return len(os.sched_getaffinity(0)) or 1
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


class Hand:
    """A daemon's thread that is known to have begun.

    ``threading.Thread.start`` waits for ever where the system gives a thread, but no memory to
    begin with.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        """Start it.

        Raises:
            RuntimeError: the system has no thread left.
        """
        self._work = work
        self._begun, self._ended = threading.Event(), threading.Event()
        self._wanted = True
        _thread.start_new_thread(self._run, ())
        if not self._begun.wait(BEGINS):
            self._wanted = False
            raise RuntimeError(NO_THREAD)

    def ended(self, timeout: float = 0.0) -> bool:
        """Whether it has come to its end, waiting so many seconds for it."""
        return self._ended.wait(timeout)

    def _run(self) -> None:
        try:
            self._begun.set()
            if self._wanted:
                self._work()
        finally:
            del self._work  # a crew knows its hands: as a circle, all of it would stay for long
            self._ended.set()


class Crew:
    """A few threads that do what they are given, in the order in which they are given it."""

    def __init__(self, size: int, *, apart: bool = False, longest_end: float = LONGEST_END) -> None:
        """Start no thread yet.

        Args:
            size: threads at most. Where the system gives fewer, those do all, and where it gives
                none, whoever asks does it himself.
            longest_end: seconds for which it is waited for in a process that shall stop.
            apart: whether each task needs a thread of its own, because tasks wait for one another:
                then one that cannot be had is an error.
        """
        self._size, self._apart, self._longest_end = size, apart, longest_end
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._hands: list[Hand] = []
        self._dropped = self._died = False

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

        if len(self._hands) < self._size:
            self._hire()
        if self._hands:
            self._tasks.put(task)
        else:
            task()
        return future

    def result(self, future: Future[Result]) -> Result:
        """What came of a task. The wait is cut up, so that an interrupt is heard on every system.

        Raises:
            KeyboardInterrupt: the process shall stop.
            MemoryError: a thread died for want of it.
        """
        while not future.done():
            self.check()
            wait((future,), HEARD)
        return future.result()

    def check(self) -> None:
        """Make sure that it is of use to wait: see :meth:`result`."""
        stopping.check()
        if self._died:
            raise MemoryError

    def drop(self) -> None:
        """Begin nothing that has not been begun, and wait for nothing."""
        self._dropped = True
        self._dismiss()

    def close(self) -> None:
        """Wait until all is done; in a process that shall stop, not for ever."""
        self._dismiss()
        end = math.inf
        for hand in self._hands:
            while not hand.ended(HEARD) and time.monotonic() < end:
                if stopping.asked():
                    end = min(end, time.monotonic() + self._longest_end)

    def _hire(self) -> None:
        try:
            self._hands.append(Hand(self._labour))
        except RuntimeError:
            if self._apart:
                raise

    def _dismiss(self) -> None:
        for _ in self._hands:
            self._tasks.put(None)

    def _labour(self) -> None:
        try:
            while (task := self._tasks.get()) is not None:
                task()
                del task  # or what it was about would wait with us for the next
        except BaseException:  # not even the failure of a task could be told
            self._died = True

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
                yield crew.result(pending.popleft())
        while pending:
            yield crew.result(pending.popleft())
    except Exception:
        crew.drop()
        crew.close()
        raise
    finally:
        crew.drop()
