"""What pages hold besides paragraphs: tables, lists, quotes, interviews, places, pictures."""

from datetime import date

import pytest

from baonoi.cleaner import Reason, clean
from baonoi.model import Article, Block, Page, Role

LEAD = "Sáng nay, xã khánh thành chợ mới sau gần hai năm xây dựng trên nền bến xe cũ bỏ hoang."
MORE = "Chợ có 120 quầy, trong đó một nửa dành cho nông sản của các hợp tác xã trong vùng lân cận."
LAST = "Ban quản lý cho biết sẽ mở thêm khu ẩm thực đêm nếu lượng khách giữ được đến cuối năm nay."


def html(*middle: str, head: str = "", lead: str = LEAD) -> Article:
    page = f"<html><head>{head}</head><body><h1>Xã nghèo khánh thành chợ mới</h1><p>{lead}</p>"
    return clean(
        Page(page + f"<p>{MORE}</p>" + "".join(middle) + f"<p>{LAST}</p></body>", "text/html")
    )


def of(article: Article, role: Role) -> list[Block]:
    return [block for _, block in article.blocks() if block.role is role]


def test_a_table_is_read_row_by_row_with_its_headers() -> None:
    article = html(
        "<table><tr><th>Mặt hàng</th><th>Sáng</th><th>Chiều</th></tr>"
        "<tr><td>Rau muống</td><td>8.000</td><td>6.000</td></tr>"
        "<tr><td>Cá rô</td><td>60.000</td><td></td></tr></table>"
    )
    rows = of(article, Role.TABLE)
    assert [row.text for row in rows] == [
        "Rau muống: Sáng 8.000; Chiều 6.000",
        "Cá rô: Sáng 60.000",
    ]
    assert rows[0].original == "Rau muống 8.000 6.000"
    assert [(m.field, m.text) for m in article.metadata] == [
        ("table header", "Mặt hàng Sáng Chiều")
    ]


def test_a_table_that_lays_out_is_no_table() -> None:
    article = html(
        f"<table><tr><td><p>{LEAD} Thật vậy.</p></td><td><p>{MORE} Đúng thế.</p></td></tr></table>"
    )
    assert not of(article, Role.TABLE)


def test_lists_and_quotes() -> None:
    article = html(
        "<ul><li>Khu rau quả</li><li>Khu cá thịt</li></ul><blockquote>Chợ là hồn quê.</blockquote>"
    )
    assert [b.text for b in of(article, Role.LIST_ITEM)] == ["Khu rau quả", "Khu cá thịt"]
    assert [b.text for b in of(article, Role.QUOTE)] == ["Chợ là hồn quê."]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=a><figcaption>Quầy rau sáng khai trương</figcaption></figure>",
        "<table><tr><td><img src=a></td></tr><tr><td>Quầy rau sáng khai trương</td></tr></table>",
        "<p align=center><img src=a></p><p align=center>Quầy rau sáng khai trương</p>",
        "<div><img src=a><br><i>Quầy rau sáng khai trương</i></div>",
        "<p><img src=a>Quầy rau sáng khai trương</p>",
        "<div><video src=a></video></div><p>Quầy rau sáng khai trương</p>",
    ],
)
def test_what_stands_under_a_picture_is_its_caption(markup: str) -> None:
    assert [b.text for b in of(html(markup), Role.CAPTION)] == ["Quầy rau sáng khai trương"]


def test_a_paragraph_after_a_picture_stays_one() -> None:
    text = (
        "Trong buổi sáng đầu tiên, gần hai nghìn lượt người đến mua sắm. Nhiều quầy hết hàng trước "
        "trưa, tiểu thương phải gọi xe chở thêm từ ruộng về."
    )
    article = html(f"<p><img src=a></p><p>{text}</p>")
    assert text in [b.text for b in of(article, Role.PARAGRAPH)]


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>Ngày đầu đông khách</h2>",
        "<p><strong>Ngày đầu đông khách</strong></p>",
        "<p><b>Ngày đầu đông khách</b></p>",
        "<p>Ngày đầu đông khách</p>",
        "<p style='font-weight:bold'>Ngày đầu đông khách</p>",
    ],
)
def test_headings_part_the_article(markup: str) -> None:
    article = html(markup)
    assert [s.heading.text if s.heading else None for s in article.sections] == [
        None,
        "Ngày đầu đông khách",
    ]


def test_the_place_before_a_lead_is_metadata() -> None:
    stamped = html(lead=f'<span class="location-stamp">Hà Giang</span>{LEAD}')
    glued = html(lead=f"Hà Giang{LEAD}")
    for article in (stamped, glued):
        assert [(m.text, m.field) for m in article.metadata] == [("Hà Giang", "place")]
        assert of(article, Role.LEAD)[0].text == LEAD


