"""Kept things: files that can be made again, and that are so rather than taken when damaged.

A file is a check sum, the length of the head, the head (a JSON object) and what comes with it. The
sum is over all of that and over the file's name, so that one that was put in another's place does
not fit either. It finds any flipped bit; it is no seal against somebody who means to deceive, whom
the rights of the folder keep out.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from zlib import crc32

from baonoi.common.log import Log
from baonoi.store import paths
from baonoi.store.files import whole_file

_log = Log(__name__)
_PREFIX = struct.Struct("<II")
"""The check sum of all that follows, and the length of the head."""
UNFIT = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(EOFError, MemoryError, RecursionError, struct.error),
)
"""What may come of reading a thing that is not what it should be."""

if TYPE_CHECKING:
    from array import array

    Buffer = bytes | memoryview | array[Any]

Thing = TypeVar("Thing")


class Kept(NamedTuple):
    """What is in a file, as it was when it was kept."""

    head: dict[str, Any]
    body: memoryview
    """Stays in the file until it is used."""


def load(path: Path, read: Callable[[Kept], Thing]) -> Thing | None:
    """What ``read`` makes of a kept thing; None where there is none or it is damaged."""
    try:
        thing = read(_open(path))
        with suppress(OSError):
            os.utime(path)  # not every system notes when a file is read
        return thing
    except OSError:
        return None
    except UNFIT as error:
        _log.warning("%s is damaged, and made again: %s", path, error)
        return None


def store(
    path: Path, head: dict[str, Any], body: Iterable[Buffer] = (), root: Path | None = None
) -> None:
    """Keep a thing, whole or not at all.

    Args:
        path: its file; what was kept under that name is replaced.
        head: what JSON can hold.
        body: what follows, in parts.
        root: a folder above it to write in; None is the one that it stands in.

    Raises:
        OSError: it cannot be written.
    """
    paths.private(path.parent)
    start = json.dumps(head).encode("utf-8")
    size = len(start).to_bytes(4, "little")
    check = crc32(start, crc32(size, _check(path)))
    with whole_file(path, root) as file:
        file.write(bytes(4) + size + start)
        for part in body:
            check = crc32(part, check)
            file.write(part)
        file.seek(0)
        file.write(check.to_bytes(4, "little"))


def _open(path: Path) -> Kept:
    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    told, size = _PREFIX.unpack_from(data)
    if crc32(data[4:], _check(path)) != told:
        raise ValueError("its check sum does not fit")
    end = _PREFIX.size + size
    head = json.loads(bytes(data[_PREFIX.size : end]))
    if not isinstance(head, dict):
        raise TypeError("its head is no object")
    return Kept(head, data[end:])


def _check(path: Path) -> int:
    """Where the check sum begins: at the name."""
    return crc32(path.name.encode("utf-8", "surrogateescape"))
