from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import baonoi
from baonoi.store import paths

OURS = Path(baonoi.__file__).parent


def test_the_environment_names_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAONOI_CACHE", str(tmp_path / "kho"))
    monkeypatch.setenv("BAONOI_VOICES", str(tmp_path / "giọng"))
    assert paths.clips() == tmp_path / "kho" / "clips"
    assert paths.sections() == tmp_path / "kho" / "sections"
    assert paths.pages() == tmp_path / "kho" / "pages"
    assert paths.reach() == tmp_path / "kho" / "reach"
    assert paths.voices() == tmp_path / "giọng"
    assert paths.clips(tmp_path) == tmp_path / "clips"


def test_else_the_system_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BAONOI_CACHE", "BAONOI_VOICES"):
        monkeypatch.setenv(name, "")
    assert paths.cache().name == "baonoi"
    assert paths.voices().parts[-2:] == ("baonoi", "voices")


@pytest.mark.parametrize(
    ("value", "offline"), [("1", True), ("yes", True), ("0", False), ("", False)]
)
def test_offline(value: str, offline: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAONOI_OFFLINE", value)
    assert paths.told_to_stay_offline() is offline


def test_nobody_else_names_a_variable_or_asks_where_things_are_kept() -> None:
    for file in OURS.rglob("*.py"):
        if file == OURS / "store" / "paths.py":
            continue
        code = file.read_text(encoding="utf-8")
        assert "user_cache_path" not in code, file
        assert "user_data_path" not in code, file
        literals = {
            node.value
            for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not [text for text in literals if re.fullmatch(r"BAONOI_[A-Z]+", text)], file
