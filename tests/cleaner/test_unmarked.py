"""What a line is that nothing marks, by its shape and its neighbours."""

import pytest
from newspaper import SENTENCES

from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.unmarked import Scene, Text
from baonoi.model import Role


def scene(*lines: str, strong: tuple[int, ...] = ()) -> Scene:
    draft = Draft([Candidate(text, strong=n in strong) for n, text in enumerate(lines)])
    draft.body, draft.last = 0, len(lines) - 1
    return Scene.of(draft)


def role(seen: Scene, n: int, previous: Role | None = Role.PARAGRAPH, count: int = 2) -> object:
    return seen.role(n, Text.of(seen.draft, n, pictured=True), previous, count)


def test_a_long_sentence_is_a_paragraph() -> None:
    assert role(scene(*SENTENCES[:3]), 1) is Role.PARAGRAPH


def test_a_bold_short_line_between_paragraphs_is_a_heading() -> None:
    seen = scene(SENTENCES[0], "Nước lên từng giờ", SENTENCES[1], strong=(1,))
    assert role(seen, 1) is Role.HEADING


def test_the_last_short_line_heads_nothing() -> None:
    seen = scene(SENTENCES[0], SENTENCES[1], "Nước lên từng giờ", strong=(2,))
    assert role(seen, 2) is not Role.HEADING


@pytest.mark.parametrize("line", ["Người dân cần mang theo:", "Gồm có gạo, nước;"])
def test_a_line_that_announces_more_is_text(line: str) -> None:
    assert role(scene(SENTENCES[0], line, SENTENCES[1]), 1) is Role.PARAGRAPH


def test_dashes_are_items_unless_questions_are_answered() -> None:
    lines = ("- Gạo nếp", SENTENCES[0], "- Nước sạch", SENTENCES[1])
    assert role(scene(*lines), 0) is Role.LIST_ITEM
    asked = ("* Bà đã ở đây bao lâu rồi?", "- Từ ngày cưới.", "* Còn các con?", SENTENCES[1])
    assert scene(*asked).interview
    assert role(scene(*asked), 1) is Role.PARAGRAPH


def test_many_short_lines_with_figures_are_a_table() -> None:
    cells = [f"Giống lúa {n}: {n}5 tạ" for n in range(1, 8)]
    seen = scene(SENTENCES[0], *cells, SENTENCES[1])
    assert [seen.cell(n) for n in (0, 1, 7, 8)] == [None, Role.TABLE, Role.TABLE, None]
    words = [f"Giống lúa thứ {name}" for name in ("ba", "tư", "năm", "sáu", "bảy", "tám")]
    assert scene(SENTENCES[0], *words, SENTENCES[1]).cell(2) is None


def test_one_long_paragraph_alone_is_noted() -> None:
    assert scene("Chợ nổi", SENTENCES[0]).lone
    assert not scene(*SENTENCES[:2]).lone
