from __future__ import annotations

import os
from pathlib import Path

import pytest

from baonoi.errors import OutputError
from baonoi.store.files import prune, whole_file, writing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


def test_a_file_appears_when_all_is_written(folder: Path) -> None:
    path = folder / "bài.txt"
    with whole_file(path) as file:
        file.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    assert list(folder.iterdir()) == [path]


def test_what_fails_leaves_what_was_there(folder: Path) -> None:
    path = folder / "bài.txt"
    path.write_bytes(b"before")

    def interrupted() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"before"
    assert list(folder.iterdir()) == [path]


def test_it_may_be_written_elsewhere(folder: Path, tmp_path: Path) -> None:
    with whole_file(folder / "a", tmp_path) as file:
        file.write(b"one")
        assert list(folder.iterdir()) == []
    assert (folder / "a").read_bytes() == b"one"
    assert {path.name for path in tmp_path.iterdir()} <= {"here", "cache"}


@pytest.mark.skipif(os.name == "nt", reason="other rights there")
def test_others_may_read_it_as_far_as_the_person_lets_them(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with whole_file(tmp_path / "a"):
            pass
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)


def test_what_was_used_longest_ago_goes_first(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="baonoi")
    for age, name in enumerate(("c", "b", "a")):
        (tmp_path / name).write_bytes(bytes(10))
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    prune(tmp_path, 25)
    assert {path.name for path in tmp_path.iterdir()} == {"b", "c"}
    prune(tmp_path, 20)
    assert {path.name for path in tmp_path.iterdir()} == {"b", "c"}
    prune(tmp_path, 0)
    assert not list(tmp_path.iterdir())
    prune(tmp_path / "nowhere", 0)
    assert [record.getMessage() for record in caplog.records] == [
        f"{tmp_path}: 1 files removed, 20 bytes left",
        f"{tmp_path}: 2 files removed, 0 bytes left",
    ]


@pytest.mark.parametrize(
    "error", [OSError(28, "Hết chỗ"), OSError("Hết chỗ."), TimeoutError(1, "Hết chỗ")]
)
def test_what_the_system_says_becomes_words(error: OSError) -> None:
    with pytest.raises(OutputError) as caught, writing("bài.mp3", "feed-unwritable"):
        raise error
    assert caught.value.message == "Cannot write bài.mp3: Hết chỗ."
    assert caught.value.code == "feed-unwritable"
    assert caught.value.fields == {"path": "bài.mp3", "reason": "Hết chỗ"}
    assert caught.value.__cause__ is error


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ValueError, match="another"), writing("bài.mp3"):
        raise ValueError("another")
