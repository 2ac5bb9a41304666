"""A new user's hour: what the documents say to type is typed in, where there is nothing else.

The README's own lines make the environment: a copy of the project, a new virtual environment, and
on the path beside it no more than a shell's own tools. A block that cannot be typed in here (the
network, another system) says so in a comment before it, ``<!-- by hand: WHY -->``; of those the
command line still reads every word. A block whose prompts are followed by other lines shows what is
printed, and that is compared.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "seeds", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
TOOLS = ("sh", "cat", "cp", "mkdir", "mv", "rm")
BOTH = (
    ("README.md", "README.vi.md"),
    ("docs/tutorial.md", "docs/tutorial.vi.md"),
    ("docs/howto.md", "docs/howto.vi.md"),
)
_FENCE = re.compile(
    r"(?:^<!-- by hand: (?P<why>[^\n]+) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
posix = pytest.mark.skipif(os.name == "nt", reason="the lines are for a shell of POSIX")


@dataclass(frozen=True)
class Block:
    """What stands between two fences."""

    kind: str
    text: str
    why: str | None
    """Why it is not typed in."""

    @property
    def typed(self) -> list[str]:
        """Its commands."""
        if self.kind != "console":
            return [self.text]
        return [line[2:] for line in self.text.splitlines() if line[:2] in ("$ ", "> ")]

    @property
    def shown(self) -> list[str]:
        """What it shows of what is printed."""
        lines = self.text.splitlines() if self.kind == "console" else []
        return [line for line in lines if line[:2] not in ("$ ", "> ")]


def blocks(name: str) -> list[Block]:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = list(_FENCE.finditer(text))
    assert text.count("\n```") == 2 * len(found)
    return [Block(each["kind"], each["text"], each["why"]) for each in found]


class Newcomer:
    """Somebody at a shell, in a copy of the project."""

    def __init__(self, home: Path) -> None:
        self.home = home
        tools = home / "tools"
        tools.mkdir()
        for name in TOOLS:
            (tools / name).symlink_to(str(shutil.which(name)))
        (tools / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (tools / "python3").chmod(0o755)
        project = home / "project"
        project.mkdir()
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, project / name)
        kept = ("PIP_", "SSL_", "HTTP", "http", "REQUESTS_", "NO_PROXY", "no_proxy")
        self.environment = {
            **{name: value for name, value in os.environ.items() if name.startswith(kept)},
            **{"HOME": str(home), "LANG": "C.UTF-8", "BAONOI_OFFLINE": "1"},
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
            "BAONOI_CACHE": str(home / "cache"),
            "PATH": f"{project / '.venv' / 'bin'}{os.pathsep}{tools}",
            "PIP_NO_COMPILE": "1",  # what is imported is compiled then: a part of it
        }

    def types(self, command: str, where: Path) -> str:
        """Type it in; what is printed."""
        done = subprocess.run(
            ["/bin/sh", "-e", "-c", command],
            check=False,
            cwd=where,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, (command, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stdout

    def follows(self, name: str, where: Path) -> None:
        """Type in all of a document."""
        for block in blocks(name):
            if block.why or block.kind == "text":
                continue
            printed = "".join(self.types(command, where) for command in block.typed)
            if block.shown:
                assert printed.splitlines() == block.shown


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newcomer]:
    """After the README's lines for an installation."""
    newcomer = Newcomer(tmp_path_factory.mktemp("newcomer"))
    (install,) = (
        block
        for block in blocks("README.md")
        if block.why is None and any("pip install" in line for line in block.typed)
    )
    for command in install.typed:
        newcomer.types(command, newcomer.home / "project")
    yield newcomer
    shutil.rmtree(newcomer.home)


@posix
def test_a_new_users_hour(newcomer: Newcomer) -> None:
    """The README, and then the tutorial and what comes after it."""
    project = newcomer.home / "project"
    listed = newcomer.types(".venv/bin/pip list --format=freeze", project)
    assert "pytest" not in listed
    assert "piper" not in listed
    article, *_ = blocks("docs/tutorial.md")
    newcomer.types(article.text.removesuffix("baonoi read bai-bao.txt\n"), project)
    readme = [block for block in blocks("README.md") if not block.why]
    first, install, python = readme
    assert newcomer.types(first.typed[0], project).splitlines() == first.shown
    assert "pip install" in install.text
    (project / "typed.py").write_text(python.text, encoding="utf-8")
    told = newcomer.types(".venv/bin/python typed.py", project).splitlines()
    assert told[1].startswith("tăng một phẩy năm không phần trăm so với quý ba")
    assert (project / told[-1]).exists()

    desk = newcomer.home / "desk"
    desk.mkdir()
    newcomer.follows("docs/tutorial.md", desk)
    folders = {each.name for each in (desk / "output").iterdir() if each.is_dir()}
    assert folders == {"lang-chai-thay-mai-ton-truoc-mua-bao", "cho-noi-hop-lai-sau-lu"}
    feed = (desk / "output" / "feed.xml").read_text(encoding="utf-8")
    assert "https://bao.example/nghe/cho-noi-hop-lai-sau-lu/" in feed
    newcomer.follows("docs/howto.md", desk)
    assert len(list((desk / "doc").glob("*/recording.json"))) == 2
    assert (desk / "bai-bao.opus").read_bytes()[:4] == b"OggS"


@pytest.mark.parametrize(("english", "vietnamese"), BOTH)
def test_both_languages_say_to_type_the_same(english: str, vietnamese: str) -> None:
    """But for what a comment of the shell says."""
    one, other = (
        [(block.kind, re.sub(r" +# .*", "", block.text), block.why) for block in blocks(name)]
        for name in (english, vietnamese)
    )
    assert len(one) > 4
    assert one == other


@pytest.mark.parametrize("name", [english for english, _ in BOTH])
def test_what_is_done_by_hand_is_understood(name: str) -> None:
    """Each word by the command line, each target by make, each file where it says."""
    from click.testing import CliRunner

    from baonoi.cli.app import baonoi

    makefile = (ROOT / "Makefile").read_text("utf-8")
    by_hand = [line for block in blocks(name) if block.why for line in block.typed]
    assert by_hand
    for line in by_hand:
        words = shlex.split(line.replace("\\", "/"), comments=True)
        program = words[0].rpartition("/")[2]
        if program == "baonoi":
            told = CliRunner().invoke(baonoi, [*words[1:], "--help"])
            assert told.exit_code == 0, told.output
        elif program == "make":
            assert all(re.search(rf"^{word}:", makefile, re.MULTILINE) for word in words[1:])
        elif "-r" in words:
            assert (ROOT / words[words.index("-r") + 1]).exists()
        else:
            known = ("pip", "pipx", "uv", "py", "python3", "docker", "apk")
            assert program in known, line


def test_alpines_list_is_what_is_needed_but_for_what_does_not_fit() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = (ROOT / "docs" / "alpine.txt").read_text("utf-8").splitlines()
    missing = [each for each in project["dependencies"] if each not in listed]
    assert [re.split("[>;]", each)[0] for each in missing] == [
        *("espeakng-loader", "lameenc", "audioop-lts", "soxr"),
    ]
    assert set(listed[1:]) <= set(project["dependencies"])
