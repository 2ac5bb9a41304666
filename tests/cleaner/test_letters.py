"""The letters of Vietnamese as insides of character classes."""

import re
import unicodedata

import pytest

from baonoi.cleaner.letters import LOWER, UPPER


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