def test_the_agency_before_a_lead_is_the_source() -> None:
    article = html(lead=f"(TTXVN) - {LEAD}")
    assert article.source == "TTXVN"
    assert of(article, Role.LEAD)[0].text == LEAD
    assert of(article, Role.LEAD)[0].raw is None


def test_metadata_of_the_head() -> None:
    article = html(
        head='<meta property="og:site_name" content="Báo Chợ">'
        '<meta property="og:image" content="https://x/a.jpg">'
        '<link rel="canonical" href="https://baocho.example.vn/1.html">'
        '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],'
        '"headline":"Xã nghèo khánh thành chợ mới","datePublished":"2024-05-06",'
        '"author":[{"name":"Trần Bình"}]}]}</script>'
    )
    assert (article.source, article.picture) == ("Báo Chợ", "https://x/a.jpg")
    assert (article.url, article.byline) == ("https://baocho.example.vn/1.html", "Trần Bình")
    assert article.published == date(2024, 5, 6)


def test_the_host_names_the_paper_where_nothing_else_does() -> None:
    page = Page(f"<h1>Xã nghèo khánh thành chợ mới</h1><p>{LEAD}</p><p>{MORE}</p>", "text/html")
    known = clean(Page(page.text, page.media_type, "https://www.tuoitre.vn/x.htm"))
    other = clean(Page(page.text, page.media_type, "https://baohuyen.example.vn/x.htm"))
    assert (known.source, other.source) == ("Tuổi Trẻ", "baohuyen.example.vn")


def test_an_interview_keeps_its_turns() -> None:
    turns = [
        "* Ông nghĩ gì khi nhận chức trưởng ban quản lý chợ ở tuổi bảy mươi?",
        "- Tôi nghĩ mình còn khỏe thì còn làm. Bà con tin thì phải giữ cho được lòng tin ấy.",
        "* Điều gì khó nhất trong ngày đầu tiên?",
        "- Xếp chỗ. Ai cũng muốn đứng gần cổng, tôi phải cho bốc thăm trước mặt mọi người.",
    ]
    article = clean(Page("\n".join(["Chuyện ông trưởng chợ", LEAD, *turns, LAST])))
    texts = [b.text for b in of(article, Role.PARAGRAPH)]
    assert [t for t in texts if t[0] in "*-"] == turns


def test_line_breaks_part_paragraphs_but_not_titles() -> None:
    page = f"<h1>Xã nghèo<br>khánh thành chợ mới</h1><div>{LEAD}<br><br>{MORE}<br/>{LAST}</div>"
    article = clean(Page(page, "text/html"))
    assert article.title == "Xã nghèo khánh thành chợ mới"
    assert sum(1 for _ in article.blocks()) == 4


def test_a_link_left_open_does_not_swallow_the_article() -> None:
    more = "".join(f"<p>{MORE} Quầy số {n}.</p>" for n in range(20))
    page = f"<h1>Xã nghèo khánh thành chợ mới</h1><div><a href=/qc><img src=a><p>{LEAD}</p>{more}"
    assert sum(1 for _ in clean(Page(page, "text/html")).blocks()) == 22


def test_a_short_note_is_an_article_too() -> None:
    article = clean(Page("Hôm nay trời đẹp."))
    assert [block.text for _, block in article.blocks()] == ["Hôm nay trời đẹp."]
    assert article.title == "Hôm nay trời đẹp."


def test_a_pulled_quote_is_cut_and_a_heading_that_the_text_repeats_stays() -> None:
    page = (
        "<h1>Làng gốm đỏ lửa trở lại</h1>"
        "<p>Sau mười năm tắt bếp, mười hai lò gốm bên sông đỏ lửa trở lại từ đầu mùa khô này.</p>"
        "<blockquote>Đất này nuôi chúng tôi từ đời ông cố đến giờ</blockquote>"
        "<p>Bà Sáu nói: “Đất này nuôi chúng tôi từ đời ông cố đến giờ, bỏ sao được mà bỏ”.</p>"
        "<h2>Giữ lửa là giữ nghề của cả làng</h2>"
        "<p>Ông Tư bảo giữ lửa là giữ nghề của cả làng, nên đêm nào cũng có người trông lò.</p>"
    )
    article = clean(Page(page, "text/html"))
    assert [cut.reason for cut in article.cuts] == [str(Reason.PULL_QUOTE)]
    headings = [block.text for _, block in article.blocks() if block.role is Role.HEADING]
    assert headings == ["Giữ lửa là giữ nghề của cả làng"]
