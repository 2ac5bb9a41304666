"""Who is served first."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from baonoi.server.live import Live
from baonoi.server.turns import AHEAD, Courtesy, Turns


class Note:
    """A work of so many steps, each of which notes its name."""

    def __init__(self, name: str, due: float, steps: int, noted: list[str]) -> None:
        self.name, self.due, self.left, self.noted = name, due, steps, noted

    def step(self) -> bool:
        self.noted.append(self.name)
        self.left -= 1
        self.due += 10
        return self.left > 0


class Gate:
    """Holds the only hand until it is opened."""

    due = float("-inf")

    def __init__(self) -> None:
        self.opened, self.entered = threading.Event(), threading.Event()

    def step(self) -> bool:
        self.entered.set()
        self.opened.wait(10)
        return False


@pytest.fixture
def turns() -> Iterator[Turns]:
    turns = Turns(1)
    yield turns
    turns.close()


def wait_for(turns: Turns) -> None:
    end = time.monotonic() + 10
    while (turns.waiting or turns.doing) and time.monotonic() < end:
        time.sleep(0.005)


def test_whoever_would_hear_silence_first_is_served_first(turns: Turns) -> None:
    noted: list[str] = []
    gate = Gate()
    turns.add(gate)
    gate.entered.wait(10)
    now = time.monotonic()
    turns.add(Note("far ahead", now + AHEAD, 2, noted))
    turns.add(Note("has a little", now + 5, 3, noted))
    turns.add(Note("has nothing", now, 3, noted))
    assert turns.urgent()
    gate.opened.set()
    wait_for(turns)
    assert noted == [
        "has nothing",  # 0
        "has a little",  # 5
        "has nothing",  # 10
        "has a little",  # 15
        "has nothing",  # 20
        "has a little",  # 25
        "far ahead",  # 30
        "far ahead",
    ]


def test_a_step_that_fails_takes_no_hand_with_it(turns: Turns) -> None:
    class Failing:
        due = 0.0

        def step(self) -> bool:
            raise RuntimeError("odd")

    noted: list[str] = []
    turns.add(Failing())
    turns.add(Note("after it", 1.0, 1, noted))
    wait_for(turns)
    assert noted == ["after it"]


def test_nothing_is_begun_once_it_is_closed() -> None:
    turns = Turns(2)
    noted: list[str] = []
    gate = Gate()
    turns.add(gate)
    gate.entered.wait(10)
    turns.add(Note("late", 0.0, 1000, noted))
    gate.opened.set()
    turns.close()
    count = len(noted)
    turns.add(Note("later", 0.0, 1, noted))
    time.sleep(0.05)
    assert len(noted) == count
    assert "later" not in noted


def test_files_let_listeners_go_first(turns: Turns) -> None:
    gate = Gate()
    turns.add(gate)
    gate.entered.wait(10)
    turns.add(Note("listener", time.monotonic(), 1, []))
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        gate.opened.set()
        wait_for(turns)

    Courtesy(turns, nap)()
    assert len(naps) == 1


def test_a_job_that_nobody_hears_comes_after_who_listens() -> None:
    live = object.__new__(Live)
    live.kept, live.touched, live._first, live._listeners = True, time.monotonic(), None, 0
    assert live.due > time.monotonic() + AHEAD - 1
    live._listeners = 1
    assert live.due <= time.monotonic()
    live.kept, live._listeners = False, 0  # whoever opened its page is about to listen
    assert live.due <= time.monotonic()
