"""Articles side by side: results in order, and nobody waited for who is not needed any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from baonoi.reading.side_by_side import side_by_side
from baonoi.voices import Host


class Noted(Host):
    closed = 0

    def close(self) -> None:
        self.closed += 1


def test_results_come_in_order_and_items_when_it_is_their_turn() -> None:
    asked: list[int] = []
    both = threading.Barrier(2, timeout=20)

    def items() -> Iterator[int]:
        for item in range(6):
            asked.append(item)
            yield item

    def read(item: int) -> int:
        both.wait()  # two are read at a time
        return item * item

    host = Noted()
    found = side_by_side(read, items(), 2, host)
    assert next(found) == 0
    assert asked == [0, 1, 2]
    assert [*found] == [1, 4, 9, 16, 25]
    assert host.closed == 0


def test_one_that_fails_ends_it() -> None:
    def read(item: int) -> int:
        if item == 1:
            raise ValueError("không đọc được")
        return item

    host = Noted()
    found = side_by_side(read, iter(range(100)), 2, host)
    assert next(found) == 0
    with pytest.raises(ValueError, match="không đọc được"):
        next(found)
    assert host.closed == 1


def test_whoever_leaves_waits_for_nobody() -> None:
    host = Noted()
    found = side_by_side(str, iter(range(100)), 2, host)
    assert next(found) == "0"
    found.close()
    assert host.closed == 1
