"""Vietnamese in the encodings before Unicode."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.sources.legacy import _tables, decode_legacy, mend
from baonoi.sources.raw import Raw
from baonoi.sources.unicode import decode, tidy

ENCODINGS = ["windows-1258", "tcvn3", "viscii", "vps", "vni"]

ARTICLE = """Giá cà phê ở Đắk Lắk tăng mạnh
Sáng 12/6, giá cà phê nhân xô tại các huyện của tỉnh Đắk Lắk ở mức 118.000 đồng/kg, cao hơn hôm
trước 1.500 đồng. Ông Y Thịnh, trưởng buôn Kô Tam, nói: "Chưa năm nào phấn khởi như thế".
Ở nhiều nơi, bà con giữ hàng chờ giá. Những hộ đã ký hợp đồng thì không được lợi từ đợt tăng này."""

SENTENCES = [
    "Mưa lớn kéo dài",
    "Quốc hội thảo luận dự án luật",
    "Đội tuyển thắng trận mở màn",
    "Người dân phấn khởi vì được mùa",
]


def encode(text: str, encoding: str) -> bytes:
    """The reverse of what is tested, letter by letter."""
    if encoding == "windows-1258":
        return b"".join(map(_encode_1258, text))
    codes = {letter: code for code, letter in _tables()[encoding].items()}
    return b"".join(codes.get(letter) or letter.encode("cp1252") for letter in text)


def _encode_1258(letter: str) -> bytes:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
    return (base + tones).encode("cp1258")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_article(encoding: str) -> None:
    assert tidy(decode(Raw(encode(ARTICLE, encoding), "a.txt"))) == ARTICLE


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_few_words_are_enough(encoding: str, sentence: str) -> None:
    assert tidy(decode(Raw(encode(sentence, encoding), "a.txt"))) == sentence


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_capitals(encoding: str) -> None:
    text = ARTICLE.upper()
    assert tidy(decode(Raw(encode(text, encoding), "a.txt"))) == text


@pytest.mark.parametrize("named", ["windows-1252", "iso-8859-1", "windows-1258"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_pages_that_name_another(encoding: str, named: str) -> None:
    page = f'<meta charset="{named}"><p>{ARTICLE}</p>'
    assert tidy(decode(Raw(encode(page, encoding), "a.html", charset=named))) == page


def test_typographic_quotes_in_tcvn3() -> None:
    text = "Ông nói: “Anh em phấn khởi” – rồi cười…"
    assert decode_legacy(encode(text, "tcvn3")) == text


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_fonts_of_old_encodings_in_unicode(encoding: str) -> None:
    shown = encode(ARTICLE, encoding).decode("cp1252")
    assert shown != ARTICLE
    assert mend(shown) == ARTICLE


def test_utf8_taken_for_windows_1252() -> None:
    shown = ARTICLE.encode().decode("latin-1")
    assert mend(shown) == ARTICLE
    as_windows = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
    assert mend(shown.translate({k: v for k, v in as_windows.items() if v})) == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "La liberté de la presse a été très limitée, disait l'élève déçu à Évian.",
        "Não são só os irmãos que estão lá, você também já é avó.",
        "Não, só lá: já é mãe, não dá; a força é má",
        "Über die Straße gehört schön möglich für Mädchen öfter",
        "Xin chào các bạn, hôm nay là ngày đẹp trời",
        "Bà mẹ hoà nhã",
        "",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert mend(text) == text
    assert decode(Raw(text.encode(), "a.txt")) == text


def test_western_languages_stay_western() -> None:
    text = "Les élèves étaient très déçus; l'été dernier, la forêt brûlait à Nîmes."
    assert decode(Raw(text.encode("cp1252"), "a.txt")) == text


def test_the_tables_hold_every_letter_once() -> None:
    vowels = "aăâeêioôơuưy"
    letters = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in vowels
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    } - set("aeiouy") | {"đ"}
    letters |= {letter.upper() for letter in letters}
    for table in _tables().values():
        assert set(table.values()) == letters
        assert len(table) == len(letters) == 134


def test_vni_writes_capitals_32_lower() -> None:
    codes = {letter: code for code, letter in _tables()["vni"].items()}
    for letter, code in codes.items():
        assert codes[letter.upper()] == bytes(byte & ~0x20 for byte in code)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    text = decode_legacy(data)
    assert text is None or isinstance(text, str)


@given(st.text())
def test_any_text(text: str) -> None:
    assert mend(mend(text)) == mend(text)
