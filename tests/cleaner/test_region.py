"""Where an article begins and ends on a page, and which boxes stand within."""

import pytest
from newspaper import HEADLINES, SENTENCES, links, page

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role

TITLE = "Xã Suối Lìm khởi công trạm y tế vùng cao"


def read(*parts: str) -> Article:
    html = page(f"<div><h1>{TITLE}</h1>", *parts, "</div>", title=TITLE)
    return clean(Page(html, "text/html"))


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def said(article: Article) -> list[str]:
    return [block.text for _, block in article.blocks() if block.role is not Role.TITLE]


@pytest.mark.parametrize("label", ["Tin liên quan", "Đọc thêm", "Mời độc giả xem thêm video:"])
def test_a_box_ends_where_the_text_goes_on(label: str) -> None:
    box = f"<p>{label}</p>{links(HEADLINES[:3])}"
    article = read(p(*SENTENCES[:3]), box, p("Ba việc còn lại", *SENTENCES[3:5], "Tổ 4: chờ"))
    assert said(article) == [*SENTENCES[:3], "Ba việc còn lại", *SENTENCES[3:5], "Tổ 4: chờ"]
    assert {cut.text for cut in article.cuts} >= {*HEADLINES[:3]}


def test_a_label_without_links_announces_one_line() -> None:
    box = f"<p>Mời bạn đọc xem thêm video:</p><p>{HEADLINES[0]} | Suối Mây</p>"
    heading = "<h3>Khi nào cần tới trạm?</h3>"
    article = read(p(*SENTENCES[:3]), box, heading, p(*SENTENCES[3:5]))
    assert said(article) == [*SENTENCES[:3], "Khi nào cần tới trạm?", *SENTENCES[3:5]]


@pytest.mark.parametrize("label", ["Bình luận", "Ý kiến bạn đọc", "Đăng ký"])
def test_a_heading_that_reads_like_a_frame_does_not_end_the_text(label: str) -> None:
    article = read(p(*SENTENCES[:3]), f"<h2>{label}</h2>", p(*SENTENCES[3:6]))
    assert [text for text in said(article) if text in SENTENCES] == list(SENTENCES[:6])


def test_a_heading_that_stands_there_twice_ends_nothing() -> None:
    twice = "<h3>Ý kiến của người dân trong bản</h3>"
    article = read(p(*SENTENCES[:3]), twice, p(SENTENCES[3]), twice, p(SENTENCES[4]))
    assert [text for text in said(article) if text in SENTENCES] == list(SENTENCES[:5])


def test_a_list_of_data_about_the_writer_is_no_text() -> None:
    about = "<ul><li>Lan Anh</li><li>Vai trò, Đài Suối Mây</li><li>Tường thuật từ bản</li></ul>"
    article = read(about, p(*SENTENCES[:4]))
    assert [text for text in said(article) if text in SENTENCES] == list(SENTENCES[:4])
    assert "Vai trò, Đài Suối Mây" in {cut.text for cut in article.cuts}
