from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baonoi.model import Accent
from baonoi.normalizer import normalize
from baonoi.normalizer.numbers import integer, parse


def load_reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reader", Path(__file__).with_name("reader.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reader = load_reader()
ACCENTS = st.sampled_from(["northern", "southern"])
NUMBERS = st.one_of(
    st.integers(0, 1100),
    st.integers(0, 10**9),
    st.integers(0, 10**24),
    st.integers(0, 24).map(lambda n: 10**n),
)


@given(NUMBERS, ACCENTS)
def test_a_whole_number_survives_the_way_there_and_back(number: int, accent: Accent) -> None:
    assert reader.integer(integer(str(number), accent)) == number


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(NUMBERS, st.sampled_from([".", "\u00a0"]))
def test_thousands_apart_change_nothing(number: int, mark: str) -> None:
    said = normalize(f"có {grouped(number, mark)} người").spoken
    assert reader.integer(said.removeprefix("có ").removesuffix(" người")) == number


@given(st.integers(0, 10**9), st.from_regex("[0-9]{1,6}", fullmatch=True))
@example(1, "000")
@example(12, "500")
def test_a_decimal_keeps_every_digit(whole: int, fraction: str) -> None:
    said = normalize(f"đạt {grouped(whole, '.')},{fraction} điểm").spoken
    assert reader.decimal(said.removeprefix("đạt ").removesuffix(" điểm")) == (whole, fraction)


@given(
    st.integers(0, 10**6),
    st.sampled_from(["%", " %", "kg", " km", " tỷ đồng", " triệu USD", "°C", " ha", "m2"]),
    st.booleans(),
)
def test_a_magnitude_never_changes(number: int, unit: str, minus: bool) -> None:
    spoken = normalize(f"là {'-' if minus else ''}{grouped(number, '.')}{unit}").spoken
    words = spoken.removeprefix("là ").removeprefix("âm ").split()
    assert spoken.startswith("là âm ") is minus
    unit_words = normalize(f"1{unit}").spoken.removeprefix("một ").split()
    assert words[-len(unit_words) :] == unit_words
    assert reader.integer(" ".join(words[: -len(unit_words)])) == number


@given(st.integers(1, 28), st.integers(1, 12), st.integers(1000, 2999))
def test_a_date_keeps_its_parts(day: int, month: int, year: int) -> None:
    said = normalize(f"Ngày {day}/{month}/{year}").spoken.removeprefix("Ngày ")
    first, _, rest = said.partition(" tháng ")
    second, _, third = rest.partition(" năm ")
    if second == "":  # tháng năm năm ...
        second, _, third = rest.removeprefix("năm").partition("năm ")
        second = "năm"
    assert (reader.integer(first), reader.integer(second), reader.integer(third)) == (
        day,
        month,
        year,
    )


@given(st.from_regex("0[35789][0-9]{8}", fullmatch=True))
def test_a_telephone_number_is_said_digit_by_digit(number: str) -> None:
    said = normalize(f"Gọi {number}").spoken.removeprefix("Gọi ")
    assert "".join(str(reader.UNITS[word]) for word in said.split()) == number


@pytest.mark.parametrize(
    ("written", "northern", "southern"),
    [
        ("1024", "một nghìn không trăm hai mươi tư", "một ngàn không trăm hai mươi bốn"),
        ("105", "một trăm linh năm", "một trăm lẻ năm"),
        ("31", "ba mươi mốt", "ba mươi mốt"),
        ("15", "mười lăm", "mười lăm"),
        ("1000000000000", "một nghìn tỷ", "một ngàn tỷ"),
    ],
)
def test_each_accent_has_its_own_words(written: str, northern: str, southern: str) -> None:
    assert integer(written, "northern") == northern
    assert integer(written, "southern") == southern


def test_a_number_ends_where_it_ends() -> None:
    found = parse("1.234,5.", 0)
    assert found is not None
    assert (found.end, found.whole, found.fraction) == (7, "1234", "5")
    assert parse("x", 0) is None
