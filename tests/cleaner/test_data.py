"""The text of an article that stands in the page's data."""

import json

import pytest
from newspaper import SENTENCES, page, paragraphs

from baonoi.cleaner import clean
from baonoi.errors import NoArticleError
from baonoi.model import Article, Page, Role

TITLE = "Bản Nậm Vàng đón điện lưới trước ngày khai giảng"
SHELL = "<div id=app></div><script src=app.js></script>"


def read(*body: str, text: str, **more: object) -> Article:
    told = {"@type": "NewsArticle", "headline": TITLE, "articleBody": text, **more}
    script = json.dumps(told, ensure_ascii=False)
    head = f'<script type="application/ld+json">{script}</script>'
    return clean(Page(f"<html><head>{head}</head><body>{''.join(body)}</body></html>", "text/html"))


def said(article: Article) -> list[str]:
    return [block.text for _, block in article.blocks() if block.role is not Role.TITLE]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(SENTENCES),
        "\r\n\r\n".join(SENTENCES),
        "".join(f"<p>{text}</p>" for text in SENTENCES),
        "<br/>".join(SENTENCES),
    ],
)
def test_a_shell_is_read_from_its_data(text: str) -> None:
    article = read("<p>Đang tải...</p>", SHELL, text=text)
    assert article.title == TITLE
    assert said(article) == list(SENTENCES)
    assert {cut.text for cut in article.cuts} == {"Đang tải..."}
    assert not article.incomplete


def test_what_the_page_shows_is_believed_before_its_data() -> None:
    article = read(f"<h1>{TITLE}</h1>", paragraphs(5), text="Một chuyện hoàn toàn khác. " * 60)
    assert said(article) == list(SENTENCES[:5])


def test_the_rest_of_a_teaser_is_taken_where_it_is_free() -> None:
    body = (f"<h1>{TITLE}</h1>", paragraphs(2), "<p>Đăng nhập để đọc tiếp</p>")
    whole = read(*body, text="\n".join(SENTENCES), isAccessibleForFree=True)
    assert said(whole) == list(SENTENCES)
    assert not whole.incomplete
    held = read(*body, text="\n".join(SENTENCES), isAccessibleForFree=False)
    assert held.incomplete
    assert said(held) == list(SENTENCES[:2])
    other = read(*body, text="Một chuyện hoàn toàn khác, dài và chẳng liên quan gì tới bản. " * 20)
    assert other.incomplete


def test_a_shell_without_data_needs_a_browser() -> None:
    with pytest.raises(NoArticleError, match="needs JavaScript"):
        clean(Page(page("<p>Đang tải dữ liệu...</p>", SHELL, title="Suối Mây"), "text/html"))
    with pytest.raises(NoArticleError):
        read(SHELL, text="Quá ngắn.")
    with pytest.raises(NoArticleError):
        read(SHELL, text="\n".join(SENTENCES), isAccessibleForFree=False)
