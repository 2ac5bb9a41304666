"""On a terminal foreign text is shown, and never obeyed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from baonoi.cli.output import note, say

HOSTILE = (
    "Cầu mới qua sông thông xe\n\nSáng nay, tỉnh đã khánh thành cây cầu mới dài 1,5 km.\n\n"
    "[/b] Người dân hai bờ rất phấn khởi :100: vì việc đi lại.\n\n"
    "[link=https://la.example]Bấm vào đây[/link] để xem 12 tấm ảnh của cây cầu mới.\n"
)
OURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
"""What rich itself draws with: colours, and moves of the cursor."""


def on_a_terminal(*arguments: str | Path, folder: Path) -> tuple[int, str]:
    """The exit status, and all that came to the terminal."""
    leader, follower = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "baonoi", *map(str, arguments)],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "200"},
    ) as process:
        os.close(follower)
        seen = b""
        with suppress(OSError):  # the end, on Linux
            while part := os.read(leader, 65536):
                seen += part
    os.close(leader)
    return process.returncode, seen.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="no terminal to be had there")
@pytest.mark.parametrize("command", [("read", "--voice", "espeak-nam-bac"), ("explain",)])
def test_markup_in_an_article_is_text(command: tuple[str, ...], tmp_path: Path) -> None:
    source = tmp_path / "cau.txt"
    source.write_text(HOSTILE, encoding="utf-8")
    status, seen = on_a_terminal(*command, source, folder=tmp_path)
    assert status == 0
    assert "\x1b]8" not in seen  # no link of the article's making
    assert "\U0001f4af" not in seen


@pytest.mark.skipif(os.name == "nt", reason="such a name cannot be there")
@pytest.mark.parametrize("command", ["read", "clean", "explain", "normalize"])
def test_a_name_of_a_file_is_shown(command: str, tmp_path: Path) -> None:
    for given in ("là\x1b[2Jm.txt", "a\x9b31mb.txt", "c\u202etxt.exe"):
        status, seen = on_a_terminal(command, given, folder=tmp_path)
        assert status in (2, 3)
        assert not re.search("[\x1b\x80-\x9f\u202e]", seen)
        assert "\\u" in seen


@pytest.mark.skipif(os.name == "nt", reason="no terminal to be had there")
def test_what_normalize_is_given_is_shown(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("xin \x1b[2J chào\x9b1m\n", encoding="utf-8")
    status, seen = on_a_terminal("normalize", source, folder=tmp_path)
    assert status == 0
    assert not re.search("[\x1b\x80-\x9f]", seen)


def test_a_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    note("một\nhai\x1b[31m")
    say("ba\r\nbốn", "năm\x07")
    assert capsys.readouterr().err == ("baonoi: một hai\\u001b[31m\nbaonoi: ba bốn\n  năm\\u0007\n")
