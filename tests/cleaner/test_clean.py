"""The article this project began with, block by block, and the errors."""

import json
from pathlib import Path

import pytest

from baonoi.cleaner import clean, to_json
from baonoi.errors import NoArticleError
from baonoi.model import Page, Role

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("000_*.txt"))


def seed() -> Page:
    return Page(SEED.read_text(encoding="utf-8"), "text/plain", SEED.name)


def test_the_seed_is_understood_block_by_block() -> None:
    golden = json.loads((ROOT / "tests/golden/seed.article.json").read_text(encoding="utf-8"))
    assert to_json(clean(seed())) == golden


def test_what_the_seed_says_of_itself() -> None:
    article = clean(seed())
    assert article.title.startswith("Tổng cục CNQP đẩy mạnh sáng tạo")
    assert article.published is not None
    assert article.published.isoformat() == "2024-02-09T22:11:00+07:00"
    assert (article.source, article.byline) == ("ĐCSVN", "Hà Anh")
    assert [s.heading.text[:9] if s.heading else None for s in article.sections] == [
        None,
        "Năm 2023 ",
        "Quyết tâm",
    ]
    assert sum(b.role is Role.CAPTION for _, b in article.blocks()) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \t\n",
        "Thời sự\nThế giới\nKinh doanh\nPháp luật\nThể thao\nGiải trí\nĐăng nhập",
        "\ufffd\ufffd\ufffd\ufffd\x00\x01PK\x03\x04",
        "0:00/ 0:00\nGiọng nam",
    ],
)
def test_a_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(NoArticleError) as refused:
        clean(Page(text))
    assert refused.value.code == "no-article"


def test_the_shortest_page_there_is() -> None:
    page = Page("<h1>Mưa lớn ở miền Trung</h1><p>Sáng nay mưa to.</p>", "text/html")
    assert [(block.role, block.text) for _, block in clean(page).blocks()] == [
        (Role.TITLE, "Mưa lớn ở miền Trung"),
        (Role.PARAGRAPH, "Sáng nay mưa to."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Xin chào các bạn",
        "Chào",
        "Bão số 3",
        "Đăng nhập",
        "Mấy giờ rồi?",
        "Tin liên quan",
        "Ảnh: An",
    ],
)
def test_a_sentence_alone_is_a_text(text: str) -> None:
    article = clean(Page(text + "\n"))
    assert [(block.role, block.text) for _, block in article.blocks()] == [(Role.PARAGRAPH, text)]
    assert article.cuts == ()


def test_a_few_lines_without_a_stop_are_a_text() -> None:
    article = clean(Page("Hôm nay trời đẹp quá\nĐi chơi thôi"))
    assert [block.text for _, block in article.blocks()] == ["Hôm nay trời đẹp quá", "Đi chơi thôi"]
    assert article.cuts == ()
