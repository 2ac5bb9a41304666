"""What the archive's tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3
from _pytest.monkeypatch import MonkeyPatch


@pytest.fixture(scope="session")
def real_s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a bucket on a real server; the variables that lead there are set."""
    pytest.importorskip("obstore", reason="obstore is not installed")
    with s3.seaweed(tmp_path_factory.mktemp("weed")) as port, MonkeyPatch.context() as patch:
        for name, value in s3.variables(port).items():
            patch.setenv(name, value)
        yield f"s3://{s3.BUCKET}"


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
