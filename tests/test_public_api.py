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
        "Settings",
        "SpokenText",
        "VoiceRequest",
        "clean",
        "errors",
        "normalize",
        "read",
        "save",
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


def test_a_public_name_stays_what_it_is_whatever_is_imported() -> None:
    """A package of the same name would take its place."""
    program = (
        "import baonoi, pkgutil, importlib\n"
        "before = {name: getattr(baonoi, name) for name in baonoi.__all__}\n"
        "for found in pkgutil.iter_modules(baonoi.__path__, 'baonoi.'):\n"
        "    found.name.endswith('__main__') or importlib.import_module(found.name)\n"
        "print([name for name in baonoi.__all__ if getattr(baonoi, name) is not before[name]])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
