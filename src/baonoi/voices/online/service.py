"""Asking a service that others ask too: not too often, again after a pause, and not for ever."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from baonoi.common.log import Log
from baonoi.common.retry import retry_after
from baonoi.errors import StoppedError
from baonoi.told import Told

_log = Log(__name__)
Answer = TypeVar("Answer")
DOUBTED = 6
"""Doubtful answers of which the longest is taken, unless before that so many are as long as it:"""
AGREED = 3
ALIKE = 0.03
"""Seconds by which two whole answers may differ."""


class TransientError(Exception):
    """Why a request failed, whether another try may help, and how long the service asks to wait.

    ``outdated`` where that is what a library meets that is older than the service.
    """

    def __init__(
        self,
        reason: str,
        *,
        passing: bool = True,
        wait: float | None = None,
        outdated: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.wait = wait
        self.outdated = outdated


class DoubtfulError(Exception):
    """An answer in which something may be missing: how long it is, and why it is doubted."""

    def __init__(self, reason: str, answer: object, seconds: float) -> None:
        super().__init__(reason)
        self.reason, self.answer, self.seconds = reason, answer, seconds


@dataclass(frozen=True, slots=True)
class RetryPolicy:
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
    """A whole request, however slowly the answer drips; and for what it asks for, besides:"""
    syllable_time: float = 0.25
    """A syllable: a service may send its speech no faster than it is spoken."""

    def longest(self, text: str) -> float:
        """Seconds that a request for this text may take."""
        return self.request_time + self.syllable_time * len(text.split())


class Service:
    """One online service, asked from several threads of this process."""

    def __init__(self, name: str, policy: RetryPolicy, mend: str = "") -> None:
        """Ask nothing yet; ``mend`` is the code of what brings the library up to date that asks."""
        self.name, self.mend = name, mend
        self.policy = policy
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._next = 0.0
        self._spacing = policy.spacing
        self._gone = False

    def ask(self, request: Callable[[], Answer], sentence: str) -> Answer:
        """Its answer, after as many tries as its policy allows.

        Args:
            request: one try; raises ``TransientError`` where it fails, ``DoubtfulError`` where its
                answer is doubted: it is asked for again, until three are as long, and the longest
                one is taken.
            sentence: what is asked for, to be named in an error.

        Raises:
            StoppedError: it failed for good.
        """
        tries = 0
        doubted: list[DoubtfulError] = []
        while True:
            self._wait_for_turn()
            try:
                return request()
            except DoubtfulError as doubt:
                doubted.append(doubt)
                if _settled([each.seconds for each in doubted]):
                    longest = max(doubted, key=lambda each: each.seconds)
                    return cast("Answer", longest.answer)
                _log.info("%s: %s, asked again", self.name, doubt.reason)
            except TransientError as failure:
                tries += 1
                wait = self._pause(failure, tries)
                if wait is None:
                    self._gone = True
                    raise self._stopped(failure, tries, sentence) from failure
                _log.info(
                    "%s: %s, tried again in %.1f s (%d)", self.name, failure.reason, wait, tries
                )
                self._hold_back(wait, everyone=failure.wait is not None)

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._closed.set()

    def _pause(self, failure: TransientError, tries: int) -> float | None:
        """Seconds to wait before another try; None where there is none."""
        policy = self.policy
        if not failure.passing or tries >= policy.tries or self._gone or self._closed.is_set():
            return None
        if failure.wait is not None and failure.wait > policy.patience:
            return None
        backing_off = min(policy.longest_pause, policy.first_pause * 2.0 ** (tries - 1))
        # Spread, or all that failed together would come back together.
        return max(failure.wait or 0.0, backing_off * random.uniform(0.5, 1.0))

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

    def _stopped(self, failure: TransientError, tries: int, sentence: str) -> StoppedError:
        """The end of it; where the library may be too old, with what mends that."""
        facts: dict[str, Any] = {
            "service": self.name,
            "reason": failure.reason,
            "text": sentence[:80],
        }
        told = Told("{service} failed: {reason}. It should have said: {text}", **facts)
        if tries > 1:
            told = Told(
                "{service} failed after {tries} tries: {reason}. It should have said: {text}",
                tries=tries,
                **facts,
            )
        if failure.wait is not None and failure.wait > self.policy.patience:
            told = Told(
                "{service} failed; it asks to be left alone for {minutes:.0f} minutes: {reason}. "
                "It should have said: {text}",
                minutes=failure.wait / 60,
                **facts,
            )
        return StoppedError(
            told,
            "service-outdated" if failure.outdated else "service-gone",
            tries=tries,
            mend=self.mend if failure.outdated else "",
        )


def _settled(seconds: Sequence[float]) -> bool:
    """Whether answers that are doubted need no further one: some are as long, none is longer."""
    longest = max(seconds)
    return len(seconds) >= DOUBTED or sum(longest - each < ALIKE for each in seconds) >= AGREED


def refusal(status: int, wait: str | None) -> TransientError:
    """The failure that an HTTP status other than success means."""
    reasons = {
        401: Told("it refuses us"),
        403: Told("it refuses us"),
        429: Told("it is asked too often"),
        503: Told("it is out of service"),
    }
    reason = Told(
        "{reason} (HTTP {status})",
        reason=reasons.get(status, Told("it answered with an error")),
        status=status,
    )
    passing = status in (403, 408, 425, 429) or status >= 500
    return TransientError(
        reason, passing=passing, wait=retry_after(wait), outdated=status in (401, 403)
    )


def proxy_refusal(status: int) -> TransientError:
    """The failure that a proxy's answer means, where it lets nothing through."""
    if status == 407:
        return TransientError(
            Told("the proxy asks for a name and a password (HTTP 407)"), passing=False
        )
    return TransientError(
        Told("the proxy lets nothing through (HTTP {status})", status=status), passing=status >= 500
    )
