"""How a sentence is cut for the neural voice: few parts, equally long, nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import SpokenText
from baonoi.normalizer import normalize
from baonoi.voices.vieneu.clauses import LIMIT, clauses

WORDS = (
    "cầu mới qua sông đã thông xe người dân hai bờ đi lại dễ hơn trước nhiều phà ngừng chạy".split()
)
MARKS = ["", "", "", "", ",", ";", ":", "…", " –"]


def spoken(text: str) -> SpokenText:
    return SpokenText(text, text)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), min_size=1, max_size=90))
def test_no_word_is_lost_and_no_part_too_long(pairs: list[tuple[str, str]]) -> None:
    parts = clauses(spoken(" ".join(word + mark for word, mark in pairs) + "."))
    said = re.findall(r"\w+", " ".join(part.text for part in parts))
    assert said == [word for word, _ in pairs]
    assert all(len(part.text) <= LIMIT for part in parts)


def test_parts_are_equally_long() -> None:
    clause = "người dân hai bờ sông đi lại dễ hơn trước nhiều,"
    parts = clauses(spoken(" ".join([clause] * 4)))
    assert [len(part.text) for part in parts] == [len(clause) * 2 + 1] * 2
    assert all(part.ends for part in parts)


def test_a_sentence_that_fits_is_one() -> None:
    assert [part.text for part in clauses(spoken("Phà ngừng chạy."))] == ["Phà ngừng chạy."]
    assert clauses(spoken("– …")) == []


def test_a_number_is_not_cut() -> None:
    text = normalize("Tổng vốn " + "rất lớn " * 14 + "là 123.456.789.123 đồng của tỉnh nhà")
    number = text.spoken.partition("là ")[2].partition(" đồng")[0]
    assert len(clauses(text)) > 1
    assert any(number in part.text for part in clauses(text))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ông nói: mai đi; kia về", "Ông nói, mai đi, kia về"),
        ("Cầu mới – cầu dài nhất", "Cầu mới, cầu dài nhất"),
        ("Đi... rồi về… sau", "Đi, rồi về, sau"),
        ("Một năm", "Một năm"),
        ("Hà Nội - Huế", "Hà Nội, Huế"),
        ("Anh đi đâu?", "Anh đi đâu?"),
        ("ca-ra-vát", "ca-ra-vát"),
    ],
)
def test_only_marks_that_the_model_knows(written: str, said: str) -> None:
    (part,) = clauses(spoken(written))
    assert part.text == said


def test_letters_are_whole() -> None:
    (part,) = clauses(spoken("Tie\u0302\u0301ng Vie\u0323\u0302t"))
    assert part.text == "Tiếng Việt"


@pytest.mark.parametrize("mark", [",", ";", ":", "…", "...", " –", ", –", "?", "!", "."])
def test_the_phonemizer_makes_one_pause_of_a_mark(mark: str) -> None:
    sea_g2p = pytest.importorskip("sea_g2p", reason="needs sea-g2p")
    text = f"Người dân hai bờ rất vui{mark} phà ngừng chạy từ trưa hôm nay"
    (part,) = clauses(spoken(text))
    phonemes = sea_g2p.G2P("vi").convert(part.text, punc_norm=True)
    assert re.findall(r"[,.!?]+", phonemes) == [mark if mark in "?!." else ",", "."]
