"""A process that is asked to stop: between two steps, where it stands, and in any case."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from baonoi.common import stopping

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a signal of one's own ends it there")
HEAD = """
import os, signal, time
from baonoi.common import stopping
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
STOP = "os.kill(os.getpid(), signal.SIGINT)\n"


def run(code: str, head: str = HEAD + "stopping.listen()\n") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_in_steps_it_is_heard_at_the_next_check_and_no_sooner() -> None:
    code = f"""
try:
    with stopping.in_steps():
        {STOP}
        print("still here", stopping.asked(), flush=True)
        stopping.check()
        print("too far")
except KeyboardInterrupt:
    print("stopped", flush=True)
    stopping.end()
"""
    status, told, error = run(code)
    assert (status, told) == (130, "still here True\nstopped\n")
    assert error == stopping.WORDS


@pytest.mark.parametrize("block", ["", "with stopping.in_steps(), stopping.anywhere(): "])
def test_elsewhere_it_is_heard_at_once(block: str) -> None:
    line = STOP.strip()
    code = f"""
try:
    {block}{line}; print("too far")
except KeyboardInterrupt:
    print("stopped")
"""
    assert run(code) == (0, "stopped\n", "")


def test_who_sleeps_hears_it() -> None:
    code = """
import threading
threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
with stopping.in_steps():
    try:
        stopping.sleep(3600)
    except KeyboardInterrupt:
        print("stopped")
"""
    assert run(code) == (0, "stopped\n", "")


def test_it_ends_though_nobody_checks() -> None:
    code = f"""
stopping.PATIENCE = 0.1
with stopping.in_steps():
    {STOP}
    while True:
        time.sleep(3600)
"""
    assert run(code) == (130, "", stopping.WORDS)


def test_it_ends_though_no_thread_is_left_by_then() -> None:
    code = f"""
import _thread
def none_left(*_): raise RuntimeError("can't start new thread")
_thread.start_new_thread = none_left
stopping.PATIENCE = 0.1
with stopping.in_steps():
    {STOP}
    time.sleep(3600)
"""
    assert run(code) == (130, "", stopping.WORDS)


def test_a_second_one_interrupts_no_clearing_away() -> None:
    code = f"""
try:
    try:
        {STOP}
    finally:
        {STOP}
        print("cleared away")
except KeyboardInterrupt:
    print("stopped")
"""
    assert run(code) == (0, "cleared away\nstopped\n", "")


def test_one_that_python_cannot_raise_is_heard_at_the_next_check() -> None:
    code = f"""
class Ending:
    def __del__(self):
        {STOP}
        pass
each = Ending()
del each
try:
    stopping.check()
except KeyboardInterrupt:
    print("stopped")
"""
    assert run(code) == (0, "stopped\n", "")


def test_what_the_starter_had_ignored_stays_ignored() -> None:
    head = HEAD + "signal.signal(signal.SIGINT, signal.SIG_IGN)\nstopping.listen()\n"
    assert run(f"{STOP}print('on')", head) == (0, "on\n", "")


def test_nothing_acts_in_a_program_that_does_not_listen() -> None:
    handler = signal.getsignal(signal.SIGINT)
    with stopping.in_steps(), stopping.anywhere():
        assert not stopping.asked()
        stopping.check()
        assert signal.getsignal(signal.SIGINT) is handler
