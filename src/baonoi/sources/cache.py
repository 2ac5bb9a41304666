"""Pages kept from earlier, to be asked about again instead of fetched again."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from baonoi.store.files import prune, whole_file

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
        """The request headers that ask for the page only if it has changed (RFC 9110, 13.1)."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


class PageCache:
    """A folder with one file a page: a line of JSON, then the body.

    It only saves time, so a file or folder that cannot be used is as good as an empty one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str) -> KeptPage | None:
        """The page kept for exactly this address."""
        try:
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            facts = json.loads(head)
            if facts["url"] != url or facts["length"] != len(body):
                return None
            return KeptPage(facts["content_type"], facts["etag"], facts["last_modified"], body)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Keep a page, if the server gave a way to ask about it again and does not forbid it."""
        etag, last_modified = headers.get("etag", ""), headers.get("last-modified", "")
        if not (etag or last_modified) or "no-store" in headers.get("cache-control", "").lower():
            return
        facts = {
            "url": url,
            "content_type": headers.get("content-type", ""),
            "etag": etag,
            "last_modified": last_modified,
            "length": len(body),
        }
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(self._path(url)) as file:
                file.write(json.dumps(facts).encode() + b"\n" + body)
            self.prune()

    def prune(self) -> None:
        """Remove the pages used longest ago until the rest fits."""
        prune(self._folder, LIMIT)

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:40]}.page"
