"""Markdown is all article: marks are markup, every other character comes out once."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baonoi.cleaner import clean
from baonoi.cleaner.markdown import to_html
from baonoi.errors import NoArticleError
from baonoi.model import Article, Page, Role

Blocks = list[tuple[str, str]]


def article(text: str) -> Article:
    return clean(Page(text, "text/markdown"))


def blocks(text: str) -> Blocks:
    return [(block.role.value, block.text) for _, block in article(text).blocks()]


def body(text: str) -> Blocks:
    """The blocks under a title."""
    return blocks(f"# Sổ tay\n\n{text}")[1:]


def everything(done: Article) -> str:
    said = [block.original for _, block in done.blocks()]
    return " ".join([*said, *(c.text for c in done.cuts), *(m.text for m in done.metadata)])


@pytest.mark.parametrize(
    ("opening", "items"),
    [
        ("Trước khi đi rừng, cả đoàn chuẩn bị:", ["Nước uống", "Bật lửa", "Bông băng"]),
        ("Món này cần có [1]", ["nửa cân bột nếp;", "hai lạng đậu xanh;"]),
        ("Thông báo của tổ dân phố (lần 2)", ["Thứ bảy quét ngõ.", "Chủ nhật họp."]),
    ],
)
def test_nothing_below_the_title_is_cut(opening: str, items: list[str]) -> None:
    text = f"# Chuẩn bị\n\n{opening}\n\n## Việc đầu\n\n" + "\n".join(f"- {i}" for i in items)
    text += "\n\n## Việc sau\n\nXong thì báo.\n\nGọi 115."
    done = article(text)
    assert done.cuts == ()
    assert blocks(text) == [
        ("title", "Chuẩn bị"),
        ("paragraph", opening.replace(" [1]", " [1]")),
        ("heading", "Việc đầu"),
        *(("list-item", item) for item in items),
        ("heading", "Việc sau"),
        ("paragraph", "Xong thì báo."),
        ("paragraph", "Gọi 115."),
    ]


def test_front_matter_is_metadata() -> None:
    done = article(
        "---\ntitle: 'Đêm hội trăng rằm'\nauthor: Nhóm Sao Khuê\ndate: 2025-09-06\n"
        "tags: [hội, trăng]\n---\nTrống nổi lên từ đầu làng."
    )
    assert (done.title, done.byline) == ("Đêm hội trăng rằm", "Nhóm Sao Khuê")
    assert str(done.published) == "2025-09-06"
    assert "tags: [hội, trăng]" in [m.text for m in done.metadata]
    assert [block.text for _, block in done.blocks()] == ["Trống nổi lên từ đầu làng."]


def test_a_picture_right_under_front_matter_is_seen() -> None:
    text = "---\ntitle: Mùa sen\n---\n\n![Sen đầu mùa](a.jpg)\n\nSen nở rộ."
    assert blocks(text) == [("caption", "Sen đầu mùa"), ("paragraph", "Sen nở rộ.")]


def test_front_matter_in_toml() -> None:
    assert article('+++\ntitle = "Mùa sen"\n+++\n\nSen nở rộ.').title == "Mùa sen"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert blocks("---\n\nMột.\n\nHai.") == [("paragraph", "Một."), ("paragraph", "Hai.")]


def test_a_title_without_a_mark() -> None:
    assert blocks("Chợ quê\n\nSáng nào chợ cũng đông.") == [
        ("title", "Chợ quê"),
        ("paragraph", "Sáng nào chợ cũng đông."),
    ]


@pytest.mark.parametrize("text", ["Chào", "**Chào bà con**", "- chào", "> chào"])
def test_one_line_alone_is_a_text(text: str) -> None:
    assert len(blocks(text)) == 1


@pytest.mark.parametrize("text", ["", "---", "***\n\n---", "<!-- ẩn -->", "![](a.png)"])
def test_marks_alone_are_none(text: str) -> None:
    with pytest.raises(NoArticleError):
        article(text)


def test_footnotes_are_silent_and_their_text_is_a_note() -> None:
    text = "# Dân số\n\nNăm 2024[^1] có 350[^so-lieu] hộ.\n\n[^1]: Tính đến quý ba.\n"
    text += "[^so-lieu]: Sổ\nxã.\n"
    assert blocks(text)[1:] == [
        ("paragraph", "Năm 2024 có 350 hộ."),
        ("note", "Tính đến quý ba."),
        ("note", "Sổ xã."),
    ]


def test_tasks_highlights_and_strikes_lose_their_marks() -> None:
    assert body("- [ ] Rau\n- [x] Gà\n\nGiá ==rất== rẻ, ~~hôm qua~~ hôm nay.") == [
        ("list-item", "Rau"),
        ("list-item", "Gà"),
        ("paragraph", "Giá rất rẻ, hôm qua hôm nay."),
    ]


def test_powers_and_indices() -> None:
    text = "Ta có $E=mc^2$, 10^7^ con, H~2~O, x<sup>2</sup>; giá 5$ và 10$."
    assert body(text) == [
        ("paragraph", "Ta có E=mc², 10⁷ con, H₂O, x²; giá 5$ và 10$."),
    ]


def test_a_program_keeps_its_lines_apart_and_a_poem_is_text() -> None:
    assert body("```python\nx = 1\ny = 2\n```") == [("code", "x = 1"), ("code", "y = 2")]
    assert body("```\nTrăng lên\nđầu núi\n```") == [
        ("paragraph", "Trăng lên"),
        ("paragraph", "đầu núi"),
    ]
    assert ("paragraph", "Hà Nội") in body("```Hà Nội\nba sáu phố\n```")


def test_pictures_alone_have_their_description_as_caption() -> None:
    assert body("![Chợ nổi lúc năm giờ](a.jpg 'Ảnh: Lan')\n\nGhe đầy.") == [
        ("caption", "Chợ nổi lúc năm giờ"),
        ("caption", "Ảnh: Lan"),
        ("paragraph", "Ghe đầy."),
    ]


def test_tables() -> None:
    full = "| Ga | Đi | Về |\n|---|:-:|--:|\n| Huế | 6h | 9h |"
    assert body(full) == [("table", "Huế: Đi 6h; Về 9h")]
    assert body("| Ga | Đi |\n| Huế | 6h |\n| Vinh | 8h |") == [
        ("table", "Huế: Đi 6h"),
        ("table", "Vinh: Đi 8h"),
    ]
    two = "| Ga | Giờ | |\n|---|---|---|\n| | Đi | Về |\n| Huế | 6h | 9h |\n| Vinh | 7h | 8h |"
    assert body(two) == [("table", "Huế: Đi 6h; Về 9h"), ("table", "Vinh: Đi 7h; Về 8h")]


def test_cells_that_a_head_has_no_column_for_are_kept() -> None:
    assert body("| Ga | Đi |\n|---|---|\n| Huế | 6h | trễ |") == [("table", "Huế: Đi 6h; trễ")]


@pytest.mark.parametrize(
    "text",
    [
        "[Giá]: 25.000",
        "1986. Năm đổi mới.",
        "    Thụt đầu dòng vẫn là văn.",
        "Gửi <Nguyen Van A> ở xã.",
        "<Lan> nói: vâng.",
        "<!-- chưa đóng",
        "<script> không đóng",
        "Ông <style> bảo thế",
        "<? hỏi",
        "5 < 6 và 7 > 4",
        "a & b",
        "• một\n• hai",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    done = article(f"# Sổ tay\n\n{text}\n\nHết.")
    assert done.cuts == ()
    assert " ".join(text.split()) in " ".join(b.text for _, b in done.blocks())
    assert blocks(f"# Sổ tay\n\n{text}\n\nHết.")[-1] == ("paragraph", "Hết.")


def test_bullets_that_markdown_does_not_know_part_lines() -> None:
    assert len(body("• một\n• hai\n• ba")) == 3


def test_hidden_html_is_listed_as_cut() -> None:
    done = article("# Tin\n\n<p hidden>nháp</p>\n\nBài.")
    assert [(cut.text, cut.reason) for cut in done.cuts] == [("nháp", "not shown on the page")]


ALPHABET = "abă ảđ12\n\n -*_#>|[]:=~!'\""


def letters(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFD", text)
    return Counter(character for character in text if character.isalnum())


@given(st.text(alphabet=ALPHABET, max_size=300))
@settings(max_examples=400, deadline=None)
@example("| a |\n|-|\n| b | 1 |")
@example("[a]: b")
@example("- - - - a\n> > > b")
def test_every_letter_of_a_text_comes_out_once(text: str) -> None:
    source = "# Đề\n\n" + text
    done = article(source)
    assert letters(everything(done)) == letters(source)
    assert done.cuts == ()
    assert re.search("[đĐ]ề", done.title) is not None


LINES = (
    ("Sáng nay trời mưa.", "Sáng nay trời mưa."),
    ("**Trời** *mưa* to", "Trời mưa to"),
    ("xem [ở đây](https://a.example/b?c=1)", "xem ở đây"),
    ("- một\n- hai", "một hai"),
    ("1. một\n2. hai", "một hai"),
    ("> trích", "trích"),
    ("## Mục", "Mục"),
    ("Mục\n---", "Mục"),
    ("| Ga | Đi |\n|---|---|\n| Huế | 6h |", "Ga Đi Huế 6h"),
    ("đo `x y` được", "đo x y được"),
    ("năm 2024[^1] rồi", "năm 2024[1] rồi"),
    ("[^1]: chú", "chú"),
    ("10^7^ và ==nổi==", "107 và nổi"),
    ("[r]: https://a.example/", ""),
    ("<details><summary>Ghi</summary>nhớ</details>", "Ghi nhớ"),
    ("<p hidden>ẩn</p>", "ẩn"),
    ("AT&amp;T &eacute;", "AT&T é"),
    ("```python\nx=1\n```", "x=1"),
    ("![ảnh](a.png)", ""),
    ("***", ""),
)


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=15))
@settings(max_examples=200, deadline=None)
def test_source_is_blocks_metadata_cuts_and_markup(chosen: list[tuple[str, str]]) -> None:
    source = "# Đề\n\n" + "\n\n".join(line for line, _ in chosen)
    wanted = "Đề" + "".join(said for _, said in chosen)

    def characters(text: str) -> Counter[str]:
        return Counter(unicodedata.normalize("NFD", "".join(text.split())))

    assert characters(everything(article(source))) == characters(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "*a_ " * 30_000,
        "![[" * 20_000,
        "> " * 5_000 + "sâu",
        "- " * 5_000 + "sâu",
        "\n".join(" " * n + "- sâu" for n in range(400)),
        "`" * 50_000,
        "<!--\n" * 20_000,
        "<a " * 30_000,
        "|" * 20_000 + "\n" + "|-" * 5_000,
        "[^1]" * 20_000,
        "&#x;" * 30_000,
        "a^1^" * 20_000,
    ],
    ids=range(13),
)
def test_marks_without_measure(text: str) -> None:
    source = f"# Đề\n\n{text}\n\nHết."
    assert letters(everything(article(source)))["â"] == 0
    assert letters(to_html(text))["s"] >= letters(text)["s"]
    assert any(b.role is Role.TITLE for _, b in article(source).blocks())
