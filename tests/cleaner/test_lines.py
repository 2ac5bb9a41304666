"""Plain text: one block a line, unless the lines were wrapped."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newspaper import SENTENCES

from baonoi.cleaner import lines
from baonoi.cleaner.candidate import flat, tidy

PARAGRAPHS = [" ".join(SENTENCES[n : n + 3]) for n in (0, 2, 4)]


def texts(source: str) -> list[str]:
    return [candidate.text for candidate in lines.read(source)]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n", "\n \t\n"])
def test_a_line_is_a_block(between: str) -> None:
    assert texts(between.join(PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize("width", [50, 64, 72])
def test_wrapped_lines_are_joined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(text, width) for text in PARAGRAPHS)
    assert texts(wrapped) == PARAGRAPHS


def test_a_joined_block_shows_where_its_first_line_ended() -> None:
    (first, *_) = lines.read("\n\n".join(textwrap.fill(text, 60) for text in PARAGRAPHS))
    before, _, after = first.joined.partition(lines.LINE_END)
    assert f"{before} {after}" in first.text


def test_short_lines_without_stops_stay_apart() -> None:
    names = [f"{n} giờ: đội {name} ra sân tập" for n, name in enumerate("ABCDEFGHIKL", 6)]
    assert texts("\n".join(names)) == names


def test_items_are_not_joined_to_the_line_above() -> None:
    listed = [
        "Người dân cần mang theo khi tới điểm phát gạo của xã,",
        "- giấy tờ có ảnh và sổ hộ khẩu cũ của gia đình",
    ]
    assert texts("\n".join(listed)) == listed


def test_wide_gaps_are_told() -> None:
    (found,) = lines.read("Chợ   nổi họp sớm.")
    assert found.text == "Chợ nổi họp sớm."
    assert found.wide == "Chợ   nổi"


@given(st.text(alphabet=st.sampled_from("aăb ,.\n\tĐ1-"), max_size=300))
def test_no_character_is_lost(text: str) -> None:
    assert flat(" ".join(texts(text))) == flat(tidy(text))
