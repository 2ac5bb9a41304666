"""Reads a file or standard input."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from baonoi.errors import SourceError
from baonoi.sources.raw import MAX_BYTES, Raw, too_large
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

_HOST = compile_pattern(
    r"(?P<host>(?:[a-z0-9-]+\.)+(?P<last>[a-z]{2,}))(?P<more>[:/?#].*)?", re.IGNORECASE | re.DOTALL
)
_COMMON = frozenset("asia biz com edu gov info int media net news online org press site".split())
"""What a paper's host ends with, besides the two letters of a country."""
_ENDINGS = frozenset(
    """
    ai cc db doc docx epub gz hs htm html jl js json kt md mk ml mp3 odt pdf pl ps py rb rs rtf sh
    so srt ts txt vtt xml xz
    """.split()
)
"""What files' names end with, some countries' among them."""


def _is_address(source: str) -> bool:
    """Whether it is an address without its scheme, and not the path of a file."""
    found = _HOST.fullmatch(source)
    if found is None or found["last"].lower() in _ENDINGS:
        return False
    if found["more"]:
        return not _is_folder(Path(found["host"]))
    return len(found["last"]) == 2 or found["last"].lower() in _COMMON


def read_stdin() -> Raw:
    """Read standard input to its end."""
    stream = sys.stdin
    if stream is None:
        raise SourceError(Told("There is no standard input."), "no-standard-input")
    try:
        return _bounded(stream.buffer.read(MAX_BYTES + 1), "-")
    except OSError as error:
        raise SourceError(
            Told("Cannot read standard input: {reason}.", reason=str(error.strerror or error)),
            "standard-input-unreadable",
        ) from None


def read_path(source: str) -> Raw:
    """Read a file; the origin is the path as it was given."""
    path = Path(source)
    try:
        with path.open("rb") as file:
            return _bounded(file.read(MAX_BYTES + 1), source)
    except OSError as error:
        raise _failure(error, source, path) from None
    except ValueError:  # a NUL in the path
        raise SourceError(Told("{path!r} is not a path.", path=source), "not-a-path") from None


def _bounded(data: bytes, origin: str) -> Raw:
    raw = Raw(data, origin)
    if len(data) > MAX_BYTES:
        raise too_large(raw.label)
    return raw


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long for the system
        return False


def _failure(error: OSError, source: str, path: Path) -> SourceError:
    # Windows says "permission denied" of a folder, so look before believing it.
    if _is_folder(path):
        return SourceError(
            Told("{source} is a folder.", source=str(source or path)),
            "source-is-folder",
            path=str(path),
        )
    if isinstance(error, PermissionError):
        return SourceError(Told("No permission to read {path}.", path=source), "no-permission")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceError(
            Told("No such file: {path}", path=source),
            "address-without-scheme" if _is_address(source) else "no-such-file",
        )
    return SourceError(
        Told("Cannot read {path}: {reason}.", path=source, reason=str(error.strerror or error)),
        "file-unreadable",
    )
