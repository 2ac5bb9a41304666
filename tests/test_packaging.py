"""What a package index and a container are told."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
HOME = "https://host.example/who/baonoi"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
LINES = [line for line in DOCKERFILE.replace("\\\n", " ").splitlines() if line and line[0] != "#"]


def instructions(name: str) -> list[str]:
    return [" ".join(line.split()[1:]) for line in LINES if line.split()[0] == name]


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[\s<>=!~;\[]", each)[0].lower() for each in requirements]


def test_each_dependency_is_there_once_and_says_why() -> None:
    core = names(PROJECT["dependencies"])
    assert len(core) == len(set(core))
    assert {"gtts", "pydub", "click"} <= set(core)
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = text[text.index("dependencies = [") : text.index("[project.scripts]")].splitlines()
    reason = False
    for line in listed:
        if line.strip().startswith("#"):
            reason = True
        elif line.strip().startswith('"'):
            assert reason, f"no reason: {line}"
        elif not line.strip() or line.endswith("["):
            reason = False


def test_no_version_of_click_is_ruled_out_by_ourselves() -> None:
    (click,) = (each for each in PROJECT["dependencies"] if each.startswith("click"))
    assert "<" not in click


@pytest.mark.parametrize("home", [HOME, ""])
def test_what_an_index_shows_has_no_link_that_leads_nowhere(home: str) -> None:
    build = runpy.run_path(str(ROOT / "hatch_build.py"))
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = build["described"](readme, home, "v1.2")
    targets = re.findall(r"\]\(([^)]*)\)", shown)
    assert all(each.startswith("https://") for each in targets)
    assert build["urls"](home).get("Homepage", "") == home
    if home:
        pictures = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", shown)
        assert f"{HOME}/raw/v1.2/docs/images/listening-page.png" in pictures
        paths = [each.split("/v1.2/")[1].split("#")[0] for each in targets if "/v1.2/" in each]
        assert len(paths) > 10
        assert all((ROOT / each).exists() for each in paths)
    else:
        assert "docs/images" not in shown
        assert "Voices" in shown


def test_the_container_is_slim_and_runs_as_nobody_special() -> None:
    assert all("-slim" in each for each in instructions("FROM"))
    (user,) = instructions("USER")
    assert user not in ("root", "0")
    assert instructions("VOLUME") == ['["/output"]']
    (start,) = instructions("ENTRYPOINT")
    assert start == '["baonoi"]'
    copied = [name for line in instructions("COPY") for name in line.split()[:-1]]
    for name in copied:
        assert name.startswith("--from") or name.startswith("/") or (ROOT / name).exists(), name
    assert {each.split()[0] for each in LINES if each[0].isupper()} <= {
        *(
            "FROM",
            "ARG",
            "RUN",
            "COPY",
            "WORKDIR",
            "ENV",
            "USER",
            "VOLUME",
            "ENTRYPOINT",
            "CMD",
            "LABEL",
        ),
    }


@pytest.mark.skipif(
    shutil.which("docker") is None
    or subprocess.run(["docker", "info"], check=False, capture_output=True).returncode != 0,
    reason="no container runtime runs here",
)
def test_the_container_reads(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text("Cầu mới\n\nSáng 1/3, cầu đã thông xe.\n", encoding="utf-8")
    output = tmp_path / "output"
    output.mkdir(mode=0o777)
    output.chmod(0o777)
    subprocess.run(["docker", "build", "-t", "baonoi-test", str(ROOT)], check=True)
    told = subprocess.run(
        [
            *("docker", "run", "--rm", "--network", "none", "-v", f"{output}:/output"),
            *("-v", f"{tmp_path / 'bai.txt'}:/in/bai.txt:ro", "baonoi-test"),
            *("read", "/in/bai.txt"),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert (output / told.strip().removeprefix("/output/")).stat().st_size > 10_000
