"""What belongs to a paste below the tags and buttons that seem to end it."""

import pytest
from newspaper import SENTENCES

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role

TITLE = "Trạm y tế mới trên nền sân kho cũ"
TOP = ("Chia sẻ", "Thứ bảy, 28/11/2026, 08:15 (GMT+7)", TITLE)


def paste(*lines: str) -> Article:
    return clean(Page("\n".join(lines)))


def roles(article: Article) -> dict[str, Role]:
    return {block.text: block.role for _, block in article.blocks()}


@pytest.mark.parametrize(
    "below",
    [
        ("Từ khóa: trạm y tế, vùng cao", "Tác giả: Nam Trang/VOV Tây Nguyên"),
        ("Tags: trạm y tế", "vùng cao", "Tác giả: Nam Trang/VOV Tây Nguyên"),
        ("Chia sẻ", "Facebook", "Zalo", "Tác giả: Nam Trang/VOV Tây Nguyên"),
    ],
)
def test_who_signs_below_the_tags(below: tuple[str, ...]) -> None:
    article = paste(*TOP, *SENTENCES, *below, "Tin liên quan", "Cầu phao mới nối hai bờ sông")
    assert article.byline == "Nam Trang/VOV Tây Nguyên"


@pytest.mark.parametrize(
    "below",
    [
        ("Bình luận (12)", "Nguyễn Văn Hậu", "Trạm đẹp quá."),
        ("Từ khóa: trạm y tế", "Hà Nội", "Thời sự"),
        ("Từ khóa: trạm y tế", "Giá hồ tiêu tăng phiên thứ tư liên tiếp", "Nguyễn Văn Hậu"),
    ],
)
def test_what_is_no_signature_below(below: tuple[str, ...]) -> None:
    assert paste(*TOP, *SENTENCES, *below).byline is None


def test_a_name_below_the_tags_is_none_where_the_text_is_signed() -> None:
    article = paste(*TOP, *SENTENCES, "Thảo Vân", "Từ khóa: trạm y tế", "Nguyễn Văn Hậu")
    assert article.byline == "Thảo Vân"


@pytest.mark.parametrize(
    ("lines", "byline", "source"),
    [
        (("Theo Hương Ly", "Thời báo Sông"), "Theo Hương Ly", "Thời báo Sông"),
        (("Hương Ly", "Nguồn: Tạp chí Sông Lam"), "Hương Ly", "Tạp chí Sông Lam"),
        (("Theo Báo Miền Trung",), "Theo Báo Miền Trung", "Báo Miền Trung"),
        (("Hương Ly",), "Hương Ly", None),
    ],
)
def test_the_paper_below_the_text(lines: tuple[str, ...], byline: str, source: str | None) -> None:
    article = paste(*TOP, *SENTENCES, *lines, "Chia sẻ")
    assert article.source == source
    assert article.byline is not None
    assert byline.removeprefix("Theo ") in article.byline
    assert {roles(article)[line] for line in lines} == {Role.BYLINE}


def test_a_sentence_about_a_paper_is_no_source() -> None:
    article = paste(*TOP, *SENTENCES, "Hương Ly", "Báo Sông Lam đã đăng bài này từ năm ngoái.")
    assert article.source is None


HEADS = ("Bảng giá cà phê ngày 28/11", "Địa phương", "Giá (đồng/kg)", "Thay đổi")
CELLS = (
    *("Đắk Lắk", "111.500", "-1.200"),
    *("Gia Lai", "111.300", "-1.200"),
    *("Lâm Đồng", "110.800", "-1.100"),
)
AFTER = "Theo các đại lý, giá có thể còn giảm trong hai tuần tới khi thu hoạch rộ."
COFFEE = (
    *("Trang chủ", "Thời sự", "Kinh doanh", "Hà Nội 24°C", "USD 25.410 -0,12%"),
    "Giá cà phê ở Đắk Lắk giảm ngày thứ ba liên tiếp",
    "Chia sẻ Zalo",
    "Sáng 28/11, giá cà phê nhân xô ở Đắk Lắk được thương lái thu mua ở mức 111.500 đồng một kg,"
    " giảm 1.200 đồng so với hôm trước.",
    "Đây là ngày giảm thứ ba liên tiếp kể từ đầu tuần, khi nguồn hàng vụ mới ra thị trường.",
    '"Tôi chưa bán vội, cứ phơi khô rồi để trong kho chờ giá", ông nói.',
)
SHARED = ("Chia sẻ", "Facebook", "Zalo", "Đọc nhiều")
END = ("Theo dõi Báo Tây Nguyên trên Google News", "Tin cùng chuyên mục", "Sầu riêng được giá")


