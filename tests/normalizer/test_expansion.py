"""An acronym is expanded where something speaks for it; else its letters are said."""

from __future__ import annotations

import pytest

from baonoi.model import Glossary
from baonoi.normalizer import normalize
from baonoi.normalizer.tables import entries


def reading(text: str, written: str) -> tuple[str, float, str, tuple[str, ...]]:
    said = normalize(text)
    for span in said.rewrites:
        if said.written[span.start : span.end] == written:
            spoken = said.spoken[span.spoken_start : span.spoken_end]
            return spoken, span.confidence, span.cue, span.alternatives
    raise AssertionError(written)


def test_the_words_beside_it_decide_and_are_named() -> None:
    spoken, confidence, cue, others = reading("Lãnh đạo Sở VH đều vắng.", "VH")
    assert (spoken, cue, others) == ("văn hóa", "sở", ("vê hát",))
    assert confidence > 0.9


@pytest.mark.parametrize(
    ("text", "written", "letters"),
    [
        ("Ông ấy nhắc tới CV rồi thôi.", "CV", "xê vê"),
        ("Cả SP lẫn HT đều lạ.", "HT", "hát tê"),
        ("Khu chung cư CT6 mất điện.", "CT6", "xê tê sáu"),
        ("Gắn nhãn BB+ cho nó.", "BB", "bê bê"),
        ("Chuyến TK 163 bị hoãn.", "TK", "tê ca"),
        ("Cổ phiếu gồm SSI, VCI, HCM giảm.", "HCM", "hát xê em"),
        ("Kháng thể (TTP) đã xuất hiện.", "TTP", "tê tê pê"),
        ("Nhóm VIFC-DN họp.", "DN", "đê en"),
    ],
)
def test_what_looks_like_a_code_is_spelled(text: str, written: str, letters: str) -> None:
    assert reading(text, written)[0] == letters


def test_the_article_comes_before_everything_also_against_the_table() -> None:
    glossary = Glossary({"CTR": "Chương trình Tiếp sức Rừng", "EPC": "Eco Park Council"})
    said = normalize("CTR xử lý rác, EPC góp vốn.", glossary=glossary)
    assert said.spoken == "Chương trình Tiếp sức Rừng xử lý rác, e pê xê góp vốn."
    assert {span.cue for span in said.rewrites} == {"the article defines it"}


def test_a_sentence_defines_for_itself() -> None:
    said = normalize("Bảo trợ Tài năng Cờ (BTC) ra đời. Nay BTC nuôi kỳ thủ.")
    assert said.spoken == "Bảo trợ Tài năng Cờ ra đời. Nay Bảo trợ Tài năng Cờ nuôi kỳ thủ."


def test_a_form_that_nobody_else_uses_needs_no_cue() -> None:
    assert reading("Vì thế UBND im lặng.", "UBND")[:3] == ("Ủy ban nhân dân", 0.98, "its form")


def test_two_letters_alone_in_a_text_have_their_usual_sense() -> None:
    assert normalize("GV").spoken == "giáo viên"
    assert normalize("Còn GV thì sao nhỉ").spoken == "Còn giê vê thì sao nhỉ"


def test_letters_typed_without_their_stroke_are_known() -> None:
    assert normalize("Chủ tịch HDND nói").spoken == "Chủ tịch Hội đồng nhân dân nói"


@pytest.mark.parametrize("written", ["HĐND", "CTR", "CĐV", "BXH", "VPCC", "NVCC", "CSKH", "BST"])
def test_what_papers_abbreviate_is_in_the_table(written: str) -> None:
    assert written in entries("acronyms")
