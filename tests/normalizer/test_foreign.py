from __future__ import annotations

import re
import string
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baonoi.normalizer.foreign import (
    is_foreign,
    is_vietnamese,
    phrases,
    respell,
)
from baonoi.normalizer.respelling import syllables

WORDS = st.text(string.ascii_letters + "éèöüßñçşłøåđăâêôơư", min_size=1, max_size=24)


def legal(spoken: str) -> bool:
    return all(is_vietnamese(part) for part in re.split(r"[-\s]+", spoken))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Putin", "Pu-tin"),
        ("PUTIN", "Pu-tin"),
        ("Washington", "Oa-sinh-tơn"),
        ("Facebook", "Phây-búc"),
        ("Trump", "Trăm"),
        ("vaccine", "vắc-xin"),
        ("Vaccine", "Vắc-xin"),
        ("McDonald’s", "Mắc Đô-nan"),
        ("comeback", "căm-bách"),
        ("subscriber", "xắp-cờ-rai-bơ"),
    ],
)
def test_frequent_names_are_said_as_the_press_writes_them(written: str, spoken: str) -> None:
    found = respell(written)
    assert found is not None
    assert found[0].lower() == spoken.lower()
    assert found[1] > 0.9


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Kowalczyk", "Cô-oan-chích"),
        ("Brandenburg", "Bờ-ran-đen-búc"),
        ("Xcơvoret", "Xờ-cơ-vô-rét"),
        ("Kră", "Cờ-ra"),
        ("Gruszka", "Gờ-rút-ca"),
        ("Petrovic", "Pe-trô-vích"),
        ("Blake-Stone", "Bờ-lếch-Xờ-tôn"),
        ("O'Malley", "O-Ma-lây"),
        ("ZXBank", "dét-ích-Banh"),
    ],
)
def test_the_rule_finds_legal_syllables(written: str, spoken: str) -> None:
    found = respell(written)
    assert found is not None
    assert found == (spoken, found[1])
    assert found[1] < 0.9


@pytest.mark.parametrize(
    "word", "Nguyễn hòa hoà QUỐC Đắk A-rập ki-lô-mét 2024 Москва 北京 K+ m".split()
)
def test_nothing_to_respell(word: str) -> None:
    assert respell(word) is None
    assert not is_foreign(word)


def test_a_traditional_respelling_is_mended_where_it_has_clusters() -> None:
    assert is_foreign("Mát-xcơ-lô")
    assert respell("Mát-xcơ-lô") == ("Mát-xờ-cơ-lô", 0.6)


@given(WORDS)
@example("Hrvatska")
@example("Guðmundsdóttir")
@example("wwww")
@example("tchqu")
@example("GH")
@example("Wă")
@example("uyenado")
def test_every_syllable_is_legal(word: str) -> None:
    assert [one for one in syllables(word) if not is_vietnamese(one)] == []
    found = respell(word)
    if found is None:
        assert not is_foreign(word)
    else:
        assert legal(found[0])
        assert respell(found[0]) is None  # what is spoken needs nothing more


@given(st.text(max_size=40))
def test_any_text_is_answered(word: str) -> None:
    found = respell(word)
    assert found is None or (found[0] and 0 < found[1] <= 1)


def test_long_words_cost_in_proportion() -> None:
    word = "schtroumpf" * 2000
    assert len(syllables(word)) >= 2000


def test_phrases_have_a_space_and_legal_syllables() -> None:
    assert phrases()["New York"] == "Niu Oóc"
    assert all(" " in written for written in phrases())
    with pytest.raises(TypeError):
        phrases()["New York"] = ""  # type: ignore[index]


def test_many_threads_agree() -> None:
    words = ["Zwickau", "Putin", "Nguyễn", "Hradec", "Xiangyang"] * 200
    alone = [respell(word) for word in words]
    respell.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(respell, words)) == alone
