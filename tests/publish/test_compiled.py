"""Templates compiled once: where they are kept, and when they are not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from baonoi.publish.page.compiled import CompiledTemplates


def render(folder: Path, name: str = "page.html") -> str:
    loader = FileSystemLoader(folder)
    environment = Environment(loader=loader, autoescape=True, bytecode_cache=CompiledTemplates())
    return environment.get_template(name).render(who="An")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "page.html").write_text("Chào {{ who }}", encoding="utf-8")
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.jinja"))


def test_they_are_kept_beside_the_templates_and_used_again(folder: Path) -> None:
    assert render(folder) == "Chào An"
    (path,) = kept(folder)
    assert path.parent == folder / "__pycache__"
    before = path.stat().st_mtime_ns
    assert render(folder) == "Chào An"
    assert path.stat().st_mtime_ns == before


def test_a_changed_template_is_compiled_again(folder: Path) -> None:
    render(folder)
    (folder / "page.html").write_text("Tạm biệt {{ who }}", encoding="utf-8")
    assert render(folder) == "Tạm biệt An"


def test_a_damaged_one_is_compiled_again(folder: Path) -> None:
    render(folder)
    (path,) = kept(folder)
    path.write_bytes(b"\xff" * 20)
    assert render(folder) == "Chào An"


def test_nothing_is_kept_where_python_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert render(folder) == "Chào An"
    assert kept(folder) == []


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    (folder / "__pycache__").write_text("no folder")
    assert render(folder) == "Chào An"
