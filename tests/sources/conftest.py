"""Servers on loopback that speak real HTTP, well or badly."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]

ARTICLE = "<html><body><h1>Mưa lớn ở miền Trung</h1><p>Sáng nay trời mưa to.</p></body></html>"


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    answers: dict[str, Answer]
    seen: list[tuple[str, dict[str, str]]]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many of these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Quiet

    def do_GET(self) -> None:
        self.close_connection = True
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append((self.path, headers))
        answer = self.server.answers.get(self.path.partition("?")[0])
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name upstream)
        pass


@dataclass
class Server:
    """A running server: set ``answers[path]``, read ``seen``."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def page(
        self, path: str, body: bytes | str = ARTICLE, status: int = 200, **headers: str
    ) -> str:
        """Serve a body; keywords are headers with _ for -; returns the URL."""
        data = body.encode() if isinstance(body, str) else body
        fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
        fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in fields.items():
                if value:
                    handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(data)

        self.answers[path] = answer
        return self.url + path


@contextlib.contextmanager
def _running(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    httpd = _Quiet(("127.0.0.1", 0), _Handler)
    if context is not None:
        httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    scheme, host = ("https", "localhost") if context else ("http", "127.0.0.1")
    server = Server(f"{scheme}://{host}:{httpd.server_port}")
    httpd.answers, httpd.seen = server.answers, server.seen
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()


@pytest.fixture(autouse=True)
def _own_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No proxy of this machine, and a cache of its own for each test."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BAONOI_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def server() -> Iterator[Server]:
    with _running() as running:
        yield running


@pytest.fixture
def secure_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """HTTPS on localhost, with a certificate that the client trusts through SSL_CERT_FILE."""
    import trustme

    from baonoi.sources import client

    authority = trustme.CA()
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(bundle)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    client._tls.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with _running(context) as running:
        yield running
    client._tls.cache_clear()


@pytest.fixture
def raw_server() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Servers below HTTP: give what is done with each connection, get the URL."""
    with contextlib.ExitStack() as stack:

        def start(talk: Callable[[socket.socket], None]) -> str:
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

            def serve() -> None:
                with contextlib.suppress(OSError):
                    while True:
                        connection, _ = listener.accept()
                        threading.Thread(target=attend, args=(connection,), daemon=True).start()

            def attend(connection: socket.socket) -> None:
                with contextlib.suppress(OSError), connection:
                    talk(connection)

            threading.Thread(target=serve, daemon=True).start()
            return f"http://127.0.0.1:{listener.getsockname()[1]}/"

        yield start
