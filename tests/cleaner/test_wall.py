"""Articles that are cut off for those who do not pay or log in."""

import pytest
from newspaper import SENTENCES, links, page, paragraphs

from baonoi.cleaner import clean, to_json
from baonoi.model import Article, Page, Role

TITLE = "Nông dân vùng cao đổi đời nhờ cây gừng đen"
WALLS = (
    "<p>Đăng nhập để đọc tiếp</p>",
    "<p>Bài viết này dành cho thuê bao Suối Mây Plus</p><p>Gói tháng 39.000 đồng</p>",
    "<div><h3>Bạn đã đọc hết 3 bài miễn phí trong tháng này</h3><p>Chọn gói phù hợp</p></div>",
    "<p>Quý độc giả vui lòng đăng ký tài khoản để xem toàn bộ nội dung.</p>",
    "<div class='paywall'>Mời bạn đồng hành cùng tòa soạn</div>",
    "<p>Subscribe to continue reading this story</p>",
)
WEAK = (
    "<p>Người trồng phải đăng ký mã vùng để xem giá thu mua từng ngày.</p>",
    "<p>Muốn vào kho, xã viên cần đăng nhập bằng mã riêng.</p>",
    "<div style='display:none'>Đăng nhập để đọc tiếp</div>",
)


def read(*parts: str, head: str = "") -> Article:
    html = page(f"<article><h1>{TITLE}</h1>", *parts, "</article>", links(), title=TITLE, head=head)
    return clean(Page(html, "text/html"))


def said(article: Article) -> list[str]:
    return [block.text for _, block in article.blocks() if block.role is not Role.TITLE]


@pytest.mark.parametrize("wall", WALLS)
def test_a_teaser_is_read_and_said_to_be_incomplete(wall: str) -> None:
    article = read(paragraphs(3), wall)
    assert article.incomplete
    assert to_json(article)["incomplete"] is True
    assert said(article) == list(SENTENCES[:3])


@pytest.mark.parametrize("line", WEAK)
def test_what_only_speaks_of_it_cuts_nothing_off(line: str) -> None:
    article = read(paragraphs(3), line)
    assert not article.incomplete
    assert said(article)[:3] == list(SENTENCES[:3])
    assert len(said(article)) == (3 if "none" in line else 4)


@pytest.mark.parametrize("wall", WALLS[:4])
def test_an_offer_within_the_text_does_not_end_it(wall: str) -> None:
    article = read(paragraphs(3), wall, "".join(f"<p>{t}</p>" for t in SENTENCES[3:]))
    assert not article.incomplete
    assert [text for text in said(article) if text in SENTENCES] == list(SENTENCES)


def test_data_that_call_a_short_article_paid_are_believed() -> None:
    told = '{"@type":"NewsArticle","isAccessibleForFree":%s}'
    paid = f'<script type="application/ld+json">{told}</script>'
    assert read(paragraphs(3), head=paid % '"False"').incomplete
    assert read(paragraphs(3), head=paid % "false").incomplete
    assert not read(paragraphs(3), head=paid % "true").incomplete
