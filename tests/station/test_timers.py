"""The lines of the guide that let an update run every hour, run as cron and systemd would."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from baonoi.cli.update import AGAIN
from baonoi.station.database import Database
from baonoi.station.follows import Wishes, follow

DOCS = Path(__file__).resolve().parents[2] / "docs"
SERVICE = DOCS / "examples" / "baonoi-update.service"
CRON = re.compile(r"^17 \* \* \* \* (.+)$", re.MULTILINE)
BARE = {"LOGNAME": "nghe", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
"""What cron tells a command, besides HOME."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="neither is there")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's, with the command where pipx puts it."""
    there = tmp_path / "home" / ".local" / "bin" / "baonoi"
    there.parent.mkdir(parents=True)
    there.symlink_to(Path(sys.executable).with_name("baonoi"))
    return tmp_path / "home"


def as_cron(home: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", line],
        check=False,
        env={**BARE, "HOME": str(home)},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=120,
    )


def station_of(home: Path) -> Path:
    """Its file, as a bare environment has it."""
    folder = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return home / folder / "baonoi" / "station.sqlite3"


def test_the_line_for_cron(home: Path) -> None:
    line, other = (
        CRON.findall((DOCS / name).read_text(encoding="utf-8"))
        for name in ("station.md", "station.vi.md")
    )
    assert line == other
    done = as_cron(home, line[0])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert station_of(home).exists()
    with Database(station_of(home)) as database:
        follow(database, "http://127.0.0.1:1/rss", "Báo Thử", Wishes(), named=True)
    done = as_cron(home, line[0])
    assert (done.returncode, done.stdout) == (AGAIN, "")
    assert "Báo Thử" in done.stderr  # which cron sends


def test_the_unit_of_systemd(home: Path) -> None:
    unit = dict(re.findall(r"^(\w+)=(.*)$", SERVICE.read_text(encoding="utf-8"), re.MULTILINE))
    assert int(unit["SuccessExitStatus"]) == AGAIN
    command = [each.replace("%h", str(home)) for each in shlex.split(unit["ExecStart"])]
    assert Path(command[0]).is_absolute()  # or it is looked for in a few folders of the system
    environment = {"HOME": str(home), "USER": "nghe", "PATH": os.defpath}
    done = subprocess.run(
        command, check=False, env=environment, cwd=home, capture_output=True, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_no_fault(home: Path) -> None:
    files = [str(SERVICE), str(SERVICE.with_suffix(".timer"))]
    environment = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *files],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
