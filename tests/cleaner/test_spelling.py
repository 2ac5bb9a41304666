"""Tone marks go to their vowel, in the style that the article uses more."""

import pytest

from baonoi.cleaner import spelling
from baonoi.model import Repair


def placed(text: str, new_style: bool = False) -> tuple[str, list[Repair]]:
    repairs: list[Repair] = []
    return spelling.place_tones(text, spelling.suspects(text), new_style, repairs), repairs


@pytest.mark.parametrize(
    ("texts", "new"),
    [
        (["Ông hoà giải", "bà Thuý"], True),
        (["Ông hòa giải", "bà Thúy"], False),
        (["hoà và hòa", "thuỷ lợi"], True),
        (["không có chữ nào như thế"], False),
        ([], False),
    ],
)
def test_the_style_is_the_one_used_more(texts: list[str], new: bool) -> None:
    assert spelling.style_of(texts) is new


@pytest.mark.parametrize(
    ("written", "mended"), [("ngươì", "người"), ("Ngươì", "Người"), ("thuơng", "thuơng")]
)
def test_a_mark_moves_to_its_vowel(written: str, mended: str) -> None:
    assert placed(written)[0] == mended


def test_one_style_is_kept_and_told() -> None:
    text, repairs = placed("hoà bình và hòa thuận")
    assert text == "hòa bình và hòa thuận"
    assert [(each.written, each.reason) for each in repairs] == [("hoà", "one style of tone marks")]
    assert placed("hoà bình và hòa thuận", new_style=True)[0] == "hoà bình và hoà thuận"


@pytest.mark.parametrize("text", ["quả của người", "TIẾNG VIỆT", "New York", "giữ lửa"])
def test_what_is_right_stays(text: str) -> None:
    assert placed(text) == (text, [])


def test_a_slip_is_suspected_and_left() -> None:
    (found,) = spelling.doubts("Că năm chỉ có một vụ.", spelling.suspects("Că năm chỉ có một vụ."))
    assert found.doubtful
    assert found.written.startswith("Că ")
    assert found.repaired.startswith("Cả ")


def test_a_name_within_a_sentence_is_not_suspected() -> None:
    text = "Ở buôn của Ama Că có một vụ."
    assert spelling.doubts(text, spelling.suspects(text)) == []


@pytest.mark.parametrize(
    ("text", "suspects"),
    [
        ("ba con trâu đen, PHỞ 24h", set()),
        ("hoà bình, hòa thuận", {"hoà", "hòa"}),
        ("“ngươì” ta nói", {"ngươì"}),
        ("Că năm-ngoaí ở xứ O'Cườn", {"Că"}),
        ("wikipedia, html", set()),
    ],
)
def test_words_that_may_be_wrong(text: str, suspects: set[str]) -> None:
    assert spelling.suspects(text) == suspects
