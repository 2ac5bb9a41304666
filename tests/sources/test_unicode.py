"""Encodings that are named, marked or seen, and what tidying leaves."""

from __future__ import annotations

import codecs
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.errors import SourceError
from baonoi.sources.raw import Raw
from baonoi.sources.unicode import decode, tidy

TEXT = "Thủ tướng tiếp Đại sứ: “Quan hệ hai nước ngày càng sâu sắc”."


def read(data: bytes, charset: str | None = None) -> str:
    return decode(Raw(data, "a.txt", charset=charset))


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("hãng Micro\ufffesoft nói", "hãng Microsoft nói"),
        ("máy com\ufffe\nputer cũ", "máy computer cũ"),
        ("tàu con\u00ad\r\ntainer", "tàu container"),
        ("hết.\ufffe\nSang", "hết.\nSang"),
    ],
)
def test_words_parted_at_the_end_of_a_line(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_in_all_its_forms(mark: bytes, encoding: str) -> None:
    assert read(mark + TEXT.encode(encoding)) == TEXT


def test_the_charset_of_the_server() -> None:
    assert read("Привет, мир".encode("koi8-r"), "koi8-r") == "Привет, мир"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="koi8-r">',
        "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>",
        '<?xml version="1.0" encoding="koi8-r"?>',
    ],
)
def test_the_charset_of_the_page(head: str) -> None:
    assert read(f"{head}<p>Привет".encode("koi8-r")).endswith("Привет")


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "us-ascii", "koi8-r"])
def test_utf8_is_believed_over_a_wrong_name(charset: str) -> None:
    assert read(TEXT.encode(), charset) == TEXT


@pytest.mark.parametrize(
    "charset", ["rot13", "punycode", "idna", "unicode_escape", "utf-7", "zlib", "không", "a\0b", ""]
)
def test_names_that_are_no_charsets(charset: str) -> None:
    assert read("Tr\u00e8s bien, ma ch\u00e8re".encode("latin-1"), charset) == "Très bien, ma chère"


@pytest.mark.parametrize("data", [b"a\0b", b"\0" * 50, b"\xd8\0\xd8" * 20, TEXT.encode() + b"\0"])
def test_zero_bytes_are_no_text(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary"):
        read(data)


def test_tidying() -> None:
    assert tidy("a\r\nb\rc\u2028d\u0085e") == "a\nb\nc\nd\ne"
    assert tidy("Vi\u00adệt\u200b \ufeffNam\u2060") == "Việt Nam"
    assert tidy(unicodedata.normalize("NFD", TEXT)) == TEXT
    assert tidy("gi\u0300 \x07\x00") == "gì "


def test_references_to_what_nobody_sees() -> None:
    assert tidy("Vi&shy;ệt&#8203; &#x200B;Nam&zwj;&#xfeff;") == "Việt Nam"
    assert tidy("tie&#770;&#769;ng") == "tiếng"
    assert tidy("&nbsp;&amp;&#7879;&lt;&#60;") == "&nbsp;&amp;&#7879;&lt;&#60;"


@given(st.text())
def test_tidied_text_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once or "&" in once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x1EFF, categories=["L", "N"])))
def test_letters_are_never_lost(text: str) -> None:
    assert tidy(text) == unicodedata.normalize("NFC", text)


def test_marks_without_measure() -> None:
    begun = time.monotonic()
    assert len(tidy("a" + "\u0301\u0323" * 2_000_000)) < 100
    assert time.monotonic() - begun < 20  # sorted as they are they would take hours
    assert tidy("—" * 100 + "!" * 100) == "—" * 100 + "!" * 100


def test_no_control_character_is_left() -> None:
    every = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0xD83D, 0x202E, 0x2066]))
    left = tidy(f"a{every}b")
    assert not any(ord(ch) < 0x20 and ch not in "\t\n" for ch in left)
    assert not any(0x7F <= ord(ch) < 0xA0 or 0xD800 <= ord(ch) < 0xE000 for ch in left)
    assert "\u202e" not in left


def test_controls_that_were_meant_as_letters_of_windows() -> None:
    """As browsers read them, and old pages write them."""
    assert tidy("\x93Chào\x94 \x96 &#147;mừng&#148; &#150;") == "“Chào” – “mừng” –"
    assert tidy("a\x9b31mb") == "a›31mb"
    assert tidy("a\x81b&#129;") == "ab"
