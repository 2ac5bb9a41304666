"""Templates compiled once: where they are kept, and when they are not."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import CodeType

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
    before = path.stat().st_ino
    assert render(folder) == "Chào An"
    assert path.stat().st_ino == before


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


@pytest.mark.skipif(os.name == "nt", reason="other rights there")
@pytest.mark.parametrize("who", ["file", "folder"])
def test_what_somebody_else_may_have_written_is_not_run(folder: Path, who: str) -> None:
    render(folder)
    (path,) = kept(folder)
    planted = Environment(autoescape=True).compile("Chào kẻ lạ", "page.html")
    assert render(folder) == "Chào An"
    plant(folder, planted)
    assert render(folder) == "Chào kẻ lạ"
    (path if who == "file" else path.parent).chmod(0o777)
    assert render(folder) == "Chào An"


@pytest.mark.skipif(os.name == "nt", reason="other rights there")
def test_nobody_else_may_write_it(folder: Path) -> None:
    mask = os.umask(0)
    try:
        render(folder)
    finally:
        os.umask(mask)
    (path,) = kept(folder)
    assert path.stat().st_mode & 0o022 == 0
    assert path.parent.stat().st_mode & 0o022 == 0


def test_a_flipped_bit_is_not_run(folder: Path) -> None:
    render(folder)
    (path,) = kept(folder)
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert render(folder) == "Chào An"


def plant(folder: Path, code: CodeType) -> None:
    """Put another code in the place of the compiled template, all sums right."""
    loader = FileSystemLoader(folder)
    cache = CompiledTemplates()
    source, filename, _ = loader.get_source(Environment(), "page.html")
    bucket = cache.get_bucket(Environment(), "page.html", filename, source)
    bucket.code = code
    cache.set_bucket(bucket)
