"""From verdicts to the article: sections, tags, the writer, the title that is made up."""

import pytest
from newspaper import SENTENCES, paragraphs

from baonoi.cleaner import clean
from baonoi.model import Page, Role

TITLE = "Xã Suối Lìm khởi công trạm y tế vùng cao"


def test_each_heading_opens_a_section() -> None:
    html = f"<h1>{TITLE}</h1>{paragraphs(2)}<h2>Góp công</h2>{paragraphs(3)}<h2>Chờ đợi</h2>"
    sections = clean(Page(html + f"<p>{SENTENCES[5]}</p>", "text/html")).sections
    assert [s.heading.text if s.heading else None for s in sections] == [
        None,
        "Góp công",
        "Chờ đợi",
    ]
    assert sections[2].blocks[0].text == SENTENCES[5]


def test_a_bracketed_source_loses_its_brackets_and_no_other() -> None:
    for shown, told in (("(Theo Mai Hoa)", "Theo Mai Hoa"), ("Theo Hoa (Núi)", "Theo Hoa (Núi)")):
        html = f"<h1>{TITLE}</h1>{paragraphs(4)}<p>{shown}</p>"
        assert clean(Page(html, "text/html")).byline == told


def test_the_writer_is_named_once_however_often_he_signs() -> None:
    html = f"<h1>{TITLE}</h1><p class='author'>Lan Anh</p>{paragraphs(4)}<p>Bài và ảnh: LAN ANH</p>"
    assert clean(Page(html, "text/html")).byline == "LAN ANH"


def test_without_a_title_the_text_gives_one() -> None:
    article = clean(Page(paragraphs(3), "text/html"))
    assert article.title.endswith("…")
    assert SENTENCES[0].startswith(article.title[:-1])
    assert all(block.role is not Role.TITLE for _, block in article.blocks())


@pytest.mark.parametrize("place", ["Thanh Hóa", "Thanh Hoá", "ĐÀ NẴNG", "HUẾ"])
def test_a_place_glued_to_the_lead_is_taken_off(place: str) -> None:
    page = Page("\n".join(("Cầu mới thông xe trước Tết", place + SENTENCES[0], *SENTENCES[1:3])))
    article = clean(page)
    assert SENTENCES[0] in [block.text for _, block in article.blocks()]
    assert [m.text for m in article.metadata if m.field == "place"] == [place]


def test_a_word_in_capitals_is_no_place_glued_to_the_lead() -> None:
    lead = "HUẾ X mở bán " + SENTENCES[0]
    page = Page("\n".join(("Cầu mới thông xe trước Tết", lead, *SENTENCES[1:3])))
    assert lead in [block.text for _, block in clean(page).blocks()]


def test_a_writer_beside_the_date_comes_before_the_paper_it_was_taken_from() -> None:
    date = "<p>Thảo Vân , Theo Báo Đồng Xa 10:30 21/09/2025</p>"
    html = f"<h1>{TITLE}</h1>{date}{paragraphs(4)}<p>Theo Báo Đồng Xa</p>"
    assert clean(Page(html, "text/html")).byline == "Thảo Vân"
