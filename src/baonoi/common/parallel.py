"""Work done side by side in threads, its results handed back in order; and how many cores."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from queue import SimpleQueue
from typing import TypeVar

HEARD = 0.2
"""Seconds after which an interrupt is heard at the latest."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Cores this process may use."""
    try:
        return len(os.sched_getaffinity(0)) or 1
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def awaited(future: Future[Result]) -> Result:
    """Its result. The wait is cut up, so that an interrupt is heard meanwhile on every system."""
    while not future.done():
        wait((future,), HEARD)
    return future.result()


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], threads: int, ahead: int
) -> Iterator[Result]:
    """``work`` of each item, in order; at most ``ahead`` items are read before their turn.

    What is done is handed on before another item is read.

    When one fails, what is under way is still finished, the rest is dropped, and the failure is
    raised in its turn. When the consumer leaves or is interrupted, nothing is waited for.
    """
    tasks: SimpleQueue[tuple[Future[Result], Item] | None] = SimpleQueue()
    pending: deque[Future[Result]] = deque()
    crew: list[threading.Thread] = []

    def labour() -> None:
        while (task := tasks.get()) is not None:
            future, item = task
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work(item))
                except BaseException as error:
                    future.set_exception(error)

    failed = False
    try:
        for item in items:
            if len(crew) < threads:
                crew.append(threading.Thread(target=labour, daemon=True))
                crew[-1].start()
            future: Future[Result] = Future()
            pending.append(future)
            tasks.put((future, item))
            while len(pending) > ahead or (pending and pending[0].done()):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except Exception:
        failed = True
        raise
    finally:
        for waiting in pending:
            waiting.cancel()
        for _ in crew:
            tasks.put(None)
        for thread in crew if failed else ():
            thread.join()
