from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baonoi.model import SpokenText
from baonoi.normalizer import build_glossary, normalize

UNREAD = re.compile(r"[\d%‰°/\\&@#$€£¥₫+=<>×÷±^~²³½¼¾_*|\U0001F300-\U0001FAFF]")
FOREIGN_TO_SPEECH = re.compile(r"[^\w\s,.;:?!…\-'’]")
DOUBLED = re.compile(r"[,.;:?!…]\s*[,.;:?!…]")
WORDS = (
    "ngày tháng năm thứ lần quý khóa thế kỷ số đồng người tỷ triệu Hà Nội TP.HCM UBND CNQP Q.1 "
    'TS. Nguyễn ông bà M. từ đến và ( ) “ ” " - – ... ./. , . ; : ? ! / % & + = @ # $ € ° XIII IV '
    "Putin Facebook iPhone COVID-19 km/h m2 kg tr k giờ sáng v.v. www.baonoi.vn abc@baonoi.vn "
    "CT6 BB+ ĐT VND (CTR) TK 09xx.xxx.123 51G-123.xx 40,000 1H26 7T2026 78' 'lớp 52A 15A/28 (53t) "
    "đ/kg ~300 #ở_nhà #FF5733 x² 3G 4G no. ft 5-9 27-7 0-2 130-160-290kg svck bps USD/JPY ARIRANG "
    "AI, th..."
).split()
NUMBERS = st.one_of(
    st.integers(0, 3000).map(str),
    st.from_regex(r"[0-9]{1,3}(\.[0-9]{3}){1,3}", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}[,.][0-9]{1,4}", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}/[0-9]{1,2}(/[0-9]{4})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}[:h][0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}\s?[-–]\s?[0-9]{1,3}(%|kg| USD)?", fullmatch=True),
    st.from_regex(r"0[0-9]{3}[ .][0-9]{3}[ .][0-9]{3}", fullmatch=True),
)
NEWS = st.lists(st.one_of(st.sampled_from(WORDS), NUMBERS), min_size=1, max_size=12).map(" ".join)
ANYTHING = st.text(max_size=40)
PRINTED = st.text('0123456789.,:;-–/%()“”" aAbBcđĐmkgxXIVhHNnĩồ²½°$€&@#+=<>…', max_size=24)
MODES = st.sampled_from(["keep", "respell"])
Mode = Literal["keep", "respell"]


def check_spans(said: SpokenText) -> None:
    written_at = spoken_at = 0
    for span in said.rewrites:
        assert written_at <= span.start <= span.end
        assert spoken_at <= span.spoken_start <= span.spoken_end
        gap = said.written[written_at : span.start]
        assert gap == said.spoken[spoken_at : span.spoken_start]
        assert 0 < span.confidence <= 1
        written_at, spoken_at = span.end, span.spoken_end
    assert said.written[written_at:] == said.spoken[spoken_at:]
    covered = [span for span in said.spans if span.start < span.end]
    assert all(one.end <= other.start for one, other in pairwise(covered))
    missed = set(range(len(said.written)))
    for span in covered:
        missed.difference_update(range(span.start, span.end))
    assert not "".join(said.written[at] for at in missed).strip()


@given(st.one_of(NEWS, PRINTED, ANYTHING), MODES)
@example("1½ cốc, ٣ người, ３ con, ① ₂", "keep")
@example("A€5", "keep")
@example("#A²", "keep")
def test_no_digit_and_no_sign_is_left_for_the_voice(text: str, mode: Mode) -> None:
    said = normalize(text, foreign=mode)
    assert not UNREAD.search(said.spoken)
    assert not FOREIGN_TO_SPEECH.search(said.spoken)
    check_spans(said)


@given(NEWS, MODES)
def test_no_mark_is_doubled(text: str, mode: Mode) -> None:
    assert not DOUBLED.search(normalize(text, foreign=mode).spoken)


@given(NEWS, MODES, st.sampled_from(["northern", "southern"]))
def test_a_spoken_text_stays_as_it_is(
    text: str, mode: Mode, accent: Literal["northern", "southern"]
) -> None:
    spoken = normalize(text, foreign=mode, accent=accent).spoken
    assert normalize(spoken, foreign=mode, accent=accent).spoken == spoken


@given(NEWS)
@example("09xx.xxx.123 09xx.xxx.123")
def test_its_sentences_hold_every_token_once(text: str) -> None:
    said = normalize(text)
    parts = said.split()
    for part in parts:
        check_spans(part)
    assert " ".join(part.spoken for part in parts).split() == said.spoken.split()
    assert " ".join(part.written for part in parts).split() == said.written.split()


HOSTILE = (
    "1|1.|1/|1-|1:|A|A.|a-|A&|(|“|“a |x²|@|1 |ngày 1/|IV|1kg/|gọi tắt là |(AB|…|🎉|New "
    "|CT6 |1,000 |0x.|(1'|1x|1-1-"
).split("|")


@pytest.mark.parametrize("pattern", HOSTILE)
def test_hostile_text_comes_to_an_end(pattern: str) -> None:
    text = pattern * (20_000 // len(pattern))
    check = normalize(text, foreign="respell")
    assert not UNREAD.search(check.spoken)
    build_glossary([text])


def test_many_threads_hear_the_same() -> None:
    cases = Path(__file__).with_name("cases") / "sentence.tsv"
    texts = [line.partition("\t")[0] for line in cases.read_text(encoding="utf-8").splitlines()]
    alone = [normalize(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(4):
            assert list(pool.map(normalize, texts)) == alone
