"""What the documents for newcomers say to type is typed in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
_SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(os.name == "nt", reason="its lines are for a shell of POSIX")
@pytest.mark.parametrize("name", ["tutorial.md", "tutorial.vi.md"])
def test_the_tutorial_works_as_it_is_typed(name: str, tmp_path: Path) -> None:
    blocks = _SHELL.findall((DOCS / name).read_text(encoding="utf-8"))
    assert len(blocks) == 7
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in blocks:
        done = subprocess.run(
            ["/bin/sh", "-e", "-c", block],
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (block, done.stderr)
        assert "Traceback" not in done.stderr
    folders = {each.name for each in (tmp_path / "output").iterdir() if each.is_dir()}
    assert folders == {"lang-chai-thay-mai-ton-truoc-mua-bao", "cho-noi-hop-lai-sau-lu"}
    assert "https://bao.example/nghe/cho-noi-hop-lai-sau-lu/" in (
        tmp_path / "output" / "feed.xml"
    ).read_text(encoding="utf-8")


def test_both_tutorials_say_the_same() -> None:
    english, vietnamese = (
        re.findall(r"^```.*?^```$", (DOCS / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
        for name in ("tutorial.md", "tutorial.vi.md")
    )
    assert english == vietnamese
