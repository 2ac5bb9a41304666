from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.common.retry import LONGEST, retry_after


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("12", 12.0), (" 3 ", 3.0), ("0", 0.0), ("0.25", 0.25), ("9" * 400, LONGEST)],
)
def test_a_number_is_seconds(value: str, seconds: float) -> None:
    assert retry_after(value) == seconds


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=7)), None])
def test_a_date_is_a_moment(zone: timezone | None) -> None:
    soon = datetime.now(zone or UTC) + timedelta(seconds=90)
    text = format_datetime(soon if zone else soon.replace(tzinfo=None))
    assert 85 < (retry_after(text) or 0) <= 90


def test_what_is_past_is_now_and_what_is_far_is_bounded() -> None:
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert retry_after("Wed, 21 Oct 9015 07:28:00 GMT") == LONGEST
    assert retry_after("Fri, 31 Dec 9999 23:59:59 -2300") == LONGEST


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        "-1",
        "nan",
        "inf",
        "1e3",
        "١٢",
        "Wed, 99 Oct 2015 07:28:00 GMT",
        "Wed, 21 Oct 2015 07:28:00 +99999999999999999999",
    ],
)
def test_nonsense_says_nothing(value: str | None) -> None:
    assert retry_after(value) is None


@given(st.text())
def test_whatever_a_server_sends(value: str) -> None:
    wait = retry_after(value)
    assert wait is None or 0 <= wait <= LONGEST
