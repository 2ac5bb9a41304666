"""Asking a service that others ask too: not too often, again after a pause, and not for ever."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from baonoi.common.log import Log
from baonoi.common.retry import retry_after
from baonoi.errors import StoppedError

_log = Log(__name__)
Answer = TypeVar("Answer")


class Trouble(Exception):  # noqa: N818  (between an engine and its service; nobody else sees it)
    """Why a request failed, whether another try may help, and how long the service asks to wait."""

    def __init__(self, reason: str, *, passing: bool = True, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is asked. Times are seconds."""

    spacing: float = 0.01
    """Between the starts of two requests."""
    tries: int = 5
    first_pause: float = 0.5
    """Before the second try; it doubles with each further one."""
    longest_pause: float = 8.0
    patience: float = 60.0
    """The longest wait that a service may ask for; one that asks for more is left alone."""
    idle_time: float = 8.0
    """Until a connection stands, and until an answer begins or goes on."""
    request_time: float = 45.0
    """A whole request, however slowly the answer drips."""


class Service:
    """One online service, asked from several threads of this process."""

    def __init__(self, name: str, manners: Manners) -> None:
        self.name = name
        self.manners = manners
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._next = 0.0
        self._spacing = manners.spacing
        self._gone = False

    def ask(self, request: Callable[[], Answer], sentence: str) -> Answer:
        """Its answer, after as many tries as its manners allow.

        Args:
            request: one try; raises ``Trouble`` where it fails.
            sentence: what is asked for, to be named in an error.

        Raises:
            StoppedError: it failed for good.
        """
        tries = 0
        while True:
            self._wait_for_turn()
            tries += 1
            try:
                return request()
            except Trouble as trouble:
                wait = self._pause(trouble, tries)
                if wait is None:
                    self._gone = True
                    raise self._stopped(trouble, tries, sentence) from trouble
                _log.info(
                    "%s: %s, tried again in %.1f s (%d)", self.name, trouble.reason, wait, tries
                )
                self._hold_back(wait, everyone=trouble.wait is not None)

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._closed.set()

    def _pause(self, trouble: Trouble, tries: int) -> float | None:
        """Seconds to wait before another try; None where there is none."""
        manners = self.manners
        if not trouble.passing or tries >= manners.tries or self._gone or self._closed.is_set():
            return None
        if trouble.wait is not None and trouble.wait > manners.patience:
            return None
        backing_off = min(manners.longest_pause, manners.first_pause * 2.0 ** (tries - 1))
        # Spread, or all that failed together would come back together.
        return max(trouble.wait or 0.0, backing_off * random.uniform(0.5, 1.0))

    def _hold_back(self, wait: float, *, everyone: bool) -> None:
        """Wait; where the service asked for it, nobody asks before, and all ask less often."""
        if everyone:
            with self._lock:
                self._next = max(self._next, time.monotonic() + wait)
                self._spacing = min(1.0, self._spacing * 2)
        else:
            self._closed.wait(wait)

    def _wait_for_turn(self) -> None:
        """Take the next free place in time."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._spacing
        if turn > now:
            self._closed.wait(turn - now)

    def _stopped(self, trouble: Trouble, tries: int, sentence: str) -> StoppedError:
        after = f" after {tries} tries" if tries > 1 else ""
        if trouble.wait is not None and trouble.wait > self.manners.patience:
            after = f"; it asks to be left alone for {trouble.wait / 60:.0f} minutes"
        return StoppedError(
            f"{self.name} failed{after}: {trouble.reason}. It should have said: {sentence[:80]}",
            "service-gone",
            service=self.name,
            reason=trouble.reason,
            tries=tries,
            text=sentence[:80],
        )


def refusal(status: int, wait: str | None) -> Trouble:
    """The trouble that an HTTP status other than success means."""
    reasons = {
        401: "it refuses us",
        403: "it refuses us",
        429: "it is asked too often",
        503: "it is out of service",
    }
    reason = f"{reasons.get(status, 'it answered with an error')} (HTTP {status})"
    passing = status in (403, 408, 425, 429) or status >= 500
    return Trouble(reason, passing=passing, wait=retry_after(wait))
