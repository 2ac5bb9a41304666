"""Articles read side by side, through one host of voices; what came of them in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from typing import TypeVar

from baonoi.common.parallel import LONGEST_END, Crew
from baonoi.voices import Host

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(
    read: Callable[[Item], Result], items: Iterable[Item], at_once: int, host: Host
) -> Generator[Result, None, None]:
    """What ``read`` makes of each, so many at once; an item is asked for when its turn comes.

    When one fails, or the consumer leaves, the host is closed: whoever still reads is not waited
    for long.

    Raises:
        BaseException: as ``read`` or ``items`` have it.
    """
    running: deque[Future[Result]] = deque()
    with Crew(at_once, longest_end=2 * LONGEST_END) as crew:
        try:
            for item in items:
                running.append(crew.submit(read, item))
                if len(running) > at_once:
                    yield crew.result(running.popleft())
            while running:
                yield crew.result(running.popleft())
        except BaseException:
            crew.drop()
            host.close()
            raise
