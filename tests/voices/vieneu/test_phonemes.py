"""What the neural voice's phonemizer says wrongly is set right, and nothing else is touched."""

from __future__ import annotations

from functools import partial

import pytest

from baonoi.voices.vieneu.phonemes import FALLING, misread, phonemes

sea_g2p = pytest.importorskip("sea_g2p", reason="needs sea-g2p")
TONES = set("2345679ɜ")


def convert(text: str) -> str:
    return str(partial(sea_g2p.G2P("vi").convert, punc_norm=True)(text))


@pytest.mark.parametrize("word", sorted(misread()))
def test_the_level_tone_is_level(word: str) -> None:
    frame = "ông nói rằng {}, rồi đi xa"
    token = phonemes(frame.format(word), convert).split()[3]
    assert not TONES & set(token)
    sister = convert(frame.format(misread()[word])).split()[3]
    assert sister.replace(FALLING, "") == token
    assert convert(frame.format(word)).split()[3] != token, "the phonemizer says it rightly now"


@pytest.mark.parametrize(
    ("text", "sister"),
    [
        ("Nước hồ trong veo, đồi xa.", "Nước hồ trong vèo, đồi xa."),
        ("VEO", "vèo"),
        ("Trong veo - trong vắt, không lo", "Trong vèo - trong vắt, không lo"),
        ("Trong-veo veo veo!", "Trong-vèo vèo vèo!"),
    ],
)
def test_only_these_words_change(text: str, sister: str) -> None:
    said, falling = phonemes(text, convert).split(), convert(sister).split()
    assert said == [token.replace("vˈɛ2w", "vˈɛw") for token in falling]
    assert any("vˈɛw" in token for token in said)


def test_a_text_without_them_is_asked_for_once() -> None:
    asked: list[str] = []

    def noted(text: str) -> str:
        asked.append(text)
        return convert(text)

    assert phonemes("Cầu mới đã thông xe.", noted) == convert("Cầu mới đã thông xe.")
    assert asked == ["Cầu mới đã thông xe."]
