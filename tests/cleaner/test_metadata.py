"""What the head of a page says of its article, and which of it is believed."""

import json
from datetime import UTC, date, datetime

import pytest
from newspaper import page, paragraphs

from baonoi.cleaner import clean
from baonoi.cleaner.metadata import outlet, without_site
from baonoi.model import VIETNAM_TIME, Article, Page, Role

TITLE = "Xã Suối Lìm khởi công trạm y tế vùng cao"


def article(*body: str, head: str = "", title: str = TITLE, **data: object) -> Article:
    if data:
        told = json.dumps({"@type": "NewsArticle", **data}, ensure_ascii=False)
        head += f'<script type="application/ld+json">{told}</script>'
    html = page(f"<h1>{TITLE}</h1>", *body, paragraphs(5), title=title, head=head)
    return clean(Page(html, "text/html"))


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("given", "byline"),
    [
        (person("Minh Chiến"), "Minh Chiến"),
        (person("Y Phương Lan"), "Y Phương Lan"),
        (person("John Smith"), "John Smith"),
        ([person("Khánh Vy"), person("Thành Trung")], "Khánh Vy, Thành Trung"),
        ([{"@type": "Person", "name": "H'Hen Niê"}, "Siu Black"], "H'Hen Niê, Siu Black"),
        ("Quỳnh Chi", "Quỳnh Chi"),
        ({"@type": "Organization", "name": "Báo Suối Mây"}, None),
        ([{"@type": "Organization", "name": "Suối Mây"}, person("Quỳnh Chi")], "Quỳnh Chi"),
        (person("Báo Suối Mây"), None),
        (person("VnExpress"), None),
        (person("https://bao.example/tac-gia/7"), None),
        (person("toasoan@bao.example"), None),
        (person("admin"), None),
        (person("Ban Biên tập"), None),
        (person("Suối Mây Online"), None),
        (person("minhchien92"), None),
    ],
)
def test_the_author_is_a_person_and_taken_as_given(given: object, byline: str | None) -> None:
    assert article(author=given).byline == byline


@pytest.mark.parametrize(
    ("content", "byline"),
    [("Khánh Vy", "Khánh Vy"), ("Báo Suối Mây", None), ("Dân trí", None), ("ban tin", None)],
)
def test_an_author_in_a_meta_element_must_look_like_one(content: str, byline: str | None) -> None:
    assert article(head=f'<meta name="author" content="{content}">').byline == byline


def test_whoever_signs_on_the_page_comes_first_and_two_who_sign_are_both_named() -> None:
    html = page(
        f"<h1>{TITLE}</h1>",
        paragraphs(5) + "<p><b>LAN ANH</b></p><p><b>Bài và ảnh: Hải Đăng</b></p>",
        head='<meta name="author" content="Khánh Vy">',
        title=TITLE,
    )
    assert clean(Page(html, "text/html")).byline == "LAN ANH, Hải Đăng"


@pytest.mark.parametrize("rating", ["(41 bình chọn, 8/10 điểm)", "Đánh giá: 4,5/5 (12 lượt)"])
def test_a_rating_signs_nothing(rating: str) -> None:
    html = f"<h1>{TITLE}</h1>{paragraphs(4)}<p>Theo Mai Hoa (Vùng Cao)</p><div>{rating}</div>"
    found = clean(Page(html, "text/html"))
    assert found.byline == "Theo Mai Hoa (Vùng Cao)"
    assert (rating, "reader poll") in {(cut.text, cut.reason) for cut in found.cuts}


@pytest.mark.parametrize(
    ("publisher", "source"),
    [
        ("https://cafef.vn", "CafeF"),
        ("tuoitre.vn", "Tuổi Trẻ"),
        ("www.dantri.com.vn", "Dân trí"),
        ("http://baosuoimay.vn/", "baosuoimay.vn"),
        ("vnexpress", "VnExpress"),
        ("Báo Suối Mây", "Báo Suối Mây"),
    ],
)
def test_the_paper_has_a_name_never_an_address(publisher: str, source: str) -> None:
    assert article(publisher={"@type": "Organization", "name": publisher}).source == source
    assert outlet("m.cafef.vn") == "CafeF"


