"""Who published it, and when: only what is known, in words that fit the day of the reading."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import VIETNAM_TIME, Article
from baonoi.reading.said_source import said_source

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=VIETNAM_TIME)


def at(hour: int, minute: int = 1, day: int = 27) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM_TIME)


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("Tuổi Trẻ", "báo Tuổi Trẻ"),
        ("nhân dân", "báo nhân dân"),
        ("Báo Tin tức", "Báo Tin tức"),
        ("Tạp chí Tia Sáng", "Tạp chí Tia Sáng"),
        ("VOV", "VOV"),
        ("TTXVN", "TTXVN"),
        ("ĐCSVN", "báo ĐCSVN"),
        ("tin.example", "trang tin.example"),
        ("Sở Y tế", "Sở Y tế"),
    ],
)
def test_who(source: str, named: str) -> None:
    assert said_source(Article("", (), source=source), NOW) == f"Theo {named}"


@pytest.mark.parametrize(
    ("published", "when"),
    [
        (at(2), "rạng sáng nay"),
        (at(7), "sáng nay"),
        (at(11), "trưa nay"),
        (at(16), "chiều nay"),
        (at(20), "tối nay"),
        (at(22), "đêm nay"),
        (at(0, 0), "hôm nay"),
        (date(2026, 11, 27), "hôm nay"),
        (at(7, day=26), "sáng hôm qua"),
        (date(2026, 11, 26), "hôm qua"),
        (at(7, day=25), "ngày 25/11"),
        (date(2025, 12, 31), "ngày 31/12/2025"),
        (datetime(2026, 11, 26, 23, 0, tzinfo=UTC), "sáng nay"),
        (datetime(2026, 11, 27, 7, 30), "sáng nay"),
        (at(23, 59), "ngày 27/11"),
        (date(2026, 12, 1), "ngày 1/12"),
    ],
)
def test_when(published: datetime | date, when: str) -> None:
    article = Article("", (), source="Tuổi Trẻ", published=published)
    assert said_source(article, NOW) == f"Theo báo Tuổi Trẻ, {when}"
    assert said_source(article, NOW, dated=False) == "Theo báo Tuổi Trẻ"


def test_where_nobody_is_known_nothing_is_said() -> None:
    assert said_source(Article("", (), published=at(7)), NOW) == ""


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_there_are_words_for_every_time(published: datetime, now: datetime) -> None:
    try:
        published.astimezone(VIETNAM_TIME)
        now.astimezone(VIETNAM_TIME)
    except OverflowError:
        return
    article = Article("", (), source="Tuổi Trẻ", published=published)
    assert said_source(article, now).startswith("Theo báo Tuổi Trẻ, ")
