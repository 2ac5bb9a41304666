"""Kills find what is left behind, and find nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attack import kills
from attack.kills import Desk


@pytest.mark.skipif(os.name == "nt", reason="other signals there")
def test_four_kills() -> None:
    report = kills.run(5, 4)
    assert report.faults == []
    assert sum(report.tried.values()) == 4


@pytest.mark.parametrize(
    "name",
    [
        "tmp/baonoi-1/01.frames",
        "out/.making-1/01.frames",
        "out/bai/bai.mp3",
        "cache/work/1",
        "cache/.making-1/part",
        ".making-1/part",
    ],
)
def test_what_is_left_is_seen(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / "desk", alone=False)
    desk.clear()
    assert desk.left() == []
    (desk.folder / name).parent.mkdir(parents=True, exist_ok=True)
    (desk.folder / name).write_bytes(b"half")
    assert desk.left()


def test_a_whole_recording_is_not_left_behind(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", alone=False)
    desk.clear()
    (desk.out / "bai").mkdir(parents=True)
    for name in ("bai.mp3", "recording.json"):
        (desk.out / "bai" / name).write_bytes(b"")
    assert desk.left() == []
