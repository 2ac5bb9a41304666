"""The tables: well-formed, large enough, and sayable syllable by syllable."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from baonoi import normalizer, syllable

FOLDER = Path(normalizer.__file__).with_name("lexicon")
COLUMNS = {
    "acronyms": ("written", "spoken", "class", "source", "context"),
    "abbreviations": ("written", "spoken", "class", "source", "context"),
    "units": ("written", "spoken", "class", "source"),
    "foreign": ("written", "spoken", "class", "source"),
    "sounds": ("letters", "sounds", "example"),
}
LEAST = {"acronyms": 900, "abbreviations": 200, "units": 200, "foreign": 1200, "sounds": 80}


def read(name: str) -> list[list[str]]:
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("name", COLUMNS)
def test_shape(name: str) -> None:
    header, *rows = read(name)
    assert tuple(header) == COLUMNS[name]
    assert [row for row in rows if len(row) != len(header)] == []
    assert [row for row in rows if any(cell != cell.strip() for cell in row[:1] + row[2:])] == []
    assert len({row[0] for row in rows}) >= LEAST[name]
    raw = (FOLDER / f"{name}.tsv").read_bytes()
    assert b"\r" not in raw
    assert unicodedata.is_normalized("NFC", raw.decode("utf-8"))


@pytest.mark.parametrize("name", ["acronyms", "abbreviations", "units", "foreign"])
def test_every_entry_is_sayable_and_says_where_it_is_from(name: str) -> None:
    for written, spoken, kind, source, *_ in read(name)[1:]:
        words = re.split(r", | |-", spoken)  # no sign is left in it, no digit, no lone dash
        assert all(syllable.is_syllable(word) for word in words), (written, spoken)
        assert kind, written
        assert source, written


@pytest.mark.parametrize("name", ["acronyms", "abbreviations"])
def test_several_readings_are_told_apart_by_their_context(name: str) -> None:
    rows = read(name)[1:]
    defaults = Counter(row[0] for row in rows if not row[4])
    assert [written for written, count in defaults.items() if count > 1] == []
    assert [row for row, count in Counter(map(tuple, rows)).items() if count > 1] == []
    for written, _, _, _, context in rows:
        for cue in filter(None, context.split(",")):
            assert re.fullmatch(r"[<>][^<>\s][^<>]*", cue), (written, cue)


@pytest.mark.parametrize("name", ["units", "foreign"])
def test_one_reading_a_form(name: str) -> None:
    forms = Counter(row[0] for row in read(name)[1:])
    assert [form for form, count in forms.items() if count > 1] == []


def test_foreign_words_are_not_spelled_like_vietnamese_ones() -> None:
    words = [row[0] for row in read("foreign")[1:] if " " not in row[0]]
    assert [word for word in words if syllable.is_syllable(word)] == []
    assert [word for word, n in Counter(word.lower() for word in words).items() if n > 1] == []


@pytest.mark.parametrize(
    ("name", "written", "spoken"),
    [
        ("acronyms", "UBND", "Ủy ban nhân dân"),
        ("acronyms", "CNQP", "Công nghiệp Quốc phòng"),
        ("acronyms", "NN&PTNT", "nông nghiệp và phát triển nông thôn"),
        ("acronyms", "TTXVN", "Thông tấn xã Việt Nam"),
        ("abbreviations", "PGS.TS", "phó giáo sư, tiến sĩ"),
        ("units", "km²", "ki-lô-mét vuông"),
        ("units", "kWh", "ki-lô-oát giờ"),
        ("foreign", "Zelensky", "Dê-len-xờ-ki"),
    ],
)
def test_what_everyone_expects(name: str, written: str, spoken: str) -> None:
    assert spoken in [row[1] for row in read(name)[1:] if row[0] == written]
