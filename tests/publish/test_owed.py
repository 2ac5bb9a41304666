"""What a run that ended early brought into a folder is told of by the next command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from baonoi.model import Article
from baonoi.publish import owed as module
from baonoi.publish.owed import owed, settle
from baonoi.publish.renewal import renew
from baonoi.store import paths

DIES = """
import os, signal, sys
from pathlib import Path
from baonoi.publish.owed import owed
with owed(Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def notes() -> list[Path]:
    return list(paths.owed().iterdir())


@pytest.fixture
def shelf(record: Any, article: Article, tmp_path: Path) -> Path:
    """Not written yet, in a folder with a recording."""
    record(article)
    shelf = tmp_path / "out" / "index.html"
    assert not shelf.exists()
    return shelf


def test_whoever_comes_to_the_end_owes_nothing(shelf: Path) -> None:
    with owed(shelf.parent):
        assert len(notes()) == 1
        settle()  # of another command: this one lives
        assert not shelf.exists()
        renew(shelf.parent)
    assert notes() == []


@pytest.mark.parametrize("how", [KeyboardInterrupt, RuntimeError])
def test_what_a_stopped_run_made_is_told_of(shelf: Path, how: type[BaseException]) -> None:
    with pytest.raises(how), owed(shelf.parent):
        raise how
    settle()
    assert shelf.exists()
    assert notes() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_so_is_that_of_a_killed_one(shelf: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIES, str(shelf.parent)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(notes()) == 1
    settle()
    assert shelf.exists()
    assert notes() == []


def test_a_folder_that_is_gone_is_owed_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), owed(tmp_path / "gone"):
        raise RuntimeError
    settle()
    assert notes() == []
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("told", [b"", b"out", b"\0", b"/" + b"x" * 300])
def test_a_damaged_note_is_forgotten(told: bytes) -> None:
    paths.private(paths.owed())
    (paths.owed() / "note").write_bytes(told)
    settle()
    assert notes() == []


def test_a_folder_that_cannot_be_written_is_not_asked_for_ever(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baonoi.store.files.work_folder", _full)
    with pytest.raises(RuntimeError), owed(shelf.parent):
        raise RuntimeError
    settle()
    assert notes() == []
    assert not shelf.exists()


def test_where_there_are_no_locks_nothing_is_owed(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "locked", _full)
    with pytest.raises(RuntimeError), owed(shelf.parent):
        raise RuntimeError
    assert notes() == []


def _full(*_: object) -> bool:
    raise OSError(28, os.strerror(28))
