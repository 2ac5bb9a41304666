"""A limit on the whole of an exchange, which per-read time limits cannot set."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class Deadline:
    """Ends the connections it watches when the time is up.

    A server that sends a byte now and then never runs into a time limit on reading. Shutting the
    connection from outside ends the handshake, the headers and the body alike.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._watched:
                connection.close()
            self._watched.clear()

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - time.monotonic())

    def watch(self, connection: socket.socket) -> None:
        """End this connection too when the time is up.

        A duplicate is kept, since TLS takes the original apart.
        """
        with self._lock:
            self._watched.append(connection.dup())
        if not self.left:
            self._shut()

    def _shut(self) -> None:
        with self._lock:
            for connection in self._watched:
                with contextlib.suppress(OSError):  # it may be closed already
                    connection.shutdown(socket.SHUT_RDWR)
