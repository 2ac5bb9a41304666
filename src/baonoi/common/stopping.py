"""How this process is asked to stop, and where it does.

An interrupt that strikes anywhere may strike within a lock, and then whoever needs the lock waits
for ever. Work with threads is therefore done :func:`in_steps`: it is told to stop, and does so at
the next :func:`check`. All else is interrupted where it stands. Whatever happens, a process that
was asked ends within ``PATIENCE``.

Only a program asks: nothing here acts before :func:`listen`.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

STATUS = 130
"""Exit status of a process that was stopped, as shells have it after Ctrl-C."""
PATIENCE = 8.0
"""Seconds after which the process ends, wherever it stands."""
WORDS = "baonoi: Stopped.\n  What was said so far is kept; run the same command to go on.\n"
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_STEP = 0.2
"""Seconds between two checks of who sleeps."""


class _State:
    """Of this process. Signals are heard in its main thread, so nobody else writes here."""

    asked = False
    told = False
    standby = _thread.allocate_lock()
    """Held until the process is asked to stop; behind it waits who ends it at last."""
    steps = 0
    """How many :func:`in_steps` the main thread is in; 0 is none."""
    main = 0


def listen() -> None:
    """Stop at a signal that asks for it; one that the starter had ignored stays ignored."""
    if not _State.main:
        _State.standby.acquire()
        with suppress(RuntimeError):  # the system has no thread: the checks must do
            _thread.start_new_thread(_end_at_last, ())  # later there may be none left
    _State.main = _thread.get_ident()
    sys.unraisablehook = _swallowed
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _hear)


def listen_no_more() -> None:
    """All is done: there is nothing left to stop."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is _hear:
            signal.signal(number, signal.SIG_IGN)


def asked() -> bool:
    """Whether this process was asked to stop."""
    return _State.asked


def check() -> None:
    """Stop here, if that was asked for.

    Raises:
        KeyboardInterrupt: it was.
    """
    if _State.asked:
        raise KeyboardInterrupt


def sleep(seconds: float) -> None:
    """Wait so long, and hear meanwhile that one shall stop.

    Raises:
        KeyboardInterrupt: that was asked for.
    """
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        check()
        time.sleep(min(left, _STEP))
    check()


@contextmanager
def in_steps() -> Iterator[None]:
    """Let the block stop at its checks alone: it works with threads."""
    if _thread.get_ident() != _State.main:
        yield
        return
    _State.steps += 1
    try:
        check()
        yield
    finally:
        _State.steps -= 1


@contextmanager
def anywhere() -> Iterator[None]:
    """Let the block, within another that stops at its checks, stop where it stands after all."""
    if _thread.get_ident() != _State.main:
        yield
        return
    steps, _State.steps = _State.steps, 0
    try:
        check()
        yield
    finally:
        _State.steps = steps


def end() -> NoReturn:
    """Say that it stopped, and end: what still runs is a daemon's, and nobody waits for it."""
    if not _State.told:
        _State.told = True
        with suppress(OSError):
            os.write(2, WORDS.encode("utf-8"))  # a stream's lock may be held
    os._exit(STATUS)


def _hear(number: int, frame: object) -> None:
    if _State.asked:
        return  # what is being cleared away is not to be interrupted
    _State.asked = True
    _State.standby.release()
    if not _State.steps:
        raise KeyboardInterrupt


def _end_at_last() -> None:
    _State.standby.acquire()
    time.sleep(PATIENCE)
    end()


def _swallowed(unraisable: sys.UnraisableHookArgs) -> None:
    """What is raised where Python cannot raise it: an interrupt is heard at the next check."""
    if not isinstance(unraisable.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
