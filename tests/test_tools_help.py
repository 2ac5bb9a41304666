"""The benches and attacks say what they do, as it was written, when they are asked."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    path.relative_to(ROOT).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("bench/*.py"), *ROOT.glob("attack/*.py")])
}
COMMANDS = [name for name, text in TEXTS.items() if '__name__ == "__main__"' in text]


def test_all_benches_and_most_attacks_are_commands() -> None:
    benches = [name for name in TEXTS if name.startswith("bench/")]
    assert set(benches) < set(COMMANDS)
    assert len(COMMANDS) > len(benches) + 5


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_the_text_at_the_head(name: str) -> None:
    bench = name.startswith("bench/")
    command = [f"{name}.py"] if bench else ["-m", name.replace("/", ".")]
    process = subprocess.run(
        [sys.executable, *command, "--help"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (process.returncode, process.stderr) == (0, "")
    told = ast.get_docstring(ast.parse(TEXTS[name]), clean=False) or ""
    assert told.strip() in process.stdout
    named = set(re.findall(r'add_argument\(\s*"(--[a-z-]+)"', TEXTS[name]))
    shown = dict(re.findall(r"^  (?:-h, )?(--[a-z-]+)(.*(?:\n {10,}.+)*)", process.stdout, re.M))
    assert named | {"--help"} <= set(shown)
    assert all(re.search(r"(?:^| )[A-Z]*\s{2,}\S", each) for each in shown.values()), shown
