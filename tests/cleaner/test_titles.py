"""Which line is the title, and that only one is spoken."""

import pytest
from newspaper import page, paragraphs

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role

H1 = "Ba bản vùng cao thoát cảnh cõng nước"
SEO = "Nước sạch về bản vùng cao mới nhất: ba bản thoát cảnh thiếu nước"


def read(*parts: str, title: str = "", og: str = "") -> Article:
    head = f'<meta property="og:title" content="{og}">' if og else ""
    return clean(Page(page(*parts, paragraphs(5), title=title, head=head), "text/html"))


def titles(article: Article) -> list[str]:
    return [block.text for _, block in article.blocks() if block.role is Role.TITLE]


@pytest.mark.parametrize(
    "shown",
    [
        f"<h1>{H1}</h1>",
        f"<div>{SEO}</div><h1>{H1}</h1>",
        f"<h1>{H1}</h1><div>{SEO}</div>",
        f"<h1>{H1}</h1><h2>{SEO}</h2>",
        f"<h1>{H1}</h1><p>{H1}</p>",
    ],
)
def test_a_title_for_search_engines_is_not_spoken_beside_the_headline(shown: str) -> None:
    article = read(shown, title=f"{SEO} | Báo Suối Mây", og=SEO)
    assert article.title == H1
    assert titles(article) == [H1]
    spoken = [block.text for _, block in article.blocks()]
    assert SEO not in spoken
    assert spoken.count(H1) == 1


def test_the_papers_slogan_in_a_heading_is_no_headline() -> None:
    article = read("<h1>Báo của người miền núi</h1>", f"<div><b>{H1}</b></div>", title=H1)
    assert article.title == H1


def test_a_title_that_nothing_marks_stands_above_the_text() -> None:
    assert read(f"<p><b>{H1}</b></p>").title == H1
