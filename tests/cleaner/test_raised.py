"""A raised figure is a power, part of a unit, or the mark of a note: told by what is beside it."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from baonoi.cleaner import clean
from baonoi.cleaner.candidate import Candidate, Edit
from baonoi.cleaner.dom import read
from baonoi.model import Page, Role

TAIL = ", theo báo cáo mà viện nghiên cứu công bố sáng nay tại hội nghị của ngành."


def shown(html: str) -> str:
    candidates, _, _ = read(f"<p>{html}</p>")
    return " ".join(candidate.text for candidate in candidates)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Mật độ đạt 10<sup>7</sup> tế bào", "Mật độ đạt 10⁷ tế bào"),
        ("dày 10<sup>-3</sup> mm", "dày 10⁻³ mm"),
        ("nặng 6 × 10<sup>24</sup> kg", "nặng 6 × 10²⁴ kg"),
        ("khoảng 3,2.10<sup>−6</sup> giây", "khoảng 3,2.10⁻⁶ giây"),
        ("máy có 2<sup>16</sup> địa chỉ", "máy có 2¹⁶ địa chỉ"),
        ("tính 5<sup>2</sup> = 25", "tính 5² = 25"),
        ("rộng 120 m<sup>2</sup>", "rộng 120 m²"),
        ("rộng 120m<sup>2</sup> sàn", "rộng 120m² sàn"),
        ("chứa 3 triệu km<sup>3</sup> nước", "chứa 3 triệu km³ nước"),
        ("rơi nhanh 9,8 m/s<sup>2</sup>", "rơi nhanh 9,8 m/s²"),
        ("nóng 39<sup>o</sup>C", "nóng 39°C"),
        ("lạnh 4<sup>0</sup>C", "lạnh 4°C"),
        ("hàm x<sup>2</sup> + 1", "hàm x² + 1"),
        ("bình phương (a + b)<sup>2</sup> là", "bình phương (a + b)² là"),
        ("nước H<sub>2</sub>O và khí CO<sub>2</sub>", "nước H₂O và khí CO₂"),
        ("muối Fe<sub>2</sub>(SO<sub>4</sub>)<sub>3</sub>", "muối Fe₂(SO₄)₃"),
        ("ion Ca<sup>2+</sup> trong sữa", "ion Ca²⁺ trong sữa"),
        ("bụi PM<sub>2.5</sub> và PM<sub>10</sub>", "bụi PM2.5 và PM10"),
        ("hãng Abc<sup>TM</sup>", "hãng Abc™"),
    ],
)
def test_powers_units_and_formulas(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Đến năm 2024<sup>1</sup> cả nước", "Đến năm 2024 cả nước"),
        ("Từ 1986<sup>12</sup> đến nay", "Từ 1986 đến nay"),
        ("có 350<sup>3</sup> hộ", "có 350 hộ"),
        ("ở Huế<sup>2</sup> và", "ở Huế và"),
        ("đã xong.<sup>4</sup> Sau đó", "đã xong. Sau đó"),
        ("đã xong.<sup>[5]</sup> Sau đó", "đã xong. Sau đó"),
        ("giá gốc<sup>*</sup> là", "giá gốc là"),
        ("dân ca<sup>a</sup> và", "dân ca và"),
        ("năm 10<sup><a href='#fn7'>7</a></sup> và", "năm 10 và"),
        ("ở Huế<a href='#fn2'><sup>2</sup></a> và", "ở Huế và"),
        ("ở Huế<a href='#ftn2'>[2]</a> và", "ở Huế và"),
        ("ở Huế <a href='#cite_note-2'>[2]</a> và", "ở Huế và"),
    ],
)
def test_marks_of_notes_are_silent(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "xem <a href='#muc-2'>mục hai</a> ở dưới",
        "xem <a href='/tin/2'>[2]</a> ở dưới",
        "có <a href='#binh-luan'>3</a> ý kiến",
        "giải 1<sup>st</sup> và 2<sup>nd</sup>",
        "đồng vị <sup>14</sup>C",
    ],
)
def test_the_rest_stays_as_it_is(html: str) -> None:
    assert shown(html) == "".join(part.split(">")[-1] for part in html.split("<"))


def test_a_note_is_known_by_the_mark_that_leads_to_it() -> None:
    html = (
        "<h1>Đo lại đỉnh núi cao nhất vùng</h1>"
        f"<p>Đỉnh núi cao hơn số cũ<sup><a href='#fn1' id='r1'>1</a></sup> ba mét{TAIL}</p>"
        f"<p>Đoàn đo đi mất mười hai ngày<a href='#fn2'>[2]</a>{TAIL}</p>"
        "<ol><li id='fn1'>Số đo năm 1909. <a href='#r1'>↩</a></li>"
        "<li id='fn2'><a href='#r2'>2</a> Không kể ngày nghỉ.</li></ol>"
    )
    article = clean(Page(html, "text/html"))
    notes = [block for _, block in article.blocks() if block.role is Role.NOTE]
    assert [block.text for block in notes] == ["Số đo năm 1909.", "Không kể ngày nghỉ."]
    assert [block.original for block in notes] == ["Số đo năm 1909.↩", "2Không kể ngày nghỉ."]
    first = next(b for _, b in article.blocks() if b.text.startswith("Đỉnh núi"))
    assert first.text.startswith("Đỉnh núi cao hơn số cũ ba mét")
    assert first.original.startswith("Đỉnh núi cao hơn số cũ1 ba mét")


@pytest.mark.parametrize(("place", "note"), [("x", True), ("fn9", True), ("binh-luan", False)])
def test_where_a_raised_link_leads(place: str, note: bool) -> None:
    html = f"<p>Đê vỡ<sup><a href='#{place}'>1</a></sup> rồi.</p><div id='{place}'>Sáng qua.</div>"
    found, _, _ = read(html)
    assert [candidate.text for candidate in found] == ["Đê vỡ rồi.", "Sáng qua."]
    assert (found[1].hint is Role.NOTE) is note


def test_a_paragraph_that_is_a_mark_is_metadata() -> None:
    candidates, _, _ = read("<p>Hết.</p><p><sup><a href='#fn1'>1</a></sup></p>")
    assert [(c.text, c.field, c.original()) for c in candidates][1] == ("", "mark of a note", "1")


def test_a_part_of_a_text_has_its_part_of_the_source() -> None:
    candidate = Candidate("(Viện) - Có 10⁷ con", edits=(Edit(14, "⁷", "7"), Edit(19, "", "3")))
    assert candidate.original() == "(Viện) - Có 107 con3"
    assert candidate.original(9, 15) == "Có 107"
    assert candidate.original(9, 14) == "Có 10"
    assert candidate.original(15) == " con3"
    assert candidate.original(0, 0) == ""


pieces = st.one_of(
    st.sampled_from(
        ["năm 2024", "10", " = ", "m", "x", "H", "O", "(a+b)", " ", "́", "e", "\n", "."]
    ),
    st.builds(
        lambda tag, text: f"<{tag}>{text}</{tag.split()[0]}>",
        st.sampled_from(["sup", "sub", "a href='#fn1'", "b", "sup><a href='#fn2'"]),
        st.sampled_from(["1", "2", "-3", "o", "*", "[4]", "abc", "", " 7 ", "́", "2+"]),
    ),
    st.sampled_from(["<br>", "<sup>", "</sup>", "<a href='#n1'>", "</a>", "<p>", "<p id='fn1'>"]),
)


@given(st.lists(pieces, max_size=30))
@settings(max_examples=400, deadline=None)
def test_no_character_is_lost_or_made(parts: list[str]) -> None:
    html = "<p>" + "".join(parts)
    root = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8"))

    def characters(text: str) -> Counter[str]:
        return Counter("".join(unicodedata.normalize("NFD", text).split()))

    wanted = characters("".join(root.itertext()))
    assert characters("".join(c.original() for c in read(html)[0])) == wanted


def test_raised_characters_without_end() -> None:
    html = "<p>" + "10<sup>7</sup> " * 20_000
    candidates, _, _ = read(html)
    assert candidates[0].original().split() == ["107"] * 20_000
