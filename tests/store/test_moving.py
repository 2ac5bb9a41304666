"""All files of a recording, or those that were there before: whatever fails, whoever is killed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from baonoi.store.moving import MOVING, Move, finish

EARLIER = {"a.mp3": b"a1", "parts/1": b"11", "parts/2": b"12", "end": b"e1"}
LATER = {"a.mp3": b"a2", "parts/1": b"21", "z": b"z2", "end": b"e2"}
OURS = {"own.txt": b"mine", "nam/a.mp3": b"n"}
"""What somebody else has put beside."""
RENAMES = 8
"""One more than there are in a move."""


class Killed(BaseException):
    """Nothing that is done about errors is done any more."""


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def move(tmp_path: Path) -> Move:
    work = tmp_path / "work"
    write(work / "made", LATER)
    return Move(work / "made", tmp_path / "bai", "end")


@contextmanager
def failing(patch: pytest.MonkeyPatch, number: int, error: BaseException) -> Iterator[list[Path]]:
    """What is renamed as the ``number``-th cannot be; gives all that is."""
    rename = Path.replace
    renamed: list[Path] = []

    def fails(path: Path, target: Any) -> Path:
        if path.exists() and path not in renamed:
            renamed.append(path)
        if path in renamed and renamed.index(path) == number:
            raise error
        return rename(path, target)

    with patch.context() as context:
        context.setattr(Path, "replace", fails)
        yield renamed


def test_a_new_folder_comes_by_one_rename(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing(monkeypatch, 0, OSError(28, "No space left on device")):
        move.begin()
    assert tree(move.to) == LATER


def test_files_take_the_places_of_earlier_ones(move: Move) -> None:
    write(move.to, EARLIER | OURS)
    move.begin()
    assert tree(move.to) == LATER | OURS


@pytest.mark.parametrize("number", range(RENAMES))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_changes_nothing(
    move: Move, monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException
) -> None:
    write(move.to, EARLIER | OURS)
    monkeypatch.setattr("baonoi.store.moving.time.sleep", lambda _: None)
    with failing(monkeypatch, number, error) as renamed, suppress(OSError, KeyboardInterrupt):
        move.begin()
    if number < len(renamed):
        assert tree(move.to) == EARLIER | OURS
        assert not (move.made.parent / MOVING).exists()
    else:
        assert tree(move.to) == LATER | OURS


def test_so_many_renames_are_a_move(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    write(move.to, EARLIER | OURS)
    with failing(monkeypatch, 99, OSError()) as renamed:
        move.begin()
    assert len(renamed) == RENAMES - 1


@pytest.mark.parametrize("number", range(RENAMES))
def test_whoever_is_killed_the_next_one_finishes(
    move: Move, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    write(move.to, EARLIER | OURS)
    with failing(monkeypatch, number, Killed()), monkeypatch.context() as patch:
        patch.setattr(Move, "_undo", lambda *_: False)
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with suppress(Killed):
            move.begin()
    found = tree(move.to)
    assert found in (EARLIER | OURS, LATER | OURS) or "end" not in found
    for _ in range(2):
        finish(move.made.parent)
        assert tree(move.to) == LATER | OURS


def test_whoever_is_killed_before_a_new_folder_is_there(
    move: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            move.begin()
    assert tree(move.to) == {}
    finish(move.made.parent)
    assert tree(move.to) == LATER


def test_a_move_is_finished_where_the_folder_is_now(move: Move, tmp_path: Path) -> None:
    write(tmp_path / "old" / "work" / "made", LATER)
    (tmp_path / "old" / "work" / MOVING).write_text(
        '{"made": "made", "to": ["bai"], "last": "end"}', encoding="utf-8"
    )
    shutil.move(tmp_path / "old", tmp_path / "new")
    finish(tmp_path / "new" / "work")
    assert tree(tmp_path / "new" / "bai") == LATER


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"made": "made"}',
        '{"made": "made", "to": 5, "last": "end"}',
        '{"made": 5, "to": ["bai"], "last": "end"}',
        '{"made": "made", "to": ["..", "bai"], "last": "end"}',
        '{"made": "../made", "to": ["bai"], "last": "end"}',
        '{"made": "made", "to": ["/bai"], "last": "end"}',
    ],
)
def test_what_tells_no_move_is_none(move: Move, told: str) -> None:
    work = move.made.parent
    (work / MOVING).write_text(told, encoding="utf-8")
    finish(work)
    assert tree(move.made) == LATER
    assert not move.to.exists()
