from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.common.syllable import is_syllable
from baonoi.model import Accent
from baonoi.normalizer.letters import letter_name, spell

ACCENTS: tuple[Accent, ...] = ("northern", "southern")


@pytest.mark.parametrize(
    ("token", "spoken"),
    [
        ("CNQP", "xê en quy pê"),
        ("DT", "đê tê"),
        ("ĐT", "đê tê"),
        ("HĐXW", "hát đê ích vê kép"),
        ("R&D", "e-rờ và đê"),
        ("EVFTA", "e vê ép tê a"),
        ("B2B", "bê hai bê"),
        ("Ở", "ơ"),
    ],
)
def test_letter_by_letter(token: str, spoken: str) -> None:
    assert spell(token, "northern")[0] == spoken


@pytest.mark.parametrize(
    ("token", "spoken"),
    [
        ("ASEAN", "A-xê-an"),
        ("NASA", "Na-xa"),
        ("OPEC", "Ô-péc"),
        ("UNICEF", "U-ni-xép"),
        ("FIFA", "Phi-pha"),
    ],
)
def test_as_a_word_where_it_reads_as_one(token: str, spoken: str) -> None:
    assert spell(token, "northern")[0] == spoken


@pytest.mark.parametrize("token", ["UAE", "BOT", "IAEA", "CAND", "VTV", "XQZT"])
def test_short_or_hard_ones_are_never_a_word(token: str) -> None:
    assert len(spell(token, "northern")[0].split()) == len(token)


def test_the_south_says_l_m_n_r_by_their_sound() -> None:
    assert letter_name("R", "southern") == "rờ"
    assert letter_name("R", "northern") == "e-rờ"


@given(
    st.text(string.ascii_uppercase + "ĐÂÊÔƠƯ&", min_size=1, max_size=12), st.sampled_from(ACCENTS)
)
def test_every_syllable_is_legal_and_the_guess_admitted(token: str, accent: Accent) -> None:
    spoken, confidence = spell(token, accent)
    assert 0 < confidence < 1
    assert all(is_syllable(part) for part in spoken.replace("-", " ").split())
    assert bool(spoken)


@given(st.characters(), st.sampled_from(ACCENTS))
def test_any_character_is_answered(ch: str, accent: Accent) -> None:
    assert isinstance(letter_name(ch, accent), str)
