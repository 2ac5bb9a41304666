"""The server as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def begun(folder: Path, *options: str, **variables: str) -> Iterator[tuple[subprocess.Popen, str]]:
    """``baonoi serve`` as a process, and the address that it tells."""
    command = [sys.executable, "-m", "baonoi", "serve", "--port", "0", "-d", str(folder), *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **variables},
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()
