"""Standard streams as services, pipes and full disks leave them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from baonoi.common import stopping

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no shell that closes descriptors")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("read", "-q", "--voice", "espeak-nam-bac", "STORY"),
    ("clean", "STORY"),
    ("explain", "STORY"),
    ("normalize", "STORY"),
    ("voices",),
    ("cache",),
    ("--help",),
)


def run(
    command: Sequence[str | Path], streams: str, folder: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "baonoi", *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def on(story: Path, command: Sequence[str]) -> list[str]:
    return [str(story) if part == "STORY" else part for part in command]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_every_command_bears_that_all_three_are_closed(
    command: tuple[str, ...], story: Path, tmp_path: Path
) -> None:
    done = run(on(story, command), "<&- >&- 2>&-", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    if command[0] == "read":
        assert list((tmp_path / "output").glob("*/recording.json"))


@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_what_is_told_goes_where_it_can(closed: str, story: Path, tmp_path: Path) -> None:
    done = run(["clean", story], closed, tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("" if closed[0] == ">" else "title")
    done = run(["clean", "none.txt"], closed, tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == (2 if closed == ">&-" else 0)


@pytest.mark.parametrize("command", [("clean", "-"), ("normalize",)])
def test_a_closed_input_is_told(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run(command, "<&-", tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 2
    assert "Bad file descriptor" in done.stderr


def test_audio_does_not_go_to_a_closed_output(story: Path, tmp_path: Path) -> None:
    done = run(["read", "-o", "-", story], ">&-", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("baonoi: Standard output is closed.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", [*COMMANDS[1:], ("read", "--help")], ids="-".join)
def test_a_full_output_takes_two_lines(
    command: tuple[str, ...], story: Path, tmp_path: Path
) -> None:
    done = run(on(story, command), ">/dev/full", tmp_path)
    assert done.returncode == 1
    (what, _) = done.stderr.splitlines()
    assert what == "baonoi: Cannot write to standard output: No space left on device."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_standard_error_is_no_reason_to_fail(story: Path, tmp_path: Path) -> None:
    done = run(["read", "--voice", "nam", story], "2>/dev/full", tmp_path)
    assert done.returncode == 0
    assert (tmp_path / done.stdout.strip()).stat().st_size > 10_000
    assert run(["-vv", "clean", story], "2>/dev/full", tmp_path).returncode == 0
    assert run(["clean", "none.txt"], "2>/dev/full", tmp_path).returncode == 3


@pytest.mark.parametrize("command", ["clean", "explain", "normalize"])
def test_who_reads_no_further_is_told_nothing(command: str, tmp_path: Path) -> None:
    lines = (f"Ngày {n % 28 + 1}/3/2024, xã trồng {n},5 ha lúa mới." for n in range(600))
    long = tmp_path / "dai.txt"
    long.write_text("Mùa lúa mới ở xã\n\n" + "\n\n".join(lines), encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "baonoi", command, str(long)],
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_while_it_starts_is_told_in_two_lines(tmp_path: Path) -> None:
    code = """
import builtins, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = ["baonoi", "read", "none.txt"]
known = builtins.__import__
def importing(name, *rest):
    if name == "click":
        os.kill(os.getpid(), signal.SIGINT)
    return known(name, *rest)
builtins.__import__ = importing
from baonoi.cli.start import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (stopping.STATUS, "")
    assert done.stderr == stopping.WORDS
