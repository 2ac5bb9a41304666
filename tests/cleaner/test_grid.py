"""Tables are read row by row, and every cell is named by the heads that rule it."""

import pytest

from baonoi.cleaner import clean
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.grid import Grid, rewrite
from baonoi.model import Article, Page, Role

ABOVE = (
    "<h1>Giá nông sản đầu tuần tăng nhẹ</h1>"
    "<p>Sáng nay, thương lái các tỉnh mua nhiều hơn hôm qua, xe tải xếp hàng dài ở cổng chợ.</p>"
)
BELOW = "<p>Theo báo cáo của sở, lượng hàng về chợ đầu mối còn ít, giá khó giảm trong tuần.</p>"


def article(table: str) -> Article:
    return clean(Page(f"{ABOVE}<table>{table}</table>{BELOW}", "text/html"))


def spoken(table: str) -> list[str]:
    return [block.text for _, block in article(table).blocks() if block.role is Role.TABLE]


def row(*cells: str, tag: str = "td") -> str:
    """A row; "text*2" takes two columns, "text^2" two rows."""
    made = ""
    for cell in cells:
        text, _, columns = cell.partition("*")
        text, _, rows = text.partition("^")
        spans = f' colspan="{columns}"' if columns else ""
        spans += f' rowspan="{rows}"' if rows else ""
        made += f"<{tag}{spans}>{text}</{tag}>"
    return f"<tr>{made}</tr>"


def test_one_head() -> None:
    assert spoken(row("Chợ", "Cam", "Quýt", tag="th") + row("Long Biên", "25", "30")) == [
        "Long Biên: Cam 25; Quýt 30"
    ]


@pytest.mark.parametrize("tag", ["th", "td"])
def test_a_group_over_all_columns_is_not_said_in_every_row(tag: str) -> None:
    head = row("Ngân hàng^2", "Lãi suất (%)*2", tag=tag) + row("6 tháng", "12 tháng", tag=tag)
    head = head if tag == "th" else head.replace("6 tháng", "Nửa năm").replace("12 tháng", "Cả năm")
    first, second = ("6 tháng", "12 tháng") if tag == "th" else ("Nửa năm", "Cả năm")
    table = head + row("Sông Hồng", "4,5", "5,2") + row("Cửu Long", "4,7", "5,5")
    assert spoken(table) == [
        f"Sông Hồng: {first} 4,5; {second} 5,2",
        f"Cửu Long: {first} 4,7; {second} 5,5",
    ]
    metadata = [(m.field, m.text) for m in article(table).metadata]
    assert metadata == [
        ("table header", "Ngân hàng Lãi suất (%)"),
        ("table header", f"{first} {second}"),
    ]


def test_groups_that_differ_name_their_cells() -> None:
    table = (
        row("Tỉnh^2", "Lúa*2", "Ngô*2", tag="th")
        + row("Diện tích", "Sản lượng", "Diện tích", "Sản lượng", tag="th")
        + row("An Giang", "230", "1.500", "8", "60")
        + row("Long An", "220", "1.400", "không trồng*2")
    )
    assert spoken(table) == [
        "An Giang: Lúa, Diện tích 230; Lúa, Sản lượng 1.500; Ngô, Diện tích 8; Ngô, Sản lượng 60",
        "Long An: Lúa, Diện tích 220; Lúa, Sản lượng 1.400; Ngô, Diện tích, Sản lượng không trồng",
    ]


def test_a_label_holds_for_all_the_rows_it_spans() -> None:
    table = (
        row("Ngày", "Sân", "Trận", tag="th")
        + row("12/3^2", "Hàng Đẫy", "Hà Nội - Huế")
        + row("Vinh", "Nghệ An - Gia Lai")
    )
    assert spoken(table) == [
        "12/3: Sân Hàng Đẫy; Trận Hà Nội - Huế",
        "12/3: Sân Vinh; Trận Nghệ An - Gia Lai",
    ]


def test_cells_in_the_head_of_a_table_are_heads() -> None:
    table = f"<thead>{row('Ga', 'Năm 2024', 'Năm 2025')}</thead><tbody>{row('Vinh', '3', '4')}"
    assert spoken(table) == ["Vinh: Năm 2024 3; Năm 2025 4"]


def test_many_columns_are_named_too() -> None:
    months = [f"Tháng {n}" for n in range(1, 9)]
    table = row("Trạm", *months, tag="th") + row("Láng", *(str(20 + n) for n in range(8)))
    assert spoken(table)[0].startswith("Láng: Tháng 1 20; Tháng 2 21;")
    assert spoken(table)[0].endswith("Tháng 8 27")


def test_a_row_across_the_table_stands_for_itself() -> None:
    table = (
        row("Loại", "Mua", "Bán", tag="th") + row("Hàng trong nước*3") + row("Gạo tẻ", "15", "18")
    )
    assert spoken(table) == ["Hàng trong nước", "Gạo tẻ: Mua 15; Bán 18"]


def test_raised_figures_in_cells_are_kept_apart() -> None:
    table = row("Hồ", "Rộng (m<sup>2</sup>)", tag="th") + row("Tây<sup>1</sup>", "5 triệu")
    done = article(table)
    assert spoken(table) == ["Tây: Rộng (m²) 5 triệu"]
    (block,) = [b for _, b in done.blocks() if b.role is Role.TABLE]
    assert block.original == "Tây1 5 triệu"
    assert [m.text for m in done.metadata] == ["Hồ Rộng (m2)"]


@pytest.mark.parametrize("span", ["0", "-3", "x", "9999", "99999999999999"])
def test_spans_that_lie_lose_nothing(span: str) -> None:
    table = f"<tr><th colspan='{span}' rowspan='{span}'>Chợ</th><th>Giá</th></tr>"
    done = article(table + row("Long Biên", "25") + row("Đồng Xuân", "27"))
    said = " ".join(
        [b.original for _, b in done.blocks()] + [p.text for p in (*done.metadata, *done.cuts)]
    )
    assert all(word in said for word in ("Chợ", "Giá", "Long Biên", "25", "Đồng Xuân", "27"))


def test_running_text_in_a_table_is_no_data() -> None:
    found = [Candidate("chữ " * 70), Candidate("lề")]
    grid = Grid(0)
    for _ in range(2):
        grid.row()
    grid.cell(0, 1, header=False)
    grid.cell(1, 2, header=False)
    rewrite(grid, found)
    assert [c.hint for c in found] == [None, None]
