"""What is known of a recording is told again until something of it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from baonoi.model import Article
from baonoi.publish import MANIFEST, rows
from baonoi.publish.rows import rows_of


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders whose manifests were read."""
    found: list[str] = []
    entry_of = rows.entry_of

    def noted(folder: Path) -> Any:
        found.append(folder.name)
        return entry_of(folder)

    monkeypatch.setattr(rows, "entry_of", noted)
    return found


def test_only_what_has_changed_is_looked_at(
    record: Any, article: Article, tmp_path: Path, looked: list[str]
) -> None:
    out = tmp_path / "out"
    slugs = [
        record(replace(article, title=title))[1].parent.name for title in ("Bài một", "Bài hai")
    ]
    first = rows_of(out)
    assert [row.slug for row in first] == sorted(slugs)
    looked.clear()
    assert rows_of(out) == first
    assert looked == ["addresses"] * ("addresses" in looked)
    manifest = out / slugs[0] / MANIFEST
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("Bài một", "Bài khác", 1), encoding="utf-8"
    )
    assert {row.title for row in rows_of(out)} == {"Bài khác", "Bài hai"}
    assert slugs[0] in looked
    assert slugs[1] not in looked
    (out / slugs[1] / MANIFEST).unlink()
    assert [row.slug for row in rows_of(out)] == [slugs[0]]
    assert rows_of(out, {slugs[0]}) == []


def test_what_is_kept_may_be_lost(
    record: Any, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(article)
    before = rows_of(tmp_path / "out")
    monkeypatch.setenv("BAONOI_CACHE", str(tmp_path / "other"))
    assert rows_of(tmp_path / "out") == before
    monkeypatch.setenv("BAONOI_CACHE", "/dev/null/nowhere")
    assert rows_of(tmp_path / "out") == before


def test_a_page_that_goes_or_comes_is_seen(record: Any, article: Article, tmp_path: Path) -> None:
    _, audio = record(article)
    assert rows_of(tmp_path / "out")[0].link.endswith("/index.html")
    (audio.parent / "index.html").unlink()
    assert rows_of(tmp_path / "out")[0].link.endswith(".mp3")
