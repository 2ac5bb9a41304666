"""The command: it begins, tells where it is, and ends without cutting anybody off."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from server_process import begun


def test_a_listener_hears_the_end_after_the_server_was_asked_to_end(tmp_path: Path) -> None:
    with begun(tmp_path / "output") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        text = "\n".join(f"Câu thứ {number} của một bài dài." for number in range(30))
        with requests.post(
            f"{address}v1/audio/speech", json={"input": text}, stream=True, timeout=60
        ) as answer:
            parts = answer.iter_content(None)
            sound = next(parts)
            process.send_signal(signal.SIGTERM)
            sound += b"".join(parts)
        assert len(sound) > 30 * 8000  # a second a sentence
        _, log = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "closing" in log
        with pytest.raises(requests.ConnectionError):
            requests.get(address, timeout=5)


def test_who_waits_for_nothing_does_not_keep_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ("--log-format", "json", "--wyoming", str(port))
    with begun(tmp_path / "output", *options) as (process, address):
        with (
            requests.Session() as session,
            socket.create_connection(("127.0.0.1", port), 20) as client,
        ):
            client.sendall(b'{"type": "ping"}\n')
            assert b"pong" in client.recv(1000)
            assert session.get(f"{address}healthz", timeout=20).json() == {"status": "ok"}
            process.send_signal(signal.SIGINT)
            _, log = process.communicate(timeout=20)
        assert process.returncode == 0
        assert '"event": "request"' in log
        assert '"path": "/healthz"' in log


def test_the_token_is_told_by_a_variable(tmp_path: Path) -> None:
    with begun(tmp_path / "output", BAONOI_TOKEN="bi-mat") as (_, address):
        assert "bi-mat" not in address
        assert requests.get(address, timeout=20).status_code == 401
        known = requests.get(address, headers={"Authorization": "Bearer bi-mat"}, timeout=20)
        assert known.status_code == 200


def refused(*options: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "baonoi", "serve", *options],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "BAONOI_TOKEN"},
    )
    return done.returncode, done.stderr


def test_nobody_is_let_in_without_a_token_from_elsewhere() -> None:
    status, told = refused("--host", "0.0.0.0", "--port", "0")
    assert status == 2
    assert "BAONOI_TOKEN" in told


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, told = refused("--port", str(taken.getsockname()[1]))
    assert status == 1
    assert "--port" in told


def test_help_imports_no_server() -> None:
    code = """
import sys
from baonoi.cli.app import main
sys.argv = ["baonoi", "serve", "--help"]
try:
    main()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    modules = done.stderr.split()
    assert "baonoi.cli.serve" in modules
    assert not {"aiohttp", "asyncio", "numpy", "baonoi.server"} & set(modules)


def test_no_worker_is_left_behind(tmp_path: Path) -> None:
    """A worker process ends with the server."""
    with begun(tmp_path / "output") as (process, address):
        requests.post(f"{address}v1/audio/speech", json={"input": "Một."}, timeout=30)
        threads = Path(f"/proc/{process.pid}/task")
        if not threads.exists():
            pytest.skip("no /proc")
        children = (each / "children" for each in threads.iterdir())
        workers = [one for each in children for one in each.read_text(encoding="ascii").split()]
        assert workers
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert not [each for each in workers if Path(f"/proc/{each}/exe").exists()]
