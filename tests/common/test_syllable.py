from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.common.syllable import (
    ONSETS,
    RIMES,
    bare,
    is_syllable,
    placed,
    possible,
    two_ways,
    with_tone,
)

SENTENCES = """
Nghiêng mình trước những người con ưu tú của quê hương, khuỷu tay chống xuống bàn, ông kể chuyện
giặc giã ngày xưa: giếng nước, gốc đa, con đò, tiếng cuốc kêu khắc khoải đêm khuya. Thuở ấy quýt
ngọt, quỳnh thơm, gió nồm hiu hiu; ruộng rẫy quanh làng xanh ngắt. Ủy ban đã duyệt quyết nghị về
tuyến xe buýt, loa phường, xoong nồi, boong tàu, ngoằn ngoèo, loằng ngoằng, khúc khuỷu, huỵch toẹt,
nguệch ngoạc, chuếnh choáng, huênh hoang, tuýp thuốc, ngoém một cái, loẻng xoẻng, rượu ngâm, hươu
cao cổ, bươu đầu, yêu quý, yểm trợ, ỷ lại, ý kiến, ốm yếu, gìn giữ, giữa đường, gì thế, ghét, nghỉ.
"""


def test_accepts_running_text() -> None:
    words = [word.strip(".,:;") for word in SENTENCES.split()]
    assert [word for word in words if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word",
    "hòa hoà khỏe khoẻ thủy thuỷ tùy tuỳ tòan quý quí qúy HÒA NGƯỜI Đắk Lắk Kạn Kon Pa".split(),
)
def test_accepts_old_and_new_spelling_and_capitals(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    "Putin Trump cap Viet xcơ crai w tp ngi cê ghan quot bàt cảch anh2 Mbappé a- ố́".split(),
)
def test_refuses_what_cannot_be_vietnamese(word: str) -> None:
    assert not is_syllable(word)


@given(st.sampled_from(sorted(ONSETS)), st.sampled_from(sorted(RIMES)))
def test_form_of_the_text_does_not_matter(onset: str, rime: str) -> None:
    word = onset + with_tone(rime, "\u0301")
    assert is_syllable(word) == is_syllable(unicodedata.normalize("NFD", word))
    assert is_syllable(word) == is_syllable(word.upper())


@given(st.sampled_from([rime for rime in sorted(RIMES) if rime.endswith(("p", "t", "c", "ch"))]))
def test_a_stop_needs_a_sharp_or_a_heavy_tone(rime: str) -> None:
    assert is_syllable("t" + with_tone(rime, "\u0301"))
    assert is_syllable("t" + with_tone(rime, "\u0323"))
    assert not is_syllable("t" + rime)
    assert not is_syllable("t" + with_tone(rime, "\u0300"))


@given(st.text())
def test_any_text_is_answered(word: str) -> None:
    assert is_syllable(word) in (True, False)


@pytest.mark.parametrize("word", "nghiêng quyết giường khuỷu ngoằn thuở ý gì giá quýt".split())
def test_a_syllable_that_exists_is_possible_and_stays(word: str) -> None:
    assert possible(word)
    assert placed(word) == word


@pytest.mark.parametrize("word", ["că", "tấch", "mộp̣", "zôn", "bàt", "quâ", "ngê", "cế"])
def test_syllables_that_cannot_be(word: str) -> None:
    assert not possible(word)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("ngươì", "người"), ("cuả", "của"), ("qúy", "quý"), ("gía", "giá"), ("tóan", "toán")],
)
def test_a_tone_goes_to_its_vowel(written: str, meant: str) -> None:
    assert possible(written)
    assert not is_syllable(written) or placed(written) != written
    assert placed(written) == placed(written, new_style=True) == meant


def test_open_pairs_have_two_styles() -> None:
    assert (placed("hoà"), placed("hoà", new_style=True)) == ("hòa", "hoà")
    assert (placed("thúy"), placed("thúy", new_style=True)) == ("thúy", "thuý")
    assert [word for word in ("hòa", "khoẻ", "quý", "toán", "của", "hoa") if two_ways(word)] == [
        "hòa",
        "khoẻ",
    ]


@given(st.sampled_from(sorted(ONSETS)), st.sampled_from(sorted(RIMES)), st.booleans())
def test_placing_keeps_letters_and_tone_and_settles(onset: str, rime: str, new: bool) -> None:
    word = onset + with_tone(rime, "\u0323")
    once = placed(word, new)
    assert bare(once) == bare(word)
    assert placed(once, new) == once
    assert possible(once) == possible(word)
    assert not possible(word) or is_syllable(once)
