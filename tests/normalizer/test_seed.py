from __future__ import annotations

from pathlib import Path

import pytest

from baonoi.normalizer import build_glossary, normalize

SEED = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt"))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (
            "Thứ sáu, ngày 9/2/2024, 22:11",
            "Thứ sáu, ngày chín tháng hai năm hai nghìn không trăm hai mươi tư, "
            "hai mươi hai giờ mười một phút",
        ),
        (
            "Thứ sáu, 09/02/2024 22:11",
            "Thứ sáu, ngày chín tháng hai năm hai nghìn không trăm hai mươi tư, "
            "hai mươi hai giờ mười một phút",
        ),
        ("02 khâu đột phá", "hai khâu đột phá"),
        (
            "nhiệm kỳ 2020 - 2025.",
            "nhiệm kỳ hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm.",
        ),
        ("Nghị quyết 08 của Bộ Chính trị", "Nghị quyết không tám của Bộ Chính trị"),
        ("Nghị quyết số 08", "Nghị quyết số không tám"),
        ("150 đề tài", "một trăm năm mươi đề tài"),
        ("91/91 chủng loại", "chín mươi mốt trên chín mươi mốt chủng loại"),
        ("ARMY-2023", "A-mi hai nghìn không trăm hai mươi ba"),
        ("diễn tập DT-23", "diễn tập đê tê hai mươi ba"),
        ("đạt 105,0% so với", "đạt một trăm linh năm phẩy không phần trăm so với"),
        (
            "14,2 triệu đồng/người/tháng.",
            "mười bốn phẩy hai triệu đồng một người một tháng.",
        ),
        ("hơn 1.000 bài viết", "hơn một nghìn bài viết"),
        ("gấp 1,8 lần", "gấp một phẩy tám lần"),
        ("lần thứ 4", "lần thứ tư"),
        ("sản xuất VKTBKT mới", "sản xuất vũ khí trang bị kỹ thuật mới"),
        ("các loại VKTB tiên tiến", "các loại vũ khí trang bị tiên tiến"),
        ("giao phó./.", "giao phó."),
        ("so với năm 2022...", "so với năm hai nghìn không trăm hai mươi hai…"),
    ],
)
def test_the_first_article_is_read_as_an_anchor_would(written: str, spoken: str) -> None:
    assert normalize(written, foreign="respell").spoken == spoken


def test_its_own_acronym_is_said_in_full() -> None:
    lines = SEED.read_text(encoding="utf-8").splitlines()
    glossary = build_glossary(lines)
    assert glossary.entries == {"CNQP": "Công nghiệp Quốc phòng"}
    said = normalize(lines[0], glossary=glossary).spoken
    assert said.startswith("Tổng cục Công nghiệp Quốc phòng đẩy mạnh")
    spoken = "\n".join(normalize(line, glossary=glossary).spoken for line in lines)
    assert "CNQP" not in spoken
    assert not any(ch.isdigit() for ch in spoken)
