"""What may have been lost is told on standard error, and listed where it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LATE = "Người dân hai bờ nói họ sẽ còn nhớ mãi buổi sáng hôm ấy."
TOLD = f"baonoi: cut {len(LATE)} characters that may belong to the article: see `baonoi explain`."


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page on which a sentence stands apart from the article, below it."""
    return save(tmp_path / "cau.html", f"<div><p>{LATE}</p></div>")


def save(path: Path, below: str) -> Path:
    text = "".join(
        f"<p>Đoạn {n} của bài kể dài dòng chuyện cây cầu mới bắc qua con sông ở cuối làng.</p>"
        for n in ("một", "hai", "ba", "bốn")
    )
    html = f"<html><article><h1>Cầu mới qua sông thông xe</h1>{text}</article>{below}</html>"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_it_is_told_in_one_line(baonoi, saved: Path, command: str) -> None:
    assert baonoi(command, saved).stderr.splitlines() == [TOLD]


def test_read_tells_it_however_quiet(baonoi, saved: Path) -> None:
    told = baonoi("read", "-q", "--voice", "espeak-nam-bac", saved).stderr.splitlines()
    assert told.count(TOLD) == 1


@pytest.mark.parametrize("label", ["Tin liên quan", "Đọc nhiều nhất"])
def test_nothing_is_told_of_what_stands_under_a_label(baonoi, tmp_path: Path, label: str) -> None:
    framed = save(tmp_path / "khac.html", f"<div><h3>{label}</h3><p>{LATE}</p></div>")
    assert baonoi("clean", framed).stderr == ""


def test_explain_lists_it(baonoi, saved: Path) -> None:
    report = json.loads(baonoi("explain", "--json", saved).stdout)
    assert [cut["text"] for cut in report["cuts"] if cut.get("doubtful")] == [LATE]
    assert [row["written"] for row in report["doubtful"]] == [LATE]


def test_explain_names_the_rule_that_decided(baonoi, saved: Path) -> None:
    report = json.loads(baonoi("explain", "--json", saved).stdout)
    assert {cut["text"]: cut["rule"] for cut in report["cuts"]}[LATE] == "outside the article"
    assert {block["role"]: block["rule"] for block in report["blocks"]}["title"] == "headline"
    table = baonoi("explain", saved).stdout
    assert "rule" in table
    assert "outside the article" in " ".join(table.split())
    assert "blocks" not in table
