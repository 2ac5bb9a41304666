"""A system for which some wheels do not exist, as Alpine Linux: its own libraries do their work."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from .conftest import Run

MISSING = ("espeakng_loader", "lameenc", "soxr", "audioop", "audioop_lts")
LIBRARIES = ("libespeak-ng.so.1", "libmp3lame.so.0")
VOICE = ("--voice", "espeak-nam-bac", "--offline")


@pytest.fixture
def without_wheels(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that finds none of those packages."""
    folder = tmp_path / "missing"
    folder.mkdir()
    absent = f"import sys\nsys.modules.update(dict.fromkeys({MISSING}))\n"
    (folder / "sitecustomize.py").write_text(absent)
    return {**os.environ, "PYTHONPATH": str(folder)}


def test_it_reads_by_the_systems_libraries(
    baonoi: Run, story: Path, without_wheels: dict[str, str]
) -> None:
    for name in LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            pytest.skip(
                f"this system has no {name} (Debian: apt install libespeak-ng1 libmp3lame0)"
            )
    result = baonoi("read", *VOICE, story, env=without_wheels)
    assert result.returncode == 0, result.stderr
    checked = baonoi("doctor", env=without_wheels)
    assert f"ok    MP3 encoder ({LIBRARIES[1]})" in checked.stdout


def test_what_is_missing_is_told_with_what_mends_it(
    baonoi: Run, story: Path, without_wheels: dict[str, str], tmp_path: Path
) -> None:
    """Where there is neither a wheel nor a library."""
    at_start = Path(without_wheels["PYTHONPATH"], "sitecustomize.py")
    at_start.write_text(
        at_start.read_text() + "import ctypes\n"
        "class None_(ctypes.CDLL):\n"
        "    def __init__(self, name, *rest, **more):\n"
        "        if name is not None and ('espeak' in name or 'mp3lame' in name):\n"
        "            raise OSError(name)\n"
        "        super().__init__(name, *rest, **more)\n"
        "ctypes.CDLL = None_\n"
        "import ctypes.util\n"
        "ctypes.util.find_library = lambda name: None\n"
    )
    result = baonoi("read", *VOICE, story, env=without_wheels)
    assert result.returncode == 4
    assert "the system has none" in result.stderr
    checked = baonoi("doctor", env=without_wheels)
    assert checked.returncode == 1
    assert "wrong MP3 encoder: No LAME can be loaded" in checked.stdout
    assert "apk add lame-libs" in checked.stdout
