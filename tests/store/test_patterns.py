"""Patterns kept compiled: the same as ``re`` makes, and made anew where anything is not right."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.store import patterns

SOURCE = Path(patterns.__file__).parents[2]
WRITTEN = [
    (r"(?P<ngày>\d{1,2})/(?P<tháng>\d{1,2})(?!\d)", 0, "Hà Nội, 9/2", "9/2"),
    (r"(a)|(?P<tên>[À-Ỹ]\w+)|(b)", re.IGNORECASE, "--én", "én"),
    ("""x  # a comment\n\\s?y""", re.VERBOSE, "x y", "x y"),
    (r"(?i:mưa)++ (?<=A )rào", 0, "MƯA rào", "MƯA rào"),
    (r"^.b$", re.MULTILINE | re.DOTALL, "a\n\nb\nc", "\nb"),
]
RUN = """
import re, sys
from baonoi.store import patterns
made = []
whole = re._compiler._code
re._compiler._code = lambda *given: made.append(given) or whole(*given)
found = [
    patterns.compile_pattern(written, flags).search(text)[0]
    for written, flags, text in eval(sys.stdin.read())
]
print(found, len(made))
"""


def run(folder: Path, *, keep: bool = True) -> str:
    """What a process finds with the patterns, and how many it compiled."""
    given = [(written, int(flags), text) for written, flags, text, _ in WRITTEN]
    environment = {"PYTHONPATH": str(SOURCE), "PYTHONPYCACHEPREFIX": str(folder)}
    if not keep:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=repr(given),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert not done.stderr
    return done.stdout.strip()


def told(made: int) -> str:
    return f"{[found for *_, found in WRITTEN]} {made}"


def the_file(folder: Path) -> Path:
    (path,) = folder.rglob("*.patterns")
    return path


@pytest.mark.parametrize(("written", "flags", "text", "found"), WRITTEN)
def test_a_pattern_finds_what_one_of_re_finds(
    written: str, flags: int, text: str, found: str
) -> None:
    theirs = re.compile(written, flags)
    ours = patterns.compile_pattern(written, flags)
    assert ours == theirs
    assert ours.groupindex == theirs.groupindex
    match = ours.search(text)
    assert match is not None
    assert match[0] == found
    assert match.lastgroup == theirs.search(text).lastgroup  # type: ignore[union-attr]


@pytest.mark.filterwarnings("ignore::FutureWarning")  # odd sets
@given(st.text("ab|()[]{}?*+.\\d^$1,", max_size=12))
def test_any_pattern_is_as_re_has_it_or_refused_as_re_does(written: str) -> None:
    try:
        theirs = re.compile(written)
    except (re.error, OverflowError) as error:
        with pytest.raises(type(error)):
            patterns.compile_pattern(written)
    else:
        assert patterns.compile_pattern(written) == theirs


def test_the_second_run_compiles_nothing(tmp_path: Path) -> None:
    assert run(tmp_path) == told(len(WRITTEN))
    assert run(tmp_path) == told(0)


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, keep=False) == told(len(WRITTEN))
    assert not list(tmp_path.rglob("*.patterns"))


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    run(tmp_path)
    path = the_file(tmp_path)
    whole = path.read_bytes()
    for damaged in (b"", whole[:-4], whole[:90] + bytes([whole[90] ^ 1]) + whole[91:]):
        path.write_bytes(damaged)
        assert run(tmp_path) == told(len(WRITTEN))
        assert run(tmp_path) == told(0)


def test_what_another_could_have_written_is_not_taken(tmp_path: Path) -> None:
    run(tmp_path)
    path = the_file(tmp_path)
    path.chmod(0o666)
    assert run(tmp_path) == told(len(WRITTEN))


def test_of_too_many_only_the_new_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(patterns, "MOST", 2)
    made = {(word, 0): patterns._compile(word, 0) for word in ("cũ", "kia", "mới")}
    known = patterns._Known(made)
    known.new = {("mới", 0)}
    known.keep()
    assert list(patterns.kept.load(patterns.where(), patterns._read) or ()) == [("mới", 0)]


def test_without_the_engine_re_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_engine", lambda: None)
    assert patterns.compile_pattern("a+").findall("baab") == ["aa"]


def test_patterns_of_the_program_are_kept() -> None:
    """What is compiled on the way to the first word goes through here."""
    for part in ("cleaner", "normalizer", "script"):
        for path in (SOURCE / "baonoi" / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr == "compile":
                    assert ast.unparse(node) != "re.compile", path
