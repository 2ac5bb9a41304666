"""A paste as a whole: roles for the article, reasons in words for all else."""

import pytest
from newspaper import HEADLINES, SENTENCES

from baonoi.cleaner import sequence
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

TITLE = "Xã Suối Lìm khởi công trạm y tế mới"
MENU = ("Trang chủ", "Thời sự", "Thế giới", "Kinh doanh", "Giáo dục", "Thể thao", "Đăng nhập")
LINES = (
    *MENU,
    TITLE,
    "Thứ bảy, 14/03/2026 09:15 (GMT+7)",
    "Chia sẻ",
    *SENTENCES[:3],
    "leftcenterrightdel",
    "Nền trạm y tế cũ lúc san ủi. Ảnh: Mộc Lan",
    *SENTENCES[3:7],
    "Mộc Lan",
    "Bình luận (2)",
    "Mừng cho bà con bản xa, mong trạm sớm xong để các mẹ đỡ phải đi bốn mươi cây số đường đèo.",
    "Tin cùng chuyên mục",
    *HEADLINES[:4],
    "Giấy phép số 7/GP-BTTTT do Bộ Thông tin và Truyền thông cấp",
)


def read(*lines: str) -> dict[str, Role | Reason] | None:
    found = sequence.read([Candidate(line) for line in lines])
    return None if found is None else dict(zip(lines, found, strict=True))


def test_the_article_gets_roles() -> None:
    found = read(*LINES)
    assert found is not None
    assert found[TITLE] is Role.TITLE
    assert found[LINES[8]] is Role.DATELINE
    assert {found[line] for line in SENTENCES[:7]} <= {Role.LEAD, Role.PARAGRAPH}
    assert found["Nền trạm y tế cũ lúc san ủi. Ảnh: Mộc Lan"] is Role.CAPTION
    assert found["Mộc Lan"] is Role.BYLINE


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Thời sự", Reason.MENU),
        ("Đăng nhập", Reason.LOGIN),
        ("Chia sẻ", Reason.SHARE),
        ("leftcenterrightdel", Reason.PICTURE),
        ("Bình luận (2)", Reason.COMMENTS),
        (LINES[-7], Reason.COMMENTS),
        ("Tin cùng chuyên mục", Reason.RELATED),
        (HEADLINES[2], Reason.RELATED),
        (LINES[-1], Reason.IMPRINT),
    ],
)
def test_all_else_gets_a_reason_that_says_what_it_is(line: str, reason: Reason) -> None:
    found = read(*LINES)
    assert found is not None
    assert found[line] is reason


def test_a_line_outside_what_is_weighed_has_a_reason_too() -> None:
    above = [f"{name} {n}" for n in range(12) for name in MENU]
    found = sequence.read([Candidate(line) for line in (*above, *LINES)])
    assert found is not None
    assert len(found) == len(above) + len(LINES)
    assert not any(isinstance(verdict, Role) for verdict in found[: len(above)])


@pytest.mark.parametrize("lines", [(), MENU, (*MENU, "Chia sẻ", "Bình luận (0)")])
def test_a_frame_alone_is_no_article(lines: tuple[str, ...]) -> None:
    assert read(*lines) is None


def test_lines_without_a_frame_are_a_text_whatever_they_are() -> None:
    found = read("Đi chợ sớm", "mua hai bó rau", "và một con cá")
    assert found is not None
    assert all(isinstance(verdict, Role) for verdict in found.values())


def test_the_same_lines_are_read_the_same() -> None:
    assert read(*LINES) == read(*LINES)
