"""The letters of Vietnamese as insides of character classes."""

import re
import unicodedata

import pytest

from baonoi.cleaner.letters import LOWER, UPPER, one_style


@pytest.mark.parametrize("word", ["nghiêng", "đường", "quýt", "ỹ", "ặn", "ớt"])
def test_every_letter_of_a_word_is_one(word: str) -> None:
    word = unicodedata.normalize("NFC", word)
    assert re.fullmatch(f"[{LOWER}]+", word)
    assert re.fullmatch(f"[{UPPER}]+", word.upper())
    assert not re.search(f"[{UPPER}]", word)


@pytest.mark.parametrize("other", ["7", " ", "-", "_", "ß", "ж", "文"])
def test_other_characters_are_none(other: str) -> None:
    assert not re.match(f"[{LOWER}{UPPER}]", other)


def test_each_vowel_has_its_six_tones() -> None:
    assert all(unicodedata.normalize("NFC", "ơ" + tone) in LOWER for tone in "\u0300\u0301\u0303")
    assert len(set(LOWER.removeprefix("a-zđ"))) == 6 * 12 - 6


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Văn hoá", "Văn hóa"),
        ("SỨC KHOẺ", "SỨC KHỎE"),
        ("Uỷ ban", "Ủy ban"),
        ("thuỷ thủ", "thủy thủ"),
        ("hoàn toàn", "hoàn toàn"),
        ("Quý độc giả", "Quý độc giả"),
        ("khoẻo", "khoẻo"),
    ],
)
def test_one_style_of_tone_marks(word: str, other: str) -> None:
    assert one_style(word) == other
