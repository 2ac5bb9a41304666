from __future__ import annotations

import shlex
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from baonoi.cli import installing
from baonoi.cli.hints import mended

PROJECT = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text("utf-8")
)["project"]


@pytest.mark.parametrize("extra", sorted(set(PROJECT["optional-dependencies"]) - {"dev"}))
def test_the_packages_of_an_extra_are_named(extra: str) -> None:
    told = PROJECT["optional-dependencies"][extra]
    assert sorted(map(str, map(Requirement, installing.packages(extra)))) == sorted(
        map(str, map(Requirement, told))
    )
    words = shlex.split(installing.adapted(f"Run: pip install 'baonoi[{extra}]'"))
    assert words[:5] == ["Run:", sys.executable, "-m", "pip", "install"]
    assert "baonoi" not in " ".join(words[5:])


def test_an_extra_that_is_not_known_stays_as_it_was() -> None:
    assert installing.packages("nonsense") == []
    assert installing.adapted("pip install 'baonoi[nonsense]'") == "pip install 'baonoi[nonsense]'"


def test_pipx_and_uv_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    (tmp_path / "pipx_metadata.json").write_text("{}")
    assert installing.install_command(["av>=16"]) == "pipx inject baonoi 'av>=16'"
    (tmp_path / "pipx_metadata.json").unlink()
    monkeypatch.setattr(installing, "find_spec", lambda _: None)
    told = shlex.split(installing.install_command(["av>=16"], "--force-reinstall"))
    assert told == [
        *("uv", "pip", "install", "--python", sys.executable),
        *("--force-reinstall", "av>=16"),
    ]


def test_what_mends_a_voice_fits_this_environment() -> None:
    assert mended("mend-piper", "vais1000").startswith(f"{shlex.quote(sys.executable)} -m pip")
