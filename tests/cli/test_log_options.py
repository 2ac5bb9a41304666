"""What a process tells of its work, to whom it is told to."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PAGE = (
    "<html><body><article><h1>Mưa lớn ở miền Trung</h1>"
    "<p>Sáng nay trời mưa to ở nhiều nơi, nước sông dâng cao.</p></article></body></html>"
).encode()


class _Paper(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name upstream)
        pass


@pytest.fixture
def paper() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Paper) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tin.html"
        server.shutdown()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def clean(baonoi: Run, paper: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
    done = baonoi(*options, "clean", "--allow-private", paper)
    assert done.returncode == 0
    assert "Mưa lớn" in done.stdout
    return done


def test_nothing_is_told_that_was_not_asked_for(baonoi: Run, paper: str) -> None:
    assert clean(baonoi, paper).stderr == ""


def test_what_is_done_is_told_in_lines_of_our_own(baonoi: Run, paper: str) -> None:
    told = clean(baonoi, paper, "-v").stderr.splitlines()
    assert told == [f"baonoi: {paper}: 200, {len(PAGE)} bytes fetched"]


def test_every_step_is_told_but_none_of_other_packages(baonoi: Run, paper: str) -> None:
    told = clean(baonoi, paper, "-vv").stderr.splitlines()
    assert f"baonoi: {paper}: {len(PAGE)} bytes read as text/html" in told
    assert all(line.startswith("baonoi: http://127.0.0.1") for line in told)


def test_a_file_keeps_every_step_of_every_run(baonoi: Run, paper: str, tmp_path: Path) -> None:
    log = tmp_path / "nhật ký.log"
    log.write_text("đã có\n", encoding="utf-8")
    for _ in range(2):
        assert clean(baonoi, paper, "--log", log).stderr == ""
    first, *told = log.read_text(encoding="utf-8").splitlines()
    assert first == "đã có"
    assert all(
        re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S+ [A-Z]+ baonoi\.", line) for line in told
    )
    assert sum("INFO baonoi.sources.web: " in line for line in told) == 2
    assert sum("DEBUG baonoi.sources.opening: " in line for line in told) == 2


def test_an_error_stands_there_too(baonoi: Run, tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    done = baonoi("--log", log, "clean", "không-có.txt")
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 2
    assert "SourceError: no-such-file {'path': 'không-có.txt'}" in log.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written(baonoi: Run, tmp_path: Path, story: Path) -> None:
    done = baonoi("--log", tmp_path / "nowhere" / "a.log", "clean", story)
    assert done.returncode == 1
    assert done.stdout == ""
    what, hint = done.stderr.splitlines()
    assert what.startswith("baonoi: Cannot write ")
    assert hint == "  Name another file after --log."


@pytest.mark.parametrize("command", ["--help", "--version"])
def test_who_asks_for_nothing_does_not_pay_for_it(command: str) -> None:
    program = (
        "import sys; from baonoi.cli import app\n"
        f"sys.argv = ['baonoi', {command!r}]\n"
        "try: app.main()\nfinally: print('logging' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("False\n")
