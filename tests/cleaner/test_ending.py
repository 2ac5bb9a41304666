"""Where an article ends: its last lines stay, what follows them does not."""

import pytest
from newspaper import HEADLINES, links, page, paragraphs

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role

TITLE = "Xã Suối Lìm khởi công trạm y tế vùng cao"


def read(*parts: str, after: str = "") -> Article:
    html = page(f"<div><h1>{TITLE}</h1>", paragraphs(4), *parts, "</div>", after, title=TITLE)
    return clean(Page(html, "text/html"))


def said(article: Article) -> list[str]:
    return [block.text for _, block in article.blocks()]


@pytest.mark.parametrize(
    "line",
    ["Giờ mở cửa từ 7h đến 17h", "Suối Lìm 2-1 Tân Hòa", "Vậy là xong!", "* Tên đã được đổi."],
)
def test_a_last_line_stays_whatever_it_looks_like(line: str) -> None:
    article = read(f"<p>{line}</p><p><b>Lan Anh</b></p>", after=links())
    assert line in said(article)
    assert article.byline == "Lan Anh"


@pytest.mark.parametrize(
    "pointer", [">>> Mời độc giả theo dõi các video đã phát của báo", "► Xem video tại đây"]
)
def test_a_writer_below_a_pointer_signs(pointer: str) -> None:
    article = read(f"<p>{pointer}</p><p class='bl'><b>Hải Yến (t/h)</b></p>", after=links())
    assert article.byline == "Hải Yến (t/h)"
    assert pointer not in said(article)


def test_a_writer_below_a_link_signs() -> None:
    more = "<a class='more' href='/x'>Xem thêm diễn biến</a><p class='author'>Nhóm phóng viên</p>"
    article = read(after=more + links())
    assert article.byline == "Nhóm phóng viên"
    assert "Xem thêm diễn biến" not in said(article)


def test_lines_behind_a_box_stay_and_the_box_does_not() -> None:
    box = f"<div class='x'><a href='/1'>{HEADLINES[0]}</a></div><p>Tin liên quan</p>{links()}"
    article = read("<p>Tổ 4: từ 13h</p>", box, "<p>Tổ 5: từ 15h</p>")
    assert said(article)[-2:] == ["Tổ 4: từ 13h", "Tổ 5: từ 15h"]
    assert {cut.text for cut in article.cuts} >= set(HEADLINES)


def test_a_name_in_a_heading_over_text_signs_nothing() -> None:
    article = read("<h2>Phường Tân Hòa</h2><p>Từ 7h: tổ 1, 2</p>")
    roles = {block.text: block.role for _, block in article.blocks()}
    assert roles["Phường Tân Hòa"] is Role.HEADING
    assert "Từ 7h: tổ 1, 2" in roles
    assert article.byline is None


def test_what_stands_outside_the_body_does_not_stay() -> None:
    article = read("<p><b>Lan Anh</b></p>", after="<div><p>Tòa soạn mời cộng tác viên</p></div>")
    assert said(article)[-1] == "Lan Anh"


def test_a_byline_right_below_the_body_is_found() -> None:
    article = read(after="<div class='author'>Hải Đăng</div>")
    assert article.byline == "Hải Đăng"
