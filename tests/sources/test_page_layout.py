"""Lines on a page become paragraphs: by their width, spacing, indent, column and type."""

from __future__ import annotations

import pytest

from baonoi.sources.documents.page_layout import Cell, Line, Picture, lay_out

PITCH = 14.0
FULL = "Nước sông dâng nhanh khiến nhiều hộ dân ven bờ phải sơ tán ngay"


def line(
    text: str,
    top: float,
    *,
    left: float = 60.0,
    right: float | None = None,
    size: float = 11.0,
    bold: bool = False,
    page: int = 0,
) -> Line:
    end = left + len(text) * size / 2 if right is None else right
    return Line((Cell(left, end, text),), size, bold, top, top + size, page, 842.0)


def paragraphs(*lines: Line | Picture) -> list[str]:
    html = lay_out([lines])
    return [part.removeprefix("<p>").removesuffix("</p>") for part in html.split("\n")]


def test_full_lines_are_joined() -> None:
    assert paragraphs(line(FULL, 100), line("trong đêm.", 114)) == [f"{FULL} trong đêm."]


def test_a_hyphen_holds_the_parts_together() -> None:
    found = paragraphs(line(f"{FULL} Liên-", 100), line("Xô.", 114))
    assert found == [f"{FULL} Liên-Xô."]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("giá 1.250-", "1.300 đồng", "giá 1.250-1.300 đồng"),
        ("dịch Covid\ufffe", "19 lắng", "dịch Covid-19 lắng"),
        ("ở Vê\ufffe", "nê-xu-ê-la", "ở Vê-nê-xu-ê-la"),
        ("phòng vi\ufffe", "rút này", "phòng vi-rút này"),
        ("hãng Micro\ufffe", "soft nói", "hãng Microsoft nói"),
        ("máy com\ufffe", "puter cũ", "máy computer cũ"),
        ("tàu Anh\u00ad", "kê", "tàu Anhkê"),
        ("tuyến Hà Nội -", "Vinh", "tuyến Hà Nội - Vinh"),
        ("đợt 2015\ufffe", "2020", "đợt 2015-2020"),
    ],
)
def test_what_a_hyphen_at_the_end_of_a_line_was(above: str, below: str, text: str) -> None:
    found = paragraphs(line(f"{FULL} {above}", 100), line(below, 114))
    assert found == [f"{FULL} {text}"]


def test_a_hyphen_that_nothing_follows_stays() -> None:
    assert paragraphs(line(f"{FULL} Liên\ufffe", 100)) == [f"{FULL} Liên-"]


def test_a_line_that_ends_early_ends_the_paragraph() -> None:
    lines = [line(FULL, 100), line("Trời tạnh", 114), line(FULL, 128)]
    assert paragraphs(*lines) == [f"{FULL} Trời tạnh", FULL]


def test_a_gap_ends_the_paragraph() -> None:
    lines = [line(FULL, 100 + PITCH * n) for n in range(3)]
    lines += [line(FULL, 150 + PITCH * n) for n in range(3)]
    assert paragraphs(*lines) == [f"{FULL} {FULL} {FULL}"] * 2


def test_an_indent_begins_one() -> None:
    indented = line(FULL, 128, left=80, right=60 + len(FULL) * 5.5)
    assert paragraphs(line(FULL, 100), line(FULL, 114), indented) == [f"{FULL} {FULL}", FULL]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    below, beside = line(FULL, 700), line("ngay trong đêm.", 100, left=420)
    assert paragraphs(below, beside) == [f"{FULL} ngay trong đêm."]


def test_and_a_new_one_does_not() -> None:
    assert len(paragraphs(line(FULL, 700), line("Mưa to.", 100, left=420))) == 2
    assert len(paragraphs(line(f"{FULL}.", 700), line("mưa to.", 100, left=420))) == 2


def test_bold_type_stands_apart() -> None:
    found = paragraphs(line(FULL, 100, bold=True), line(FULL, 114))
    assert found == [f"<b>{FULL}</b>", FULL]


def test_the_largest_type_is_the_title_and_larger_type_a_heading() -> None:
    found = lay_out(
        [
            [
                line("Tên bài", 60, size=20),
                line(FULL, 100),
                line("Mục", 130, size=14),
                line(FULL, 160),
            ]
        ]
    )
    assert found == f"<h1>Tên bài</h1>\n<p>{FULL}</p>\n<h2>Mục</h2>\n<p>{FULL}</p>"


def test_a_picture_stands_before_the_line_under_it() -> None:
    found = paragraphs(
        line(FULL, 100), line("Ảnh: Lê Minh", 330), line(FULL, 360), Picture(60, 120, 400, 320)
    )
    assert found == [FULL, '<figure><img src="" alt=""></figure>', "Ảnh: Lê Minh", FULL]


def test_page_numbers_and_small_type_in_the_margin() -> None:
    found = lay_out([[line(FULL, 100), line("Trang 3/4", 820), line("Báo Mẫu", 20, size=8)]])
    assert found.endswith("<footer><p>Trang 3/4</p><p>Báo Mẫu</p></footer>")
    assert "<footer>" not in lay_out([[line(FULL, 100), line("Bài: Lê Minh", 815)]])


def test_text_is_escaped() -> None:
    assert paragraphs(line("3 < 5 & 7 > 4", 100)) == ["3 &lt; 5 &amp; 7 &gt; 4"]
