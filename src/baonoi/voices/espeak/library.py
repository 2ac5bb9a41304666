"""Where eSpeak NG is: in its wheel, or in the system, since no wheel fits some (musl)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

NAMES = ("libespeak-ng.so.1", "libespeak-ng.1.dylib", "libespeak-ng.dll")
"""What the system's library is called; ``find_library`` knows of more, but asks a compiler."""


class Found(NamedTuple):
    """A library that can be loaded."""

    path: str
    """Or a name that the system resolves."""
    data: str
    """Folder of its data; empty where it knows it."""
    version: str


@cache
def locate() -> Found:
    """The wheel's library, else the system's.

    Raises:
        OSError: there is neither.
    """
    try:
        return _of_wheel()
    except (ImportError, OSError) as error:
        try:
            return _of_system()
        except OSError:
            raise OSError(f"{error}, and the system has none") from error


def _of_wheel() -> Found:
    import espeakng_loader

    path, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
    return Found(str(path), str(data), _version_of_wheel(Path(espeakng_loader.__file__)))


def _version_of_wheel(module: Path) -> str:
    """As its metadata folder is named; ``importlib.metadata`` takes ten times as long."""
    for folder in module.parent.parent.glob("espeakng_loader-*.dist-info"):
        return folder.name.removeprefix("espeakng_loader-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version("espeakng-loader")


def _of_system() -> Found:
    import ctypes  # the usual run does without
    import ctypes.util

    for name in (*NAMES, ctypes.util.find_library("espeak-ng")):
        if name is None:
            continue
        try:
            found = ctypes.CDLL(name)
            told = found.espeak_Info
        except (OSError, AttributeError):
            continue
        told.restype = ctypes.c_char_p
        version = (told(None) or b"").decode("utf-8", "replace")
        return Found(name, "", f"system {version}")
    raise OSError("no libespeak-ng")
