"""What is told to be in another language, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from baonoi.model import Article, Block, Role, Section
from baonoi.reading.other_languages import in_other_languages
from baonoi.reading.source import understand

VIETNAMESE = [
    "Sáng nay, hợp tác xã bán mười tấn gừng đen, giá cao gấp đôi năm ngoái và được trả ngay.",
    "Các ca sĩ Taylor Swift, Billie Eilish, Bruno Mars, The Weeknd và Lady Gaga cùng dự giải.",
    "Ông nói: “We are happy to be here and we hope that this will be the first of many.”",
    "Hãng vừa ra mắt iPhone 17 Pro Max, MacBook Air và Apple Watch Ultra tại California.",
    "Sang nay, xa khoi cong cay cau noi hai bo song, du kien hoan thanh sau hai nam thi cong.",
    "Dự án dùng machine learning và big data để dự báo lũ cho bà con vùng hạ lưu sông Mekong.",
    "ABS, EBD, BA, ESP, TCS",
    "Yes, we can!",
]
FOREIGN = [
    "The new bridge was opened this morning after two years of work, the local government said.",
    "Le nouveau pont a été ouvert ce matin après deux années de travaux, selon la province.",
    "Die neue Brücke wurde heute Morgen nach zwei Jahren Bauzeit für den Verkehr freigegeben.",
    "he said that it was “rất đẹp” and people were very happy with what they could see there",
]


def of(*texts: str) -> Article:
    blocks = tuple(Block(Role.PARAGRAPH, text) for text in texts)
    return Article("Cầu mới", (Section(None, blocks),))


@pytest.mark.parametrize("text", VIETNAMESE)
def test_names_and_quotations_are_none(text: str) -> None:
    assert in_other_languages(of(text)) == []


@pytest.mark.parametrize("text", FOREIGN)
def test_a_paragraph_in_another_language_is_found(text: str) -> None:
    assert [block.text for block in in_other_languages(of(*VIETNAMESE, text))] == [text]


def test_the_seed_is_vietnamese(seed: Path) -> None:
    assert in_other_languages(understand(str(seed))) == []
