"""The reference is what the code says today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_reference_is_up_to_date() -> None:
    """If it is not: ``python docs/make_reference.py``."""
    done = subprocess.run(
        [sys.executable, "docs/make_reference.py", "--check"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


def test_every_field_that_has_a_meaning_is_there() -> None:
    page = (ROOT / "docs" / "reference.md").read_text("utf-8")
    told = (ROOT / "docs" / "reference_fields.tsv").read_text("utf-8").splitlines()
    missing = [
        name
        for name, meaning in (line.split("\t") for line in told)
        if f"| {meaning} |" not in page
    ]
    assert not missing
