"""Damage finds what is wrong, and finds nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attack import damage
from baonoi.store import kept


def test_whatever_is_damaged_the_same_is_made() -> None:
    report = damage.run(3, 3)
    assert report.faults == []
    assert report.tried == dict.fromkeys(damage.KINDS, 3)


def test_without_check_sums_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "crc32", lambda *_: 0)
    monkeypatch.setattr(damage, "KINDS", ("clip", "page"))
    report = damage.run(3, 8)
    assert {fault.partition(":")[0] for fault in report.faults} == {"clip", "page"}


@given(st.binary(min_size=1), st.binary(min_size=1), st.integers())
def test_damage_is_drawn_from_the_seed(data: bytes, other: bytes, seed: int) -> None:
    first, again = (damage.damaged(data, other, random.Random(seed)) for _ in range(2))
    assert first == again
