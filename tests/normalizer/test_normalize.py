from __future__ import annotations

import unicodedata

import pytest

from baonoi.normalizer import normalize


def test_each_token_knows_its_class_and_its_characters() -> None:
    said = normalize("Ngày 2/9, UBND chi 14,2 triệu đồng/người.")
    tokens = [(said.written[s.start : s.end], s.kind) for s in said.rewrites]
    assert tokens == [
        ("2/9", "date"),
        ("UBND", "acronym"),
        ("14,2 triệu đồng/người", "money"),
    ]
    words = [said.spoken[s.spoken_start : s.spoken_end] for s in said.spans]
    assert " ".join(words) == said.spoken.replace(",", " ,").replace(".", " .") or words


def test_a_doubtful_reading_carries_the_others() -> None:
    (doubtful,) = [span for span in normalize("Việt Nam 1-2 Lào").rewrites if span.kind == "score"]
    assert doubtful.confidence < 1
    assert doubtful.alternatives == ("một đến hai",)


def test_foreign_words_are_kept_apart_or_respelled() -> None:
    text = "Tổng thống Putin thăm Washington"
    kept = normalize(text, foreign="keep")
    assert kept.spoken == text
    assert [span.kind for span in kept.rewrites] == ["foreign", "foreign"]
    respelled = normalize(text, foreign="respell")
    assert respelled.spoken == "Tổng thống Pu-tin thăm Oa-sinh-tơn"
    assert [span.kind for span in respelled.rewrites] == ["foreign", "foreign"]


def test_the_accent_of_the_voice_is_followed() -> None:
    assert normalize("1.024 km", accent="southern").spoken == (
        "một ngàn không trăm hai mươi bốn ki-lô-mét"
    )


def test_abbreviations_end_no_sentence() -> None:
    said = normalize("TS. Nguyễn ở TP. HCM. Ông M. nói: 1.000 người. Hết.")
    assert [part.spoken for part in said.split()] == [
        "tiến sĩ Nguyễn ở thành phố Hồ Chí Minh.",
        "Ông mờ nói: một nghìn người.",
        "Hết.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n", "Không có gì phải sửa ở đây, thật vậy."])
def test_what_needs_nothing_is_not_touched(text: str) -> None:
    said = normalize(text)
    assert said.spoken == text
    assert said.rewrites == ()


def test_a_text_in_pieces_is_put_together_first() -> None:
    said = normalize(unicodedata.normalize("NFD", "Hội nghị lần thứ 4"))
    assert said.written == "Hội nghị lần thứ 4"
    assert said.spoken == "Hội nghị lần thứ tư"


def test_the_sentence_before_is_no_context() -> None:
    assert normalize("Đội nhà thua 2-5 trận đó").spoken == "Đội nhà thua hai năm trận đó"
    assert normalize("Đội nhà thua! 2-5 trận nữa").spoken == "Đội nhà thua! hai đến năm trận nữa"
