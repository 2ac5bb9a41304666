from __future__ import annotations

import subprocess
import sys

import pytest

import baonoi


def test_the_public_names_are_exactly_these() -> None:
    assert sorted(baonoi.__all__) == [
        "Article",
        "Host",
        "ReadingJob",
        "ReadingOptions",
        "Recording",
        "SpokenText",
        "VoiceRequest",
        "clean",
        "errors",
        "normalize",
        "publish",
        "read",
        "stream",
    ]
    assert all(getattr(baonoi, name) is not None for name in baonoi.__all__)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = baonoi.nonsense


def test_importing_it_imports_next_to_nothing() -> None:
    program = "import sys, baonoi; print(sorted(m for m in sys.modules if m.startswith('baonoi')))"
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "['baonoi']"
