"""Politeness: of one host no more is asked at once than one thing, and not without a pause."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from baonoi.common import stopping
from baonoi.common.addresses import parts
from baonoi.common.parallel import HEARD

PAUSE = 1.0
"""Seconds between the end of one request to a host and the beginning of the next."""


class Hosts:
    """Whose turn it is. Threads share it."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._ended: dict[str, float] = {}
        self._own = threading.Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait until the host of ``url`` may be asked something, and let nobody else meanwhile.

        Raises:
            KeyboardInterrupt: the process shall stop.
        """
        host = parts(url).netloc.lower()
        with self._own:
            lock = self._locks[host]
        while not lock.acquire(timeout=HEARD):
            stopping.check()
        try:
            left = self._ended.get(host, -self._pause) + self._pause - time.monotonic()
            if left > 0:
                stopping.sleep(left)
            try:
                yield
            finally:
                self._ended[host] = time.monotonic()
        finally:
            lock.release()
