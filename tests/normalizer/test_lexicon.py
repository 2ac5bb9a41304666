"""The tables: well-formed, large enough, and sayable syllable by syllable."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from baonoi import normalizer
from baonoi.common import syllable

FOLDER = Path(normalizer.__file__).with_name("lexicon")
COLUMNS = {
    "acronyms": ("written", "spoken", "sense", "cues", "origin"),
    "abbreviations": ("written", "spoken", "sense", "cues", "origin"),
    "cues": ("group", "words", "origin"),
    "subjects": ("word", "subject", "source"),
    "units": ("written", "spoken", "class", "source"),
    "foreign": ("written", "spoken", "class", "source"),
    "sounds": ("letters", "sounds", "example"),
}
LEAST = {
    "acronyms": 900,
    "abbreviations": 200,
    "units": 200,
    "foreign": 1200,
    "sounds": 80,
    "cues": 5,
    "subjects": 100,
}


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
    header, *rows = read(name)
    origin = header.index("origin") if "origin" in header else header.index("source")
    for row in rows:
        words = re.split(r", | |-", row[1])  # no sign is left in it, no digit, no lone dash
        assert all(syllable.is_syllable(word) for word in words), row
        assert row[2], row
        assert row[origin], row


def asked(cues: str) -> tuple[set[str], set[str]]:
    """The words that a row wants before its form, and after it."""
    groups = {row[0]: row[1].split(",") for row in read("cues")[1:]}
    before: set[str] = set()
    after: set[str] = set()
    for cue in filter(None, cues.lower().split(",")):
        assert re.fullmatch(r"=|\+#|[<>]?[^<>\s=+][^<>]*", cue), cue
        if cue in ("=", "+#"):
            continue
        word = cue.lstrip("<>")
        words = groups[word[1:]] if word[0] == "@" else [word]
        if cue[0] != ">":
            before.update(words)
        if cue[0] != "<":
            after.update(words)
    return before, after


@pytest.mark.parametrize("name", ["acronyms", "abbreviations"])
def test_the_senses_of_a_form_are_told_apart_by_their_cues(name: str) -> None:
    rows = read(name)[1:]
    defaults = Counter(row[0] for row in rows if not row[3])
    assert [written for written, count in defaults.items() if count > 1] == []
    senses: dict[str, list[tuple[set[str], set[str]]]] = {}
    for written, _, _, cues, _ in rows:
        before, after = asked(cues)
        for other_before, other_after in senses.get(written, []):
            shared = before & other_before | after & other_after
            assert not shared, (written, shared)
        senses.setdefault(written, []).append((before, after))


def test_two_letters_are_expanded_by_a_cue_only() -> None:
    bare = [row for row in read("acronyms")[1:] if len(row[0]) == 2 and not row[3]]
    assert [row[0] for row in bare if row[2] != "sound"] == []


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


def test_a_currency_is_said_the_same_with_and_without_a_number() -> None:
    codes = {row[0]: row[1] for row in read("currencies")[1:]}
    rows = [row for row in read("acronyms")[1:] if row[2] == "currency" and row[0] in codes]
    assert len(rows) > 20
    assert [row for row in rows if row[1] != codes[row[0]]] == []
