"""Requests of at most so many characters that lose no word and cut no number."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import Span, SpokenText
from baonoi.voices.google.packing import LEAST, LIMIT, NUMBER_WORDS, pack

WORDS = st.sampled_from(
    [*sorted(NUMBER_WORDS), "nghiêng", "cầu,", "sông;", "và", "người", "dân:", "công-nghiệp", "–"]
)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=60).map(" ".join), max_size=4)


def plain(*sentences: str) -> list[SpokenText]:
    return [SpokenText(sentence, sentence) for sentence in sentences]


@given(SENTENCES, st.sampled_from([LIMIT, LEAST]))
def test_no_word_is_lost_and_none_is_too_long(sentences: list[str], limit: int) -> None:
    requests = pack(plain(*sentences), limit)
    assert all(0 < len(request.text) <= limit for request in requests)
    for number, sentence in enumerate(sentences):
        parts = [part for request in requests for part in request.parts if part.sentence == number]
        said = " ".join(part.text for part in parts).split()
        assert said == [word for word in sentence.split() if word != "–"]
        assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True] * bool(parts)


@given(st.lists(WORDS.filter(str.isalpha), min_size=30, max_size=80).map(" ".join))
def test_a_number_is_never_cut_where_it_fits(sentence: str) -> None:
    runs = [
        match[0].split()
        for match in re.finditer(r"(?:\b(?:" + "|".join(NUMBER_WORDS) + r")\b ?)+", sentence)
    ]
    if any(len(" ".join(run)) > LEAST for run in runs):
        return
    for one, two in pairwise(pack(plain(sentence), LEAST)):
        last, first = one.text.split()[-1], two.text.split()[0].rstrip(",;:")
        assert not (last in NUMBER_WORDS and first in NUMBER_WORDS)


def test_clauses_are_kept_together() -> None:
    text = (
        "Cầu dài một nghìn hai trăm ba mươi bốn mét, rộng hai mươi hai mét, bốn làn xe, hai lề đi "
        "bộ, và được xây trong hai năm rưỡi."
    )
    assert [request.text for request in pack(plain(text), LEAST)] == [
        "Cầu dài một nghìn hai trăm ba mươi bốn mét, rộng hai mươi hai mét, bốn làn xe, hai lề đi "
        "bộ,",
        "và được xây trong hai năm rưỡi.",
    ]


def test_a_date_is_not_cut_and_short_sentences_go_together() -> None:
    written = "Lễ khởi công diễn ra long trọng vào sáng nay tại thành phố, ngày 9/2/2024 tới đây."
    said = "chín tháng hai năm hai nghìn không trăm hai mươi tư"
    spoken = written.replace("9/2/2024", said)
    start, at = written.index("9/2/2024"), spoken.index(said)
    span = Span(start, start + 8, at, at + len(said), "date")
    requests = pack([SpokenText(written, spoken, (span,))], LEAST)
    assert len(requests) == 2
    assert any(said in request.text for request in requests)
    together = pack(plain("Phà ngừng chạy.", "Cầu đã thông xe."))
    assert [[part.text for part in request.parts] for request in together] == [
        ["Phà ngừng chạy.", "Cầu đã thông xe."]
    ]


def test_a_word_without_end_is_cut_at_the_limit() -> None:
    assert [len(request.text) for request in pack(plain("a" * 450))] == [200, 200, 50]