def test_the_text_goes_on_below_a_table() -> None:
    article = paste(*COFFEE, *HEADS, *CELLS, AFTER, "Tấn Phước", *END)
    found = roles(article)
    assert found["111.300"] is Role.TABLE
    assert found[AFTER] is Role.PARAGRAPH
    assert article.byline == "Tấn Phước"


def test_a_teaser_below_a_label_is_not_taken_in() -> None:
    article = paste(*COFFEE, "Tin cùng chuyên mục", "Sầu riêng trái vụ được giá", AFTER)
    assert AFTER not in roles(article)


def test_a_teaser_below_a_headline_is_not_taken_in() -> None:
    headline = "Nông dân Gia Lai trồng lại hồ tiêu sau mười năm bỏ vườn"
    article = paste(*COFFEE, "Tấn Phước", *SHARED, headline, AFTER)
    assert AFTER not in roles(article)


@pytest.mark.parametrize(
    ("lines", "lacks"),
    [
        (("Trang 1/3",), True),
        (("Trang 1/3", "1", "2", "3", "Trang sau"), True),
        (("Trang 1/1",), False),
        (("Bình luận (40)", "Trang 1/3"), False),
        ((), False),
    ],
)
def test_one_page_of_several_is_not_the_whole(lines: tuple[str, ...], lacks: bool) -> None:
    assert paste(*TOP, *SENTENCES, *lines).incomplete is lacks


def test_all_pages_together_are_the_whole() -> None:
    article = paste(*TOP, *SENTENCES[:4], "Trang 1/2", *SENTENCES[4:], "Trang 2/2")
    assert not article.incomplete


def test_a_page_says_that_it_is_one_of_several() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    for pager, lacks in (("Trang 1/3", True), ("Trang 1/1", False), ("", False)):
        html = f"<article><h1>{TITLE}</h1>{body}<p>{pager}</p></article>"
        assert clean(Page(html, "text/html")).incomplete is lacks


BOX = ("Xem thêm", "Phát hiện kho gỗ lậu", "11:30 27/11/2026", "Hai ghe cát bị bắt", "26/11/2026")
BOAT = (
    "Cà Mau: Bắt thuyền chở 10.000 lít dầu lậu",
    "Thứ Sáu 27/11/2026 , 17:02 (GMT+7)",
    "Lực lượng chức năng vừa bắt giữ tàu cá chở 10.000 lít dầu không rõ nguồn gốc trên biển.",
    "Nghe bài viết",
    "Tàu mang số hiệu CM-91xxx do ông N.V.T (45 tuổi) làm thuyền trưởng.",
    "Tại thời điểm kiểm tra, thuyền trưởng không xuất trình được hóa đơn.",
)
CLOSING = "Vụ việc đang được xác minh, xử lý theo quy định."


def test_the_last_sentence_below_a_box_with_dates() -> None:
    article = paste(*BOAT, *BOX, CLOSING, "Gia Bảo - Trọng Linh", "# dầu lậu", "Đừng bỏ lỡ")
    assert roles(article)[CLOSING] is Role.PARAGRAPH
    assert article.byline == "Gia Bảo - Trọng Linh"


@pytest.mark.parametrize(
    "below",
    [
        (*BOX, CLOSING, "Hai ghe cát bị bắt quả tang", "25/11/2026"),
        ("Xem thêm", "Phát hiện kho gỗ lậu", CLOSING, "Gia Bảo", "Đừng bỏ lỡ"),
    ],
)
def test_the_teaser_of_a_box_stays_in_it(below: tuple[str, ...]) -> None:
    assert CLOSING not in roles(paste(*BOAT, *below, "Bình luận (2)"))


def test_a_source_is_no_last_heading() -> None:
    article = paste(
        "Bản tin sáng 27/11: Tài xế say rượu lái xe vào hồ",
        "27/11/2026 07:01",
        "Hà Nội: Tài xế say rượu lái xe vào hồ",
        "Khoảng 23h ngày 26/11, một ô tô lao xuống hồ Đống Đa. Tài xế 35 tuổi tự thoát ra ngoài.",
        "Đồng Nai: Bắt đối tượng trộm chó",
        "Công an huyện Thống Nhất bắt quả tang hai người dùng súng điện trộm chó lúc rạng sáng.",
        "Nguồn: Tổng hợp",
        "Like page để đọc tin nhanh hơn",
    )
    assert roles(article)["Nguồn: Tổng hợp"] is Role.BYLINE


def test_a_last_heading_stays_one() -> None:
    article = paste(*TOP, *SENTENCES[:6], "Theo khía cạnh dân sinh", *SENTENCES[6:])
    assert roles(article)["Theo khía cạnh dân sinh"] is Role.HEADING
