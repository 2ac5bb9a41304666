"""What is one article in several papers, and what only has the same words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsstand import story

from baonoi.model import Article, Block, Role, Section
from baonoi.station.likeness import Likeness


def likeness(*texts: str) -> Likeness:
    blocks = tuple(Block(Role.PARAGRAPH, text) for text in texts)
    return Likeness.of(Article("", (Section(None, blocks),)))


COPIED = story("hãng tin", 12)


@pytest.mark.parametrize(
    "copy",
    [
        COPIED,
        COPIED[1:],
        COPIED[:8],
        ["Theo phóng viên có mặt tại hiện trường sáng nay.", *COPIED, "(Theo hãng tin)"],
        [text.upper() for text in COPIED],
        [text.replace(",", " -").replace("sẽ", "đã") for text in COPIED],
        [*COPIED[:6], *story("của riêng báo", 2), *COPIED[6:]],
    ],
    ids=["whole", "without a lead", "cut", "framed", "capitals", "retouched", "longer"],
)
def test_copies(copy: list[str]) -> None:
    assert likeness(*copy).same_article(likeness(*COPIED))


PRICES = (
    "Giá vàng miếng sáng {day} được niêm yết ở mức {a},5 triệu đồng mỗi lượng mua vào và {b},2 "
    "triệu đồng bán ra, nhẫn tròn trơn giao dịch quanh {c},7 triệu đồng, chênh lệch giữa hai chiều "
    "mua bán vẫn ở mức cao, giới kinh doanh khuyên người dân thận trọng khi giá biến động mạnh "
    "theo thị trường thế giới, nơi kim loại quý đang giao dịch ở {d} USD mỗi ounce."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (story("một"), story("hai")),
        (
            [PRICES.format(day="5/3", a=91, b=93, c=90, d=2901)],
            [PRICES.format(day="6/3", a=92, b=94, c=92, d=2917)],
        ),
        ([*story("mở đầu mới", 8), *story("bối cảnh", 3)],
         [*story("mở đầu cũ", 8), *story("bối cảnh", 3)]),
        (["Cấm đường."], ["Cấm đường."]),
    ],
    ids=["others", "prices of two days", "one background", "too short"],
)  # fmt: skip
def test_articles_of_their_own(one: list[str], other: list[str]) -> None:
    assert not likeness(*one).same_article(likeness(*other))


@given(st.integers(60, 900), st.integers(0, 900))
def test_resemblance_is_near_that_of_all_shingles(common: int, own: int) -> None:
    """Four deviations of an estimate from 128 of them."""
    words = [
        f"a{'b' * (at % 7)}{chr(99 + at % 23)}{'e' * (at // 161)}" for at in range(common + own)
    ]
    one, other = likeness(" ".join(words[:common])), likeness(" ".join(words))
    assert one.resemblance(other) == other.resemblance(one)
    assert abs(one.resemblance(other) - (common - 3) / (common + own - 3)) < 0.18


def test_what_is_kept_is_the_same() -> None:
    draw = random.Random(7)
    told = likeness(*draw.sample(COPIED, 9), "Có 1,5 triệu và 20/7.")
    assert Likeness.kept(*told.to_keep()) == told
    assert Likeness.kept(None, None).sketch == frozenset()
