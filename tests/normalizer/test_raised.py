"""Letters above and below the line are said; no character of any script is a stumbling block."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from baonoi.normalizer import normalize


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("CₙH₂ₙ₊₂", "xê en hát hai en cộng hai"),
        ("ankin CₙH₂ₙ₋₂", "ankin xê en hát hai en trừ hai"),
        ("3ⁿ", "ba mũ en"),
        ("5ⁿ⁺¹", "năm mũ en cộng một"),
        ("10⁻ⁿ", "mười mũ trừ en"),
        ("vₘₐₓ", "vê max"),
        ("xⁱ", "ích mũ i"),
        ("bᵢⱼ", "bê i gi"),
        ("Fₙ₋₁", "ép en trừ một"),
        ("số liệuᵃ mới", "số liệu mới"),
        ("H₂O và 4²", "hát hai ô và bốn bình phương"),
    ],
)
def test_letters_beside_the_line(written: str, spoken: str) -> None:
    assert normalize(written).spoken == spoken


def test_no_letter_and_no_number_of_any_script_fails_or_stays_a_figure() -> None:
    every = map(chr, range(0x80, sys.maxunicode + 1))
    marked = [ch for ch in every if unicodedata.category(ch) in {"No", "Nl", "Nd", "Lm", "Lt"}]
    marked += [ch for ch in map(chr, range(0x2000, 0x3200)) if ch.isalpha()]
    for ch in marked:
        for text in (f"x{ch}", f"2{ch} con", f"C{ch}H", f"ở {ch}, rồi"):
            said = normalize(text, foreign="respell")
            assert not any(each.isdigit() for each in said.spoken), (text, said.spoken)
