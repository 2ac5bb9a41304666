from __future__ import annotations

import os
import threading
import time

import pytest

from baonoi.common.parallel import cores, in_order


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
