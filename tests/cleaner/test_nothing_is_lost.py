"""What no paste may lose: a text without a frame is all article, junk costs no paragraph."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baonoi.cleaner import clean, junk
from baonoi.model import Article, Page, Role

TITLE = "Làng chài Cửa Lân đổi nghề sau mùa biển động"
SENTENCES = (
    "Ba tháng nay, hơn trăm chiếc thuyền thúng nằm úp trên bãi, lưới phơi khô cong dưới nắng.",
    "Người làng bảo nhau vào đất liền học nghề mộc, nghề hàn, phụ nữ thì nhận đan bèo tây tại nhà.",
    "Lớp học mở ngay ở đình, thầy là thợ già trong xã, học trò có người đã ngoài năm mươi tuổi.",
    '"Biển còn thì nghề còn, nhưng phải có cái ăn đã", ông Phan Văn Thuận nói và cười hiền.',
    "Xã cho mỗi hộ vay hai mươi triệu đồng không lãi, trả dần trong ba năm kể từ vụ sau.",
    "Chị Đỗ Thị Nụ đan được ba chiếc giỏ một ngày, thương lái vào tận ngõ gom hàng mỗi chiều.",
    "Trẻ con vẫn ra bãi thả diều, chỉ khác là chiều về không còn ai gọi nhau ra kéo lưới.",
    "Cuối năm, làng dự tính đóng chung một con tàu lớn để đi khơi, chia lãi theo ngày công.",
)
SHORT = (
    "Biển lặng rồi.",
    "Ai cũng mong thế.",
    "Được bao lâu nữa?",
    "Không ai trả lời.",
    "Vậy là đi học.",
    "Gió đã đổi hướng từ đêm qua.",
)
HEADINGS = (
    "Bãi thuyền vắng bóng người",
    "Lớp học giữa sân đình",
    "Chuyện vay, chuyện trả",
    "Con tàu chung của cả làng",
    "Ngày về",
)
JUNK = (
    "Quảng cáo",
    "Chia sẻ",
    "Nghe bài viết",
    "0:00 / 3:12",
    "leftcenterrightdel",
    "Sao chép liên kết",
    "Lang chai doi nghe hinh anh 2",
    "#langchai #doinghe",
    "https://bao.example.vn/lang-chai-7.html",
    "A A",
    ">> Cồn cát lấn dần vào xóm biển",
    "Xem thêm: Cồn cát lấn dần vào xóm biển",
)
BOX = (
    "Cồn cát lấn dần vào xóm biển",
    "Giá cá cơm tụt nửa chỉ sau một tuần",
    "Hai thuyền trưởng nhận bằng khen của tỉnh",
)
BARE = (*HEADINGS, "Được bao lâu nữa?")
"""Lines that could be headlines of other articles."""
SAID = {Role.LEAD, Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM, Role.QUOTE}

TOGETHER = [
    SENTENCES[0],
    *(HEADINGS[3], SHORT[2], HEADINGS[2], HEADINGS[1], HEADINGS[0], *reversed(SHORT[3:])),
    *(SHORT[1], SHORT[0], *SENTENCES[1:3]),
]

bodies = st.lists(st.sampled_from(SENTENCES), min_size=3, unique=True)


def read(lines: list[str], apart: bool = False) -> Article:
    return clean(Page(("\n\n" if apart else "\n").join(lines)))


def lost(article: Article, body: list[str]) -> list[str]:
    said = {block.text for _, block in article.blocks() if block.role in SAID}
    return [line for line in body if line not in said]


def all_of_it(lines: list[str], apart: bool) -> None:
    article = read([TITLE, *lines], apart)
    assert article.cuts == ()
    assert [block.text for _, block in article.blocks()] == [TITLE, *lines]
    assert article.title == TITLE


@st.composite
def texts(draw, first: int = 1) -> list[str]:
    """Sentences, short lines and headings, in any order from the given place on."""
    lines = draw(bodies)
    for line in draw(st.lists(st.sampled_from((*SHORT, *HEADINGS)), unique=True)):
        lines.insert(draw(st.integers(first, len(lines) - 1)), line)
    return lines


def spread(lines: list[str]) -> bool:
    """Whether no two lines that could be headlines stand together."""
    return not any(one in BARE and other in BARE for one, other in pairwise(lines))


@given(texts().filter(spread), st.booleans())
@settings(max_examples=100, deadline=None)
def test_nothing_is_cut_from_a_text_without_a_frame(lines: list[str], apart: bool) -> None:
    all_of_it(lines, apart)


@given(texts(), st.booleans())
@example(TOGETHER, False)
@settings(max_examples=200, deadline=None)
def test_headings_that_stand_together_are_not_cut_either(lines: list[str], apart: bool) -> None:
    all_of_it(lines, apart)


@given(texts(first=0), st.booleans())
@example([HEADINGS[0], *SENTENCES], False)
@example([HEADINGS[2], *SENTENCES], False)
@settings(max_examples=200, deadline=None)
def test_nor_are_short_lines_under_the_title(lines: list[str], apart: bool) -> None:
    all_of_it(lines, apart)


@given(bodies, st.sampled_from(JUNK), st.data())
@settings(max_examples=150, deadline=None)
def test_a_line_of_junk_costs_no_paragraph(body: list[str], line: str, data) -> None:
    at = data.draw(st.integers(1, len(body)))
    article = read([TITLE, *body[:at], line, *body[at:]])
    assert [cut.text for cut in article.cuts] == [line]
    assert lost(article, body) == []


def sown(body: list[str], junk_lines: list[str], places: list[int]) -> list[str]:
    lines = list(body)
    for line, place in zip(junk_lines, places, strict=False):
        lines.insert(1 + place % len(lines), line)
    return lines


@given(
    bodies,
    st.lists(st.sampled_from(JUNK), min_size=1, max_size=6),
    st.lists(st.integers(0, 20), min_size=6, max_size=6),
    st.booleans(),
)
@example(list(SENTENCES[:3]), ["Quảng cáo", "Quảng cáo"], [1, 1], False)
@settings(max_examples=250, deadline=None)
def test_lines_of_junk_cost_no_paragraph(body, junk_lines, places, apart: bool) -> None:
    article = read([TITLE, *sown(body, junk_lines, places)], apart)
    assert article.title == TITLE
    assert lost(article, body) == []
    assert len(lost(article, junk_lines)) == len(junk_lines)


@pytest.mark.xfail(strict=True, reason="a box may end an article that goes on below it")
@given(
    bodies,
    st.integers(0, 20),
    st.sampled_from(("Tin liên quan", "Đọc nhiều", "Bài liên quan")),
    st.integers(1, 3),
)
@example(list(SENTENCES[:3]), 1, "Tin liên quan", 1)
@settings(max_examples=100, deadline=None)
def test_a_box_in_a_body_costs_no_paragraph(body, place: int, label: str, size: int) -> None:
    at = 1 + place % (len(body) - 1)
    box = list(BOX[:size])
    article = read([TITLE, *body[:at], label, *box, *body[at:]])
    assert lost(article, body) == []
    assert lost(article, box) == box


@pytest.mark.parametrize("line", JUNK)
def test_the_junk_of_these_tests_is_known_by_itself(line: str) -> None:
    assert junk.family(line) or junk.link_line(line) or junk.picture_label(line)


@pytest.mark.parametrize("line", [*SENTENCES, *SHORT, *HEADINGS, TITLE])
def test_the_text_of_these_tests_is_of_no_family(line: str) -> None:
    assert junk.family(line) is None
