"""The picture that a page names as its own."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from baonoi.common.addresses import joined
from baonoi.common.log import Log
from baonoi.errors import SourceError
from baonoi.sources.raw import MAX_BYTES
from baonoi.store.paths import told_to_stay_offline

_log = Log(__name__)
TOTAL_SECONDS = 10.0
"""A picture is not worth more waiting."""
ACCEPTED = frozenset(
    ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "application/octet-stream")
)
"""Kinds that are taken; which of them can be a cover is for others to say."""


def open_picture(picture: str, source: str, *, allow_private: bool = False) -> bytes | None:
    """The bytes of a picture; None where it cannot be had.

    A picture on the network is fetched only for a page from the network: reading a file asks
    nobody. Beside a file, a picture that was saved with it is read.

    Args:
        picture: its address or path, as the page has it.
        source: where the page was opened: a path, an address or ``-``.
        allow_private: whether the address may lead to this machine or its own network.
    """
    if "://" in source:
        return _fetch(joined(source, picture), allow_private)
    if source == "-" or "://" in picture or picture.startswith(("//", "/", "data:")):
        return None
    try:
        folder = Path(source).resolve().parent
        path = (folder / unquote(picture)).resolve()
        return _read(path) if path.is_relative_to(folder) else None
    except (OSError, ValueError):
        return None


def _read(path: Path) -> bytes | None:
    """A file's bytes; None where it is none, or more than any picture."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        _log.info("no picture: %s is larger than %d bytes", path, MAX_BYTES)
        return None
    return data


def _fetch(address: str, allow_private: bool) -> bytes | None:
    from baonoi.sources.client import Limits
    from baonoi.sources.web import fetch

    if told_to_stay_offline():
        return None
    try:
        limits = Limits(total=TOTAL_SECONDS)
        return fetch(address, allow_private=allow_private, limits=limits, accept=ACCEPTED).data
    except SourceError as error:
        _log.info("no picture: %s", error)
        return None
