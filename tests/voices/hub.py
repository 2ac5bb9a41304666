"""The hub of models on loopback: it speaks the real protocol, and can misbehave.

What a repository has is told as JSON (``/api/models/…``). A file's address answers with its commit,
size and digest; one that is kept as a large file is elsewhere, as it is at the real hub.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

LARGE = 10_000
"""Bytes from which a file is kept as a large one, with a SHA-256."""
_RESOLVE = re.compile(r"/(?P<repo>[^/]+/[^/]+)/resolve/(?P<commit>[^/]+)/(?P<path>.+)")
_MODEL = re.compile(r"/api/models/(?P<repo>[^/]+/[^/]+?)(?:/revision/(?P<revision>.+))?")


@dataclass
class Fault:
    """A way to misbehave with the files whose path ends so, the next ``times`` they are sent."""

    path: str
    kind: str
    """``breaks`` off half-way, ``stalls`` there, a ``flip`` of one bit, ``longer``, ``shorter``,
    ``endless``, a ``status``."""
    times: int = 1_000_000
    status: int = 503


@dataclass
class Repository:
    """Commits, the newest last: the files of each."""

    licence: str | None = "apache-2.0"
    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def commit(self, files: dict[str, bytes]) -> str:
        told = "".join(f"{name}{hashlib.sha1(body).hexdigest()}" for name, body in files.items())
        name = hashlib.sha1(f"{len(self.commits)}{told}".encode()).hexdigest()
        self.commits[name] = files
        return name

    @property
    def newest(self) -> str:
        return list(self.commits)[-1]


class Hub(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.repositories: dict[str, Repository] = {}
        self.faults: list[Fault] = []
        self.ranges = True
        self.asked: list[str] = []
        """What was asked for: ``api`` or the name of a file that was sent, and from which byte."""
        self.tokens: list[str] = []
        self.stalled, self.over = threading.Event(), threading.Event()
        """Half of a file was sent; nobody waits for the rest any more."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if path.endswith(fault.path) and fault.times:
                fault.times -= 1
                return fault
        return None

    def handle_error(self, *_: object) -> None:
        """Whoever asked has gone: nothing to say."""


class Handler(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if token := self.headers.get("Authorization"):
            self.server.tokens.append(token)
        address = urlsplit(self.path)
        if found := _MODEL.fullmatch(address.path):
            self._tell(found["repo"], found["revision"], parse_qs(address.query))
        elif found := _RESOLVE.fullmatch(address.path.removeprefix("/elsewhere")):
            self._file(found, elsewhere=address.path.startswith("/elsewhere"))
        else:
            self._fail(404)

    def _tell(self, name: str, revision: str | None, query: dict[str, list[str]]) -> None:
        self.server.asked.append("api")
        repository = self.server.repositories.get(name)
        if repository is None:
            return self._fail(404, "RepoNotFound")
        commit = repository.newest if revision in (None, "main") else str(revision)
        if commit not in repository.commits:
            return self._fail(404, "RevisionNotFound")
        siblings = []
        for path, body in repository.commits[commit].items():
            sibling: dict[str, object] = {"rfilename": path}
            if "blobs" in query:
                sibling |= {"size": len(body), "blobId": git(body)}
                if len(body) >= LARGE:
                    sibling["lfs"] = {"sha256": sha256(body), "size": len(body), "pointerSize": 134}
            siblings.append(sibling)
        told: dict[str, object] = {"id": name, "sha": commit, "siblings": siblings}
        if repository.licence:
            told["cardData"] = {"license": repository.licence}
        self._send(200, json.dumps(told).encode(), {"Content-Type": "application/json"})
        return None

    def _file(self, found: re.Match[str], *, elsewhere: bool) -> None:
        repository = self.server.repositories.get(found["repo"])
        files = repository.commits.get(found["commit"]) if repository else None
        if files is None:
            return self._fail(404, "RevisionNotFound")
        if found["path"] not in files:
            return self._fail(404, "EntryNotFound")
        body = files[found["path"]]
        large = len(body) >= LARGE
        headers = {"X-Repo-Commit": found["commit"], "ETag": f'"{git(body)}"'}
        if large and not elsewhere:
            headers |= {
                "X-Linked-Size": str(len(body)),
                "X-Linked-Etag": f'"{sha256(body)}"',
                "Location": f"{self.server.url}/elsewhere{self.path}",
            }
            self._send(302, b"", headers)
        elif self.command == "HEAD":
            self._send(200, body, headers)
        else:
            self._content(found["path"], body, headers)
        return None

    def _content(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        wanted = self.headers.get("Range", "")
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.server.asked.append(f"{path.rpartition('/')[2]} {start}")
        fault = self.server.fault(path)
        kind = fault.kind if fault else ""
        if fault and kind == "status":
            return self._fail(fault.status)
        if kind == "flip":
            body = body[:-7] + bytes([body[-7] ^ 1]) + body[-6:]
        elif kind == "longer":
            body += b"more"
        elif kind == "shorter":
            body = body[:-4]
        if wanted and self.server.ranges:
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            self._send(206, body[start:], headers)
        elif kind == "breaks":
            self._send(200, body, headers, send=body[: len(body) // 2])
        elif kind == "stalls":
            self._send(200, body, headers, send=body[: len(body) // 2])
            self.server.stalled.set()
            self.server.over.wait(60)
        elif kind == "endless":
            self._endless(body, headers)
        else:
            self._send(200, body, headers)
        return None

    def _endless(self, body: bytes, headers: dict[str, str]) -> None:
        self.close_connection = True
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        while True:  # until whoever asked has had enough
            self.wfile.write(body)

    def _send(
        self, status: int, body: bytes, headers: dict[str, str], send: bytes | None = None
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if send is None else send)
        if send is not None:
            self.close_connection = True

    def _fail(self, status: int, code: str = "") -> None:
        self._send(status, b"", {"X-Error-Code": code} if code else {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (as the library has it)
        """Say nothing."""


def git(body: bytes) -> str:
    """The digest by which git knows a file."""
    return hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
