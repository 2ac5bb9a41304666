"""Covers that are drawn, and the letters on them."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.model import Article, Cover
from baonoi.publish.cover import cover_for, file_name
from baonoi.publish.cover.drawn import SIDE, _shortened, drawn_cover
from baonoi.publish.cover.lettering import known, letter, width

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
TITLE, PAPER, DAY = "Chợ nổi họp lại sau lũ", "Báo Thử", date(2025, 11, 3)


def pixels(cover: Cover | None) -> np.ndarray:
    """The shades of a PNG of four bits; its check sums must be right."""
    assert cover is not None
    assert cover.data.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, {}
    while at < len(cover.data):
        length, kind = struct.unpack(">I4s", cover.data[at : at + 8])
        content = cover.data[at + 8 : at + 8 + length]
        (told,) = struct.unpack(">I", cover.data[at + 8 + length : at + 12 + length])
        assert told == zlib.crc32(kind + content)
        parts[kind] = content
        at += 12 + length
    wide, high, depth, colour = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (wide, high, depth, colour) == (SIDE, SIDE, 4, 3)
    assert len(parts[b"PLTE"]) == 48
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(high, wide // 2 + 1)
    assert not rows[:, 0].any()
    return np.stack([rows[:, 1:] >> 4, rows[:, 1:] & 15], axis=-1).reshape(high, wide)


def test_every_vietnamese_letter_is_known_and_looks_like_no_other() -> None:
    letters = [
        unicodedata.normalize("NFC", case(vowel) + tone)
        for vowel, tone, case in product(VOWELS, TONES, (str.lower, str.upper))
    ]
    letters += [case(each) for each in "bcdđfghjklmnpqrstvwxz" for case in (str.lower, str.upper)]
    letters += "0123456789.,:;!?%&/()[]\"'“”‘’«»–—-+=…°"
    assert known("".join(letters)).replace("...", "…") == "".join(letters)
    drawn = {found[:2] for each in letters if each != "…" and (found := letter(each)) is not None}
    assert len(drawn) == len(letters) - 1


@pytest.mark.parametrize("vowel", VOWELS)
def test_marks_stand_clear_of_their_letter(vowel: str) -> None:
    """Else two are one blot."""
    plain = letter(vowel)
    assert plain is not None
    highest = 50
    for tone in TONES[1:]:
        found = letter(unicodedata.normalize("NFC", vowel + tone))
        assert found is not None
        ends = [end for line in set(found.marks) - set(plain.marks) for end in line[1::2]]
        if tone == "\u0323":
            assert max(ends) < -10
        else:
            assert min(ends) - highest > 10


def test_other_letters_stand_in_or_are_left_out() -> None:
    assert known("ﬁ m² ½  Дà  đ") == "fi m2 1/2 à đ"
    assert known("日本") == ""
    assert drawn_cover("日本", PAPER, DAY) is None
    assert cover_for(Article("—", ())) is None


def test_what_stands_on_it_can_be_seen() -> None:
    whole = pixels(drawn_cover(TITLE, PAPER, DAY))
    for other in ((TITLE + "!", PAPER, DAY), (TITLE, "Báo Khác", DAY), (TITLE, PAPER, None)):
        assert (pixels(drawn_cover(*other)) != whole).any()
    assert whole.max() == 15
    frame = np.concatenate([whole[:40].ravel(), whole[-40:].ravel(), whole[:, :40].ravel()])
    assert not frame.any()


def test_the_same_bytes_again() -> None:
    first = drawn_cover(TITLE, PAPER, DAY)
    drawn_cover.cache_clear()
    assert drawn_cover(TITLE, PAPER, DAY) == first
    assert first is not None
    assert file_name(first) == "cover.png"
    assert file_name(Cover(b"", "image/jpeg")) == "cover.jpg"


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.sampled_from(" aắBờẾữđĐ1.-“”MWiỊ"), min_size=1, max_size=400),
    st.none() | st.text(st.sampled_from("Báo Tuổ"), max_size=80),
    st.none() | st.dates(),
)
def test_any_title_stays_on_the_sheet(
    title: str, source: str | None, published: date | None
) -> None:
    cover = drawn_cover(title, source, published)
    if cover is None:
        assert not any(each.isalnum() for each in known(title))
        return
    assert len(cover.data) <= 30_000
    ink = pixels(cover)
    assert not ink[:, : 52 - 12].any()
    assert not ink[:, SIDE - 52 + 12 :].any()
    assert width(title) >= 0


@given(st.text("lMi. ệ", min_size=25, max_size=80), st.floats(20, 60))
def test_what_is_too_long_keeps_as_many_words_as_fit(text: str, size: float) -> None:
    words = text.split()
    whole = " ".join(words)

    def fits(text: str) -> bool:
        return _shortened(text, size) == text

    cut = [f"{' '.join(words[:count])}..." for count in range(1, len(words))]
    letters = [f"{words[0][:count]}..." for count in range(len(words[0]))] if words else []
    expected = next(filter(fits, [whole, *reversed(cut), *reversed(letters)]))
    assert _shortened(text, size) == expected


def test_a_title_of_letters_without_end_is_measured_once() -> None:
    asked = letter.cache_info().hits
    drawn_cover("N" * 5000, "L" * 5000, None)
    assert letter.cache_info().hits - asked < 500_000
