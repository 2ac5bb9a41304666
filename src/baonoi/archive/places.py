"""Where things are, as a command line names them: in a folder, or in an object store."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from baonoi.errors import OutputError, SourceError
from baonoi.model import Page
from baonoi.sources import open_source, to_page
from baonoi.sources.raw import MAX_BYTES, Raw, too_large
from baonoi.store.local import LocalStore
from baonoi.store.objects import Bucket, is_object, parted
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.store.shared import SharedStore

ARTICLES = "articles"
"""The folder of an archive that holds a folder an article."""


def local_path(address: str) -> str:
    """The path of a file: its own, or that of a ``file://`` address."""
    if not address.startswith("file://"):
        return address
    return unquote(urlsplit(address).path)


def everywhere(address: str) -> str:
    """The same place as a process names it that was started in another folder."""
    return address if is_object(address) else str(Path(local_path(address)).absolute())


def opened(address: str) -> SharedStore:
    """The store of that address.

    Raises:
        UsageError: it cannot be one, or what asks it is not installed.
    """
    return Bucket(address) if is_object(address) else LocalStore(local_path(address))


def open_page(source: str, *, allow_private: bool = False) -> Page:
    """What a row of the list names: a file, a page of the web, an object.

    Raises:
        SourceError: it cannot be read.
    """
    if not is_object(source):
        return open_source(local_path(source), allow_private=allow_private)
    bucket, path = parted(source)
    try:
        data = _bucket(bucket).read_any(path, MAX_BYTES)
    except OutputError as error:  # of a store; here it is a source
        raise SourceError(error.message, "object-unreadable") from error
    raw = Raw(data, source)
    if len(data) > MAX_BYTES:
        raise too_large(raw.label)
    return to_page(raw)


@cache
def _bucket(address: str) -> Bucket:
    """One a process: it keeps its connections."""
    return Bucket(address)


def joined(target: str, name: str) -> str:
    """The address of a file in a store."""
    if is_object(target):
        return f"{target.rstrip('/')}/{name}"
    return str(Path(local_path(target), name))


def unreadable(place: str, reason: str) -> SourceError:
    """The error of a list that cannot be read."""
    return SourceError(
        Told("The list {place} cannot be read: {reason}.", place=place, reason=reason),
        "list-unreadable",
    )
