"""What the system allows a process that handles what strangers made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource")
CONFINED = (
    "from baonoi.common.limits import confine\nconfine(memory=1 << 30, seconds=1, files=16)\n"
)


def _run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CONFINED + code]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_it_works_within_them() -> None:
    assert _run("print(1)").stdout == "1\n"


@pytest.mark.skipif(sys.platform != "linux", reason="macOS does not keep to it")
def test_no_more_memory() -> None:
    assert "MemoryError" in _run("bytearray(2 << 30)").stderr


def test_no_more_time() -> None:
    assert _run("while True: pass").returncode < 0


def test_no_more_files() -> None:
    assert "Too many open files" in _run("[open('/dev/null') for _ in range(20)]").stderr


def test_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert "OSError" in _run(f"open({str(path)!r}, 'wb', 0).write(b'a')").stderr
    assert not path.stat().st_size


def test_a_tighter_limit_stays() -> None:
    code = "confine(memory=8 << 30, seconds=9, files=99)\nimport resource as r\n"
    assert _run(code + "print(r.getrlimit(r.RLIMIT_NOFILE))").stdout == "(16, 16)\n"
