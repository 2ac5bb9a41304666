"""The shelf and its recordings, as a web server gives out files: only what is for everybody.

Nothing is given out above the folder, nothing that is hidden or still being made, and no link that
leads out of it.
"""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from email.utils import formatdate
from pathlib import Path

from aiohttp import web

from baonoi.publish.namesakes import ADDRESSES

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".lrc": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".ogg": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
}
"""What is given out at all, by its ending, and as what."""
PACKED = frozenset(
    {".html", ".js", ".json", ".webmanifest", ".xml", ".svg", ".vtt", ".srt", ".lrc", ".txt"}
)
"""What becomes smaller."""
LARGEST = 8 << 20
"""Bytes of a file that is packed."""
KEPT = 16 << 20
"""Bytes of packed files that are kept."""
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Files:
    """A folder of recordings."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def find(self, name: str) -> Path | None:
        """The file of that name, seen from the folder; None where nothing is given out."""
        parts = name.strip("/").split("/")
        if any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        if parts[0] == ADDRESSES:
            return None
        try:
            path = self.directory.joinpath(*parts).resolve()
            if not path.is_relative_to(self.directory.resolve()) or not path.is_file():
                return None
            if any(
                part.startswith(".") for part in path.relative_to(self.directory.resolve()).parts
            ):
                return None
        except (OSError, ValueError):
            return None
        return path if path.suffix.lower() in TYPES else None

    async def answer(self, request: web.Request, path: Path) -> web.StreamResponse:
        """A file, or the part of it that is asked for, packed where that helps."""
        ending = path.suffix.lower()
        headers = {"Content-Type": TYPES[ending], "Cache-Control": "no-cache", **SECURITY}
        if ending in PACKED:
            headers["Vary"] = "Accept-Encoding"
            if (
                "gzip" in request.headers.get("Accept-Encoding", "")
                and "Range" not in request.headers
            ):
                response = await self._gzipped(request, path, headers)
                if response is not None:
                    return response
        return web.FileResponse(path, headers=headers)

    async def _gzipped(
        self, request: web.Request, path: Path, headers: dict[str, str]
    ) -> web.Response | None:
        try:
            status = path.stat()
        except OSError:
            return None
        if status.st_size > LARGEST:
            return None
        tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}-gz"'
        headers |= {"ETag": tag, "Last-Modified": formatdate(status.st_mtime, usegmt=True)}
        if tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        key = f"{path} {tag}"
        data = self._packed.get(key)
        if data is None:
            data = await asyncio.to_thread(_packed, path)
            self._keep(key, data)
        return web.Response(body=data, headers={**headers, "Content-Encoding": "gzip"})

    def _keep(self, key: str, data: bytes) -> None:
        if key not in self._packed:
            self._packed[key] = data
            self._size += len(data)
        while self._size > KEPT:
            _, old = self._packed.popitem(last=False)
            self._size -= len(old)


def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 5, mtime=0)
