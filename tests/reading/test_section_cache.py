"""Sections kept on disk: found again by all that shaped them, whole or not at all."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.audio.mastering import Mastering
from baonoi.encode import Coded, Mp3Sections
from baonoi.reading import section_cache
from baonoi.reading.section_cache import RecordedSection, SectionCache, SectionTimes, section_key

KEY = "ab" * 32
MASTERING = Mastering(2.0, "male", 0.64)


@pytest.fixture
def section(tmp_path: Path) -> RecordedSection:
    frames = tmp_path / "01.frames"
    frames.write_bytes(bytes(range(256)) * 40)
    times = SectionTimes(22050, 9000, array("q", (0, 4000, 5000, 9000)), array("q", (0, 900)))
    return RecordedSection(times, Coded(9216, 10240), array("f", (0.25, 0.5)), frames)


def test_what_was_kept_is_found_again(section: RecordedSection, tmp_path: Path) -> None:
    cache = SectionCache(tmp_path / "kept")
    cache.store(KEY, section)
    found = cache.load(KEY, tmp_path / "again.frames")
    assert found is not None
    assert (found.times, found.coded) == (section.times, section.coded)
    assert found.energies == section.energies
    assert found.frames.read_bytes() == section.frames.read_bytes()
    assert cache.load("cd" * 32, tmp_path / "other.frames") is None


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_damaged_one_is_not_taken(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    frames = folder / "01.frames"
    frames.write_bytes(b"\x00\x01" * 500)
    section = RecordedSection(SectionTimes(22050, 10), Coded(576, 1000), array("f"), frames)
    cache = SectionCache(folder / "cache")
    cache.store(KEY, section)
    path = folder / "cache" / KEY
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    broken = whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
    path.write_bytes(broken)
    assert cache.load(KEY, folder / "again.frames") is None


def test_a_folder_that_cannot_be_written_is_no_error(
    section: RecordedSection, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = SectionCache(tmp_path / "file" / "kept")
    cache.store(KEY, section)
    assert cache.load(KEY, tmp_path / "again.frames") is None


def test_now_and_then_it_is_looked_through(
    section: RecordedSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(section_cache, "LIMIT", 25_000)
    cache = SectionCache(tmp_path / "kept")
    rare = "1".zfill(8) + "e" * 56
    for number in range(5):
        cache.store(rare[:-1] + str(number), section)
    assert len(list((tmp_path / "kept").iterdir())) == 5
    cache.store("0" * 64, section)
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_everything_that_shapes_a_section_is_in_its_key() -> None:
    plain = (["a", "b"], [(0.4,), (0.7, 1.0)], MASTERING, Mp3Sections())
    others = [
        (["a", "c"], *plain[1:]),
        (plain[0], [(0.4,), (0.7, 1.1)], *plain[2:]),
        (*plain[:2], Mastering(2.1, "male", 0.64), plain[3]),
        (*plain[:2], Mastering(2.0, "female", 0.64), plain[3]),
        (*plain[:3], Mp3Sections(bitrate=96)),
        (*plain[:3], Mp3Sections(quality=2)),
    ]
    keys = {section_key(*each) for each in (plain, *others)}
    assert len(keys) == 1 + len(others)
    assert section_key(*plain) in keys


def test_a_tone_that_is_made_anew_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = (["a"], [(0.4,)], MASTERING, Mp3Sections())
    before = section_key(*arguments)
    monkeypatch.setattr(section_cache.tones, "mark", lambda _: 1)
    assert section_key(*arguments) != before
