"""Typed marks of notes are silent and never run into a number; the notes are known by them."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.cleaner import clean
from baonoi.cleaner.candidate import Candidate, Edit
from baonoi.cleaner.notes import settle
from baonoi.model import Page, Role


def settled(*texts: str) -> list[Candidate]:
    candidates = [Candidate(text) for text in texts]
    settle(candidates)
    assert [candidate.original() for candidate in candidates] == list(texts)
    return candidates


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Đê vỡ năm 1945.[1]", "Đê vỡ năm 1945."),
        ("Đê vỡ năm 1945[12] ở đây", "Đê vỡ năm 1945 ở đây"),
        ("Theo sử cũ[3][4], làng có từ lâu", "Theo sử cũ, làng có từ lâu"),
        ("Chưa rõ năm nào[cần dẫn nguồn].", "Chưa rõ năm nào."),
        ("Đến 2024¹ có", "Đến 2024 có"),
        ("ở Hội An² và Huế³.", "ở Hội An và Huế."),
        ("ông nói.”⁴ Rồi", "ông nói.” Rồi"),
    ],
)
def test_typed_marks_are_silent(text: str, shown: str) -> None:
    assert settled(text)[0].text == shown


@pytest.mark.parametrize(
    "text",
    [
        "rộng 50 m² và 30m³ nước",
        "cỡ 10⁷ con, 2¹⁰ byte",
        "dày 10⁻³ mm, ion Ca²⁺",
        "x² + y² = 25",
        "khí CO² (sic), H²",
        "thêm ¹/₂ thìa",
        "[1] đứng đầu câu",
        "mảng [2] đứng rời",
        "đồng vị ¹⁴C",
    ],
)
def test_powers_units_and_the_rest_stay(text: str) -> None:
    assert settled(text)[0].text == text


def test_notes_are_known_by_their_marks() -> None:
    found = settled("Làng có từ lâu.[1]", "Chợ họp sớm².", "[1] Theo gia phả.", "² Trừ mùng một.")
    assert [(c.hint, c.text) for c in found] == [
        (None, "Làng có từ lâu."),
        (None, "Chợ họp sớm."),
        (Role.NOTE, "Theo gia phả."),
        (Role.NOTE, "Trừ mùng một."),
    ]


def test_a_note_that_nothing_leads_to_follows_another() -> None:
    found = settled("Làng có từ lâu.[1]", "Tài liệu tham khảo", "[1] Gia phả.", "[2] Sử làng.")
    assert [c.hint for c in found] == [None, Role.HEADING, Role.NOTE, Role.NOTE]


def test_a_label_without_a_mark_before_it_is_no_note() -> None:
    assert [c.hint for c in settled("Có hai việc:", "[1] Việc đầu.", "[2] Việc sau.")] == [None] * 3


def test_what_markup_raised_stays() -> None:
    candidate = Candidate("mã KH⁷ và rồi.[2]", edits=(Edit(5, "⁷", "7"),))
    settle([candidate])
    assert candidate.text == "mã KH⁷ và rồi."
    assert candidate.original() == "mã KH7 và rồi.[2]"


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "text/markdown"])
def test_in_an_article(kind: str) -> None:
    lines = (
        "Làng gốm bên sông vào mùa nung",
        "Sáng nay, cả làng đỏ lửa từ ba giờ, khói trắng phủ kín bến sông và con đường đê.",
        "Nghề có từ năm 1620[1], nay còn 40 lò, mỗi lò nung một mẻ trong ba ngày ba đêm liền.",
        "[1] Theo bia đá ở đình làng, dựng lại sau trận lụt lớn năm Mậu Thân, chữ còn đọc được.",
    )
    text = "".join(f"<p>{x}</p>" for x in lines) if kind == "text/html" else "\n\n".join(lines)
    blocks = [block for _, block in clean(Page(text, kind)).blocks()]
    assert (blocks[2].role, blocks[2].text) == (Role.PARAGRAPH, lines[2].replace("[1]", ""))
    assert (blocks[3].role, blocks[3].text) == (Role.NOTE, lines[3].removeprefix("[1] "))


@given(st.lists(st.text(alphabet="ab m1[]²³¹⁻.", max_size=20), max_size=6))
@settings(max_examples=300, deadline=None)
def test_no_character_is_lost(texts: list[str]) -> None:
    candidates = [Candidate(" ".join(text.split())) for text in texts]
    settle(candidates)
    found = "".join(candidate.original() for candidate in candidates)
    assert Counter("".join(found.split())) == Counter("".join("".join(texts).split()))


MARKED = (
    "Rừng giữ trung bình 800 tấn carbon trên mỗi hecta, theo nghiên cứu vừa công bố<sup>1</sup>.",
    "Nhóm đo 42 ô mẫu trong ba năm liền, mỗi năm hai lần vào mùa khô và mùa mưa<sup>2</sup>.",
    "Rừng già giữ carbon gấp đôi rừng trồng, và rừng trồng dày giữ ít hơn rừng trồng thưa.",
)
NUMBERED = ("1. Nguyễn Văn Sơn, Carbon xanh, NXB Lá, 2025.", "2. Số liệu của vườn quốc gia, 2026.")


def page_roles(*lines: str) -> list[Role]:
    body = "".join(f"<p>{line}</p>" for line in lines)
    article = clean(Page(f"<article><h1>Rừng hút bao nhiêu</h1>{body}</article>", "text/html"))
    return [block.role for _, block in article.blocks()]


def test_numbered_notes_belong_to_raised_marks() -> None:
    assert page_roles(*MARKED, *NUMBERED)[-2:] == [Role.NOTE, Role.NOTE]


@pytest.mark.parametrize(
    "lines",
    [
        (*MARKED, NUMBERED[0], "2. Tưới nước vào lúc sáng sớm.", "3. Bón phân mỗi tháng một lần."),
        (NUMBERED[0], NUMBERED[1], *MARKED),
        (*(line.replace("<sup>", "").replace("</sup>", "") for line in MARKED), *NUMBERED),
        (MARKED[0], *NUMBERED),
    ],
)
def test_a_numbered_list_is_none_of_notes(lines: tuple[str, ...]) -> None:
    assert Role.NOTE not in page_roles(*lines)
