from __future__ import annotations

from pathlib import Path

import pytest

import baonoi
from baonoi.common.tables import LazyTable, rows, rows_under_head

OURS = Path(baonoi.__file__).parent
TABLES = [
    *(OURS / "publish" / "page" / "tables").glob("*.tsv"),
    *(OURS / "voices").glob("*/*.tsv"),
    OURS / "sources" / "legacy.tsv",
]


def test_comments_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("# ghi chú\nchữ\tnghĩa\n\n#\tdấu thăng\n#tag\t\n", encoding="utf-8")
    assert rows(path) == (("chữ", "nghĩa"), ("#", "dấu thăng"), ("#tag", ""))
    assert rows_under_head(path) == (("#", "dấu thăng"), ("#tag", ""))


def test_of_an_empty_table_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("", encoding="utf-8")
    assert rows(tmp_path / "a.tsv") == rows_under_head(tmp_path / "a.tsv") == ()


def test_a_lazy_table_reads_what_it_is_asked_for_once() -> None:
    read: list[list[str]] = []

    def joined(rows: list[str]) -> str:
        read.append(rows)
        return "+".join(rows)

    table = LazyTable(["xã\tlàng", "huyện\t", "xã\tthôn\t2", "ấp"], joined)
    assert (len(table), list(table), read) == (3, ["xã", "huyện", "ấp"], [])
    assert "xã" in table
    assert "phố" not in table
    assert [table.get("xã"), table["xã"], table.get("phố")] == ["làng+thôn\t2"] * 2 + [None]
    assert (table["huyện"], table["ấp"]) == ("", "")
    assert read == [["làng", "thôn\t2"], [""], [""]]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_row_is_as_wide_as_its_head(path: Path) -> None:
    head, *others = rows(path)
    assert others
    assert {len(row) for row in others} == {len(head)}
