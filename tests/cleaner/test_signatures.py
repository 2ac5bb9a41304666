"""The lines that sign an article, and what stands below them."""

import pytest
from newspaper import links, page, paragraphs

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role

TITLE = "Xã Suối Lìm khởi công trạm y tế vùng cao"


def read(*parts: str) -> Article:
    body = page("<div>", f"<h1>{TITLE}</h1>", paragraphs(4), *parts, "</div>", links(), title=TITLE)
    return clean(Page(body, "text/html"))


def roles(article: Article) -> dict[str, Role]:
    return {block.text: block.role for _, block in article.blocks()}


@pytest.mark.parametrize(
    "notes",
    [
        ("1. Số liệu do trạm y tế xã công bố trong báo cáo sáu tháng đầu năm 2025.",),
        ("(1) Theo sổ của làng.", "(2) Xem báo cáo về y tế vùng cao của tỉnh, in năm 2024."),
        ("* Tên nhân vật đã được thay đổi theo yêu cầu của gia đình và của trạm y tế xã.",),
    ],
)
def test_a_bold_name_above_notes_signs(notes: tuple[str, ...]) -> None:
    below = "".join(f"<p><em>{note}</em></p>" for note in notes)
    article = read("<p><strong>Trần Hữu Nghĩa</strong></p>", below)
    assert article.byline == "Trần Hữu Nghĩa"
    assert roles(article)["Trần Hữu Nghĩa"] is Role.BYLINE


def test_a_bold_name_above_text_heads_it() -> None:
    article = read("<p><strong>Trần Hữu Nghĩa</strong></p>", paragraphs())
    assert roles(article)["Trần Hữu Nghĩa"] is Role.HEADING
    assert article.byline is None


def test_a_paper_that_is_named_below_the_writer_signs_as_well() -> None:
    article = read("<p align='right'><b>Theo Hương Ly<br>Thời báo Đồng Xa</b></p>")
    assert roles(article)["Theo Hương Ly"] is Role.BYLINE
    assert roles(article)["Thời báo Đồng Xa"] is Role.BYLINE


def test_who_the_writer_is_goes_unsaid() -> None:
    bio = "Mình là Lan Chi, thích trồng cây và viết về lối sống xanh. Rất vui được quen các bạn."
    article = read(f"<div class='author-bio'><h4>Lan Chi</h4><p>{bio}</p></div>")
    assert article.byline == "Lan Chi"
    assert bio not in roles(article)
    assert bio in [cut.text for cut in article.cuts]


@pytest.mark.parametrize("signed", ["BÀI VÀ ẢNH: NGÔ KHIÊM", "Tin, ảnh: Ngô Khiêm"])
def test_who_took_the_pictures_as_well_signs_below_the_title(signed: str) -> None:
    head = f"<h1>{TITLE}</h1><div class='who'>{signed}</div><p>Thứ Bảy, 08/11/2025, 05:10</p>"
    html = page("<div>", head, f"<div>{paragraphs()}</div></div>", title=TITLE)
    article = clean(Page(html, "text/html"))
    assert roles(article)[signed] is Role.BYLINE
    assert article.byline in signed
