"""Where eSpeak NG is: in its wheel, or in the system, since no wheel fits some (musl)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from baonoi.common.system_library import system_library

NAMES = ("libespeak-ng.so.1", "libespeak-ng.1.dylib", "libespeak-ng.dll")
"""What the system's library is called."""


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
    from ctypes import c_char_p

    found = system_library(NAMES, "espeak-ng", "espeak_Info")
    found.espeak_Info.restype = c_char_p
    version = (found.espeak_Info(None) or b"").decode("utf-8", "replace")
    return Found(str(found._name), "", f"system {version}")
