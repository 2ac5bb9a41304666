from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from baonoi.common import parallel, stopping
from baonoi.common.parallel import NO_THREAD, Crew, cores, in_order


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_of_nothing_comes_nothing_and_nobody_is_called() -> None:
    before = threading.active_count()
    assert list(in_order(abs, [], threads=4, ahead=4)) == []
    assert threading.active_count() == before


def test_results_come_in_order_and_not_too_many_are_begun() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.002 * (number % 3))
        return number * number

    results = in_order(work, range(40), threads=4, ahead=6)
    assert next(results) == 0
    time.sleep(0.1)
    assert len(begun) <= 8
    assert list(results) == [number * number for number in range(1, 40)]


def test_a_failure_comes_in_its_turn_and_what_was_begun_is_finished() -> None:
    done: list[int] = []

    def work(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        time.sleep(0.02)
        done.append(number)
        return number

    seen: list[int] = []
    with pytest.raises(ValueError, match="two"):
        seen.extend(in_order(work, range(100), threads=3, ahead=6))
    assert seen == [0, 1]
    count = len(done)
    assert count < 20
    time.sleep(0.1)
    assert len(done) == count


def test_what_is_done_is_handed_on_before_another_item_is_read() -> None:
    """Whoever listens now does not wait for what could be read ahead."""
    read: list[int] = []
    done = threading.Event()

    def items() -> Iterator[int]:
        for number in range(20):
            if number == 1:
                assert done.wait(5)  # the first is done before the second is read
                time.sleep(0.02)
            read.append(number)
            yield number

    def work(number: int) -> int:
        if number == 0:
            done.set()
        return number

    results = in_order(work, items(), threads=2, ahead=12)
    assert next(results) == 0
    assert read == [0, 1]
    assert list(results) == list(range(1, 20))


def test_whoever_leaves_early_leaves_no_thread_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    hands: list[parallel.Hand] = []
    begun = parallel.Hand
    monkeypatch.setattr(parallel, "Hand", lambda work: hands.append(begun(work)) or hands[-1])
    results = in_order(abs, range(100), threads=3, ahead=6)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert hands
    assert all(hand.ended(60) for hand in hands)


def test_what_is_awaited_comes_or_fails() -> None:
    def late(number: int) -> float:
        time.sleep(0.25)
        return 1 / number

    with Crew(2) as crew:
        good, bad = crew.submit(late, 2), crew.submit(late, 0)
        assert crew.result(good) == 0.5
        with pytest.raises(ZeroDivisionError):
            crew.result(bad)


def test_who_waits_hears_that_he_shall_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    with Crew(1) as crew:
        never = crew.submit(release.wait, 60)
        monkeypatch.setattr(stopping._State, "asked", True)
        with pytest.raises(KeyboardInterrupt):
            crew.result(never)
        release.set()


def test_a_crew_that_shall_stop_is_not_waited_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    crew = Crew(1, longest_end=0.1)
    stuck = crew.submit(release.wait, 60)
    monkeypatch.setattr(stopping._State, "asked", True)
    crew.close()
    assert not stuck.done()
    release.set()


def test_what_is_dropped_is_not_begun() -> None:
    begun, release = threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        release.wait(60)

    crew = Crew(1)
    crew.submit(first)
    second = crew.submit(abs, -1)
    assert begun.wait(60)
    crew.drop()
    release.set()
    crew.close()
    assert second.cancelled()


def no_thread(*_: object) -> int:
    raise RuntimeError(NO_THREAD)


def test_where_the_system_gives_no_thread_the_asker_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("_thread.start_new_thread", no_thread)
    assert list(in_order(abs, [-1, 2, -3], threads=4, ahead=4)) == [1, 2, 3]
    with pytest.raises(RuntimeError, match=NO_THREAD):
        Crew(2, apart=True).submit(abs, -1)


def test_a_thread_that_never_begins_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is where there is no memory left for it."""
    monkeypatch.setattr("_thread.start_new_thread", lambda *_: 1)
    monkeypatch.setattr("baonoi.common.parallel.BEGINS", 0.05)
    with pytest.raises(RuntimeError, match=NO_THREAD):
        Crew(1, apart=True).submit(abs, -1)


def test_nobody_waits_for_a_thread_that_died(monkeypatch: pytest.MonkeyPatch) -> None:
    crew = Crew(1)

    def untold(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Future, "set_result", untold)
    monkeypatch.setattr(Future, "set_exception", untold)
    with pytest.raises(MemoryError):
        crew.result(crew.submit(abs, -1))
