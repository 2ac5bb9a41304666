from __future__ import annotations

import pytest

from baonoi.errors import BaonoiError, NoArticleError, SourceError
from baonoi.station.pauses import hopeless, pause


def test_pauses_double_up_to_a_day() -> None:
    assert [pause(number) / 60 for number in (1, 2, 3, 7, 8, 99)] == [15, 30, 60, 960, 1440, 1440]
    assert (pause(1, 3600), pause(9, 1e9)) == (3600, 86400)


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (SourceError("", "host-busy"), 12),
        (SourceError("", "no-page"), 3),
        (SourceError("", "page-withheld"), 3),
        (NoArticleError("", "page-guarded"), 3),
        (NoArticleError("", "page-of-another-kind"), 1),
        (SourceError("", "source-too-large"), 1),
        (BaonoiError("", "passage-unsaid"), 12),
    ],
    ids=lambda value: getattr(value, "code", str(value)),
)
def test_when_an_article_is_given_up(error: BaonoiError, tries: int) -> None:
    given_up = [hopeless(error, number) for number in range(1, tries + 1)]
    assert given_up == [False] * (tries - 1) + [True]
