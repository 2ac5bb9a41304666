"""``baonoi archive`` from its command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from baonoi.archive.batch import Tally
from baonoi.archive.estimate import forecast
from baonoi.archive.index import FAILED, Summary

if TYPE_CHECKING:
    from cli.conftest import Run

pytestmark = pytest.mark.filterwarnings("ignore")  # dask's own, of ports and of closed sockets


@pytest.mark.parametrize(
    "given",
    [
        ["archive", "kho"],
        ["archive", "a.jsonl", "b.jsonl", "kho"],
        ["archive", "--status", "a.jsonl", "kho"],
        ["archive", "--status", "--sweep", "kho"],
        ["archive", "--retry", "--sample", "3", "kho"],
    ],
)
def test_what_cannot_be_asked_for_is_told(baonoi: Run, given: list[str]) -> None:
    assert baonoi(*given).returncode == 2


def test_how_to_install_what_is_missing_is_told(
    baonoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    told = baonoi("archive", "--voice", "nam", str(tmp_path / "a.jsonl"), str(tmp_path / "kho"))
    assert told.returncode == 2
    assert "distributed" in told.stderr
    assert "pip install" in told.stderr
    assert "obstore" in told.stderr or "baonoi[archive]" in told.stderr


def test_a_list_is_read_failed_and_retried(baonoi: Run, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    bai, kho = tmp_path / "1.txt", str(tmp_path / "kho")
    rows = [{"source": str(bai), "id": "1"}, {"source": str(tmp_path / "2.txt"), "id": "2"}]
    bai.write_text("Tin\n\nSáng 1/3, cầu đã thông xe.\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = baonoi("archive", "--workers", "1", "--index", "jsonl", str(tmp_path / "a.jsonl"), kho)
    assert told.returncode == 5
    assert "--retry" in told.stderr
    lines = Path(kho, FAILED).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["2"]
    (tmp_path / "2.txt").write_text("Tin\n\nSáng 2/3, cầu đã thông xe.\n", encoding="utf-8")
    again = baonoi("archive", "--workers", "1", "--retry", "--json", "-q", "--index", "jsonl", kho)
    assert again.returncode == 0
    assert json.loads(again.stdout)["read"] == 1
    status = json.loads(baonoi("archive", "--status", "--json", kho).stdout)
    assert (status["articles"], status["failed"]) == (2, 0)


def test_what_came_of_it_is_told_in_the_language_of_a_person(
    baonoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = baonoi("archive", "--status", "--json", str(tmp_path))
    english = baonoi("archive", "--status", str(tmp_path)).stdout.splitlines()
    monkeypatch.setenv("BAONOI_LANG", "vi")
    vietnamese = baonoi("archive", "--status", str(tmp_path)).stdout.splitlines()
    assert len(english) == len(vietnamese) == len(json.loads(told.stdout)) - 1  # no version
    assert [line.split("  ")[0] for line in vietnamese][:3] == ["bài", "bài hỏng", "giờ âm thanh"]
    assert "0,0" in vietnamese[2]
    for one, other in zip(english, vietnamese, strict=True):
        assert one.split("  ")[0] != other.split("  ")[0]


def test_everything_that_is_told_has_a_name() -> None:
    archiving = pytest.importorskip("baonoi.cli.archiving")
    tally = Tally()
    told = {
        *archiving.tally_told(tally),
        *Summary().to_json(),
        *("run", "files_removed", "bytes_removed", "rebuilt"),
    }
    assert told - {"version"} <= set(archiving.NAMES)
    assert set(forecast(tally, 1, 1).to_json()) - {"version"} <= set(archiving.FORESEEN)
