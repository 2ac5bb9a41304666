"""What the lines of a page are, where their markup and their neighbours tell."""

import pytest
from newspaper import SENTENCES, page, paragraphs

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role

TITLE = "Đội Suối Lìm thắng trận thứ ba liên tiếp"
LEAD = "Bàn thắng phút bù giờ giúp đội chủ nhà giữ ngôi đầu bảng trước vòng đấu cuối cùng."


def read(*parts: str) -> Article:
    return clean(Page(page(f"<div><h1>{TITLE}</h1>", *parts, "</div>", title=TITLE), "text/html"))


def role_of(article: Article, text: str) -> Role:
    (found,) = [block.role for _, block in article.blocks() if block.text == text]
    return found


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_a_sentence_in_a_heading_below_the_title_is_the_lead(tag: str) -> None:
    article = read(f"<{tag}>{LEAD}</{tag}>", paragraphs(4), "<h2>Hiệp hai</h2>", paragraphs(2))
    assert role_of(article, LEAD) is Role.LEAD


def test_headings_of_one_length_are_headings_all() -> None:
    headings = [
        f"{n}. Uống đủ nước ấm mỗi sáng ngay sau khi ngủ dậy rồi mới ăn sáng" for n in (1, 2, 3)
    ]
    parts = [f"<h2>{h}</h2><p>{t}</p>" for h, t in zip(headings, SENTENCES, strict=False)]
    article = read(*parts)
    assert {role_of(article, heading) for heading in headings} == {Role.HEADING}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Suối Lìm: Tú; Hà, Sơn, Bách, Dũng; Dương, Quý; Tài, Lộc", Role.PARAGRAPH),
        ("Kết quả: Suối Lìm 2-1 Tân Hòa", Role.PARAGRAPH),
        ("(Lò Thị Mai, bản Nậm Vàng)", Role.PARAGRAPH),
        ("Các cầu thủ ăn mừng bàn thắng tại sân nhà", Role.PARAGRAPH),
        ("Hiệp hai bùng nổ", Role.HEADING),
        ("Bước 2: kéo bóng sang cánh", Role.HEADING),
    ],
)
def test_a_line_below_no_picture_is_never_a_caption(line: str, role: Role) -> None:
    article = read(f"<p>{SENTENCES[0]}</p><p>{line}</p><p>{SENTENCES[1]}</p>", paragraphs(4))
    assert role_of(article, line) is role


def test_below_a_picture_it_is_one() -> None:
    line = "Các cầu thủ ăn mừng bàn thắng tại sân nhà"
    parts = f"<p>{SENTENCES[0]}</p><img src=a.jpg><p>{line}</p><p>{SENTENCES[1]}</p>"
    assert role_of(read(parts, paragraphs(4)), line) is Role.CAPTION
    long = f"<i>{LEAD} {SENTENCES[2]} {SENTENCES[3]}</i>"
    styled = f"<img src=a.jpg><p align=center>{long}</p>"
    assert role_of(read(paragraphs(2), styled, paragraphs(4)), long[3:-4]) is Role.CAPTION


def test_a_bold_line_that_ends_in_a_colon_heads_what_follows() -> None:
    parts = "<p><b>Cần chuẩn bị:</b></p><p>200 g gạo nếp</p><p>50 g đường</p>"
    article = read(paragraphs(2), parts, f"<p>{SENTENCES[5]}</p>")
    assert role_of(article, "Cần chuẩn bị:") is Role.HEADING


@pytest.mark.parametrize("office", ["Sở Nông nghiệp và Môi trường", "Ban Tổ chức giải"])
def test_an_office_signs_a_notice(office: str) -> None:
    article = read(paragraphs(4), f"<p>{office}</p>")
    assert role_of(article, office) is Role.BYLINE


def test_the_only_text_below_a_video_is_no_caption() -> None:
    text = "Lũ tràn qua cầu tạm trong đêm, lực lượng chức năng đã rào chắn hai đầu."
    article = read(f"<video src=a.mp4></video><p>{text}</p>")
    assert role_of(article, text) in {Role.LEAD, Role.PARAGRAPH}


def test_a_contact_within_the_text_is_no_imprint() -> None:
    items = "<ul><li>Tổng đài 1900 0000;</li><li>Website: nuoc.example.vn;</li></ul>"
    article = read(paragraphs(3), items, f"<p>{SENTENCES[4]}</p>")
    assert role_of(article, "Website: nuoc.example.vn;") is Role.LIST_ITEM