@pytest.mark.parametrize(
    ("told", "shown", "published"),
    [
        ("2025-11-26T09:51:00Z", "26/11/2025 09:51", "2025-11-26T09:51:00+07:00"),
        ("2025-11-26T16:51:00+07:00", "26/11/2025 09:51", "2025-11-26T09:51:00+07:00"),
        ("2025-11-26T02:51:20Z", "26/11/2025 09:51", "2025-11-26T02:51:20+00:00"),
        ("2025-11-26T09:51:00+08:00", "26/11/2025 09:51", "2025-11-26T09:51:00+07:00"),
        ("2025-11-26T20:15:00Z", "Thứ tư, 26/11/2025", "2025-11-26T20:15:00+07:00"),
        ("2025-11-26T08:00:00+07:00", "Cập nhật: 26/11/2025 17:30", "2025-11-26T08:00:00+07:00"),
        ("2025-11-26", "26/11/2025 09:51", "2025-11-26T09:51:00+07:00"),
        ("2025-11-26T09:51:00+07:00", "Thứ hai, 05/01/2026", "2025-11-26T09:51:00+07:00"),
    ],
)
def test_the_date_that_is_shown_wins_over_metadata_that_is_off_by_hours(
    told: str, shown: str, published: str
) -> None:
    found = article(f"<p class='date'>{shown}</p>", datePublished=told).published
    assert found == datetime.fromisoformat(published)


@pytest.mark.parametrize("where", ["lead", "paragraph"])
def test_a_date_below_the_lead_is_the_articles_date(where: str) -> None:
    lead = "Sau sáu tháng chờ đợi, bà con năm bản đã có nơi khám bệnh ngay tại trung tâm xã."
    lead = f"<h2>{lead}</h2>" if where == "lead" else f"<p><b>{lead}</b></p>"
    html = f"<h1>{TITLE}</h1>{lead}<div>03/09/2025 14:20</div>{paragraphs(4)}"
    found = clean(Page(html, "text/html"))
    assert found.published == datetime(2025, 9, 3, 14, 20, tzinfo=VIETNAM_TIME)
    roles = [block.role for _, block in found.blocks()]
    assert roles[:3] == [Role.TITLE, Role.LEAD, Role.DATELINE]


def test_a_plain_date_stays_one() -> None:
    assert article("<p>Ngày đăng: 3/9/2025</p>").published == date(2025, 9, 3)
    told = article(datePublished="2025-09-03T00:00:00+00:00").published
    assert told == datetime(2025, 9, 3, tzinfo=UTC)


def test_titles_without_the_papers_name() -> None:
    forms = without_site("Mưa lớn - ba huyện ngập | Thời sự | Báo Suối Mây")
    assert forms[0].endswith("Suối Mây")
    assert "Mưa lớn - ba huyện ngập" in forms


@pytest.mark.parametrize(
    ("title", "source"),
    [
        (f"{TITLE} - Báo Sân Cỏ", "Báo Sân Cỏ"),
        (f"{TITLE} | Tạp chí Sông Lam", "Tạp chí Sông Lam"),
        (f"{TITLE} - Xã Suối Lìm", None),
        (f"{TITLE} - Báo động từ vùng cao", None),
        ("Báo Sân Cỏ", None),
    ],
)
def test_the_paper_behind_the_title(title: str, source: str | None) -> None:
    assert article(title=title).source == source


def test_broken_data_tell_what_they_can() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A\nB", '
        '"datePublished": "2025-11-26T09:51:00+07:00",, }</script>'
    )
    found = article(head=head).published
    assert found == datetime(2025, 11, 26, 9, 51, tzinfo=VIETNAM_TIME)


@pytest.mark.parametrize("address", ["http://[", "http://a\u2100b/", "https://bao.example/a"])
def test_half_an_emoji_and_what_is_no_address(address: str) -> None:
    told = {"@type": "NewsArticle", "publisher": {"name": "Báo \ud83d\x9b31m"}}
    head = f'<link rel="canonical" href="{address}">'
    head += f'<script type="application/ld+json">{json.dumps(told)}</script>'
    found = article(head=head)
    assert found.source == "Báo 31m"
