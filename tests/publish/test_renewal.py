"""Shelf and feeds together: one run after another, and what goes is gone from them first."""

from __future__ import annotations

import threading
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from baonoi.model import Article
from baonoi.publish import renewal
from baonoi.publish.renewal import renew
from baonoi.store import lock

BASE = "https://nghe.example"


def test_runs_side_by_side_take_turns(
    record: Any, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(article)
    inside: list[int] = []
    most: list[int] = []

    def slow(*given: Any) -> None:
        inside.append(1)
        time.sleep(0.05)
        most.append(len(inside))
        inside.pop()

    monkeypatch.setattr(renewal, "write_shelf", slow)
    runs = [threading.Thread(target=renew, args=(tmp_path / "out",)) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert most == [1, 1, 1]
    monkeypatch.setattr(renewal, "turn", lambda *_: nullcontext())
    runs = [threading.Thread(target=renew, args=(tmp_path / "out",)) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert max(most) > 1


def test_where_there_are_no_locks_it_is_done_without(
    record: Any, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(article)

    def none(_: int) -> bool:
        raise OSError

    monkeypatch.setattr(lock, "locked", none)
    assert renew(tmp_path / "out", BASE) == tmp_path / "out" / "index.html"
    monkeypatch.setattr(lock, "locked", lambda _: False)
    monkeypatch.setattr(renewal, "PATIENCE", 0.05)
    assert renew(tmp_path / "out", BASE) == tmp_path / "out" / "index.html"


def test_what_goes_leaves_feed_shelf_disk_and_mark(
    record: Any, article: Article, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    _, stays = record(replace(article, title="Bài ở lại", url="https://bao.example/1"))
    _, goes = record(replace(article, title="Bài ra đi", url="https://bao.example/2"))
    renew(out, BASE, going=[goes.parent.name])
    assert (stays.exists(), goes.parent.exists()) == (True, False)
    for name in ("index.html", "feed.xml"):
        text = (out / name).read_text(encoding="utf-8")
        assert ("Bài ở lại" in text, "Bài ra đi" in text) == (True, False)
    assert sum(each.is_file() for each in (out / "addresses").rglob("*")) == 1
    renew(out, BASE, going=[goes.parent.name])  # it is gone already
