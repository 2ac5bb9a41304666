"""A library of the system's own, where no wheel brings one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import CDLL


def system_library(names: Sequence[str], stem: str, function: str) -> CDLL:
    """The first that can be loaded and holds the function.

    Args:
        names: what it is called on one system or another.
        stem: what ``find_library`` is asked for after them: it knows of more, but asks a compiler.
        function: what it must hold.

    Raises:
        OSError: there is none.
    """
    import ctypes  # the usual run does without

    for name in _names(names, stem):
        try:
            found = ctypes.CDLL(name)
            getattr(found, function)
        except (OSError, AttributeError):
            continue
        return found
    raise OSError(f"no lib{stem}")


def _names(names: Sequence[str], stem: str) -> Iterator[str]:
    from ctypes.util import find_library

    yield from names
    found = find_library(stem)
    if found is not None:
        yield found
