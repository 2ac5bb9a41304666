from __future__ import annotations

from baonoi.model import Article, Block, Role, Section
from baonoi.reading.fit import fit


def test_a_fit_article_is_the_very_same(article: Article) -> None:
    assert fit(article) is article


def test_nothing_that_acts_is_left_anywhere() -> None:
    bad = "a\x1b[2J\x9b\u202e\ud83d"
    article = Article(
        f"{bad}1",
        (Section(Block(Role.HEADING, f"{bad}2"), (Block(Role.PARAGRAPH, f"{bad}3", f"{bad}4"),)),),
        source=f"{bad}5",
        byline=f"{bad}6",
        url=f"https://{bad}7",
    )
    assert fit(article) == Article(
        "a[2J1",
        (Section(Block(Role.HEADING, "a[2J2"), (Block(Role.PARAGRAPH, "a[2J3", "a[2J4"),)),),
        source="a[2J5",
        byline="a[2J6",
        url="https://a[2J7",
    )
