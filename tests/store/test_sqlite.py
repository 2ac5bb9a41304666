"""A file of SQLite that several runs share."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from baonoi.errors import BaonoiError
from baonoi.store.sqlite import SqliteFile


class Notes(SqliteFile):
    schema, version = "CREATE TABLE note (text TEXT);\nCREATE INDEX note_by_text ON note (text)", 2

    def unusable(self, reason: str) -> BaonoiError:
        return BaonoiError(reason, "unusable")

    def damaged(self, reason: str) -> BaonoiError:
        return BaonoiError(reason, "damaged")

    def of_later_version(self) -> BaonoiError:
        return BaonoiError("", "later")


def test_runs_share_it_and_one_of_them_holds_it(tmp_path: Path) -> None:
    with Notes(tmp_path / "new" / "notes") as one, Notes(tmp_path / "new" / "notes") as other:
        one.change("INSERT INTO note VALUES ('đèn')")
        assert [row["text"] for row in other.rows("SELECT text FROM note")] == ["đèn"]
        with one.held() as ours, other.held() as theirs:
            assert (ours, theirs) == (True, False)
        with other.held() as theirs:
            assert theirs


def test_half_a_change_is_none(tmp_path: Path) -> None:
    with Notes(tmp_path / "notes") as notes:
        with suppress(BaonoiError), notes.whole():
            notes.change("INSERT INTO note VALUES ('đèn')")
            notes.change("INSERT INTO none VALUES (1)")
        assert notes.row("SELECT text FROM note") is None


def test_an_older_one_becomes_one_of_today(tmp_path: Path) -> None:
    with Notes(tmp_path / "notes") as notes:
        notes.change("INSERT INTO note VALUES ('đèn')")

    class Signed(Notes):
        schema, version = "CREATE TABLE note (text TEXT, by TEXT, at REAL)", 4
        upgrades = (
            "CREATE TABLE none (x)",  # which the second version has already
            "ALTER TABLE note ADD COLUMN by TEXT;\nUPDATE note SET by = 'ai'",
            "ALTER TABLE note ADD COLUMN at REAL",
        )

    for name, found in (("notes", ("đèn", "ai", None)), ("new", None)):
        for _ in range(2):
            with Signed(tmp_path / name) as notes:
                row = notes.row("SELECT text, by, at FROM note")
                assert (row and tuple(row)) == found
    with pytest.raises(BaonoiError):
        Notes(tmp_path / "notes")


def test_each_says_in_its_own_words_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_bytes(b"not a database, but long enough to be read as one" * 9)
    with Notes(tmp_path / "later") as notes:
        notes.change("PRAGMA user_version = 3")
    for name, code in (("folder", "unusable"), ("text", "damaged"), ("later", "later")):
        with pytest.raises(BaonoiError) as told:
            Notes(tmp_path / name)
        assert told.value.code == code
