"""Pages kept from earlier, to be asked about again instead of fetched again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from baonoi.store import kept
from baonoi.store.files import prune
from baonoi.store.kept import Kept

LIMIT = 200 << 20
"""Bytes the pages may take together."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as a server once sent it, and what tells whether it has changed since."""

    content_type: str
    etag: str
    last_modified: str
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers that ask for the page only if it has changed."""
        return conditions_of(self.etag, self.last_modified)


def conditions_of(etag: str, last_modified: str) -> dict[str, str]:
    """The request headers that ask for what has another mark or is newer (RFC 9110, 13.1)."""
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value}


class PageCache:
    """A folder with one file a page, whose name is the hash of its address.

    It only saves time, so a file or folder that cannot be used is as good as an empty one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str) -> KeptPage | None:
        """The page kept for exactly this address."""
        return kept.load(self._path(url), _read)

    def put(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Keep a page, if the server gave a way to ask about it again and does not forbid it."""
        etag, last_modified = headers.get("etag", ""), headers.get("last-modified", "")
        if not (etag or last_modified) or "no-store" in headers.get("cache-control", "").lower():
            return
        head = {
            "content_type": headers.get("content-type", ""),
            "etag": etag,
            "last_modified": last_modified,
        }
        with contextlib.suppress(OSError):
            kept.store(self._path(url), head, (body,), self._folder.parent)
            self.prune()

    def prune(self) -> None:
        """Remove the pages used longest ago until the rest fits."""
        prune(self._folder, LIMIT)

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:40]}.page"


def _read(told: Kept) -> KeptPage:
    head = told.head
    return KeptPage(
        str(head["content_type"]), str(head["etag"]), str(head["last_modified"]), bytes(told.body)
    )
