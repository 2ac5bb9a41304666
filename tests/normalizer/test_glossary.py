from __future__ import annotations

import pytest

from baonoi.model import Glossary
from baonoi.normalizer import build_glossary, normalize


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Công nghiệp Quốc phòng (CNQP) phát triển", "CNQP", "Công nghiệp Quốc phòng"),
        ("CNQP (Công nghiệp Quốc phòng) phát triển", "CNQP", "Công nghiệp Quốc phòng"),
        ("Quỹ Hỗ trợ Nông dân (gọi tắt là HTND)", "HTND", "Hỗ trợ Nông dân"),
        ("phòng cháy và chữa cháy (PCCC)", "PCCC", "phòng cháy và chữa cháy"),
        ("Ủy ban An toàn giao thông (UBATGT)", "UBATGT", "Ủy ban An toàn giao thông"),
        ("Trung tâm Đổi mới sáng tạo [ĐMST] khai trương", "ĐMST", "Đổi mới sáng tạo"),
    ],
)
def test_a_definition_is_found_both_ways_round(text: str, short: str, full: str) -> None:
    assert build_glossary([text]).entries == {short: full}


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn Hùng (SN) nói",
        "(ĐCSVN) - Sáng nay",
        "Ảnh đẹp (PV)",
        "Hà Nội (TTXVN)",
        "đội bóng (CLB Hà Nội) thắng",
        "không có gì",
    ],
)
def test_a_bracket_that_defines_nothing_is_left_alone(text: str) -> None:
    assert build_glossary([text]).entries == {}


def test_second_syllables_may_have_no_letter() -> None:
    texts = ["Bảo trợ Tài năng Cờ (BTC) ra đời."]
    assert build_glossary(texts).entries == {"BTC": "Bảo trợ Tài năng Cờ"}
    assert build_glossary(["ông Ba trở lại với Tài chính Mới (BTC)"]).entries == {}


def test_what_the_table_knows_is_defined_where_it_stands_before_the_bracket() -> None:
    text = "Tổng công ty Cảng hàng không Việt Nam (ACV) báo lãi. Nay ACV chia cổ tức."
    full = "Tổng công ty Cảng hàng không Việt Nam"
    assert build_glossary([text]).entries == {"ACV": full}
    assert normalize(text).spoken == f"{full} báo lãi. Nay {full} chia cổ tức."


def test_a_foreign_definition_is_said_by_its_letters() -> None:
    said = normalize("váy LBD (little black dress) đẹp. Hai chiếc LBD.")
    assert said.spoken.endswith("Hai chiếc e-lờ bê đê.")


def test_the_first_definition_holds() -> None:
    glossary = build_glossary(["Tổ hợp Tác (THT)", "Hợp tác xã (HTX)", "Hội Thảo X (HTX)"])
    assert glossary.entries["HTX"] == "Hợp tác xã"


def test_what_the_article_defines_comes_before_the_lexicon() -> None:
    glossary = Glossary({"CSGT": "Câu lạc bộ Sinh viên Giao thông"})
    assert normalize("CSGT họp", glossary=glossary).spoken == "Câu lạc bộ Sinh viên Giao thông họp"
    assert normalize("CSGT họp").spoken == "cảnh sát giao thông họp"


def test_a_short_form_that_looks_like_a_syllable_is_known_in_its_article_only() -> None:
    glossary = Glossary({"SAO": "Sáng tạo An toàn"})
    assert normalize("dự án SAO.", glossary=glossary).spoken == "dự án Sáng tạo An toàn."
    assert normalize("dự án SAO.").spoken == "dự án SAO."


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Công nghiệp Quốc phòng (CNQP) mạnh", "Công nghiệp Quốc phòng mạnh"),
        ("CNQP (Công nghiệp Quốc phòng) mạnh", "Công nghiệp Quốc phòng mạnh"),
    ],
)
def test_a_definition_is_said_once(written: str, spoken: str) -> None:
    said = normalize(written, glossary=build_glossary([written]))
    assert said.spoken == spoken
    assert any(span.kind == "definition" for span in said.rewrites)
