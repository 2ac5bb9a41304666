"""What the archive's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of short articles, one of them empty."""
    folder = tmp_path / "bai"
    folder.mkdir()
    for number in range(11):
        text = f"Tin số {number}\n\nSáng 1/3, đoàn số {number} khánh thành cầu.\n" if number else ""
        (folder / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_other_tools() -> None:
    """Numpy's threads in a dozen processes would only wait for one another."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
