"""An HTTP proxy on loopback: it tunnels (CONNECT), forwards plain requests, and can refuse."""

from __future__ import annotations

import base64
import select
import socket
import threading
from contextlib import suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

REASONS = {403: "Forbidden", 407: "Proxy Authentication Required", 502: "Bad Gateway"}


class HttpProxy(ThreadingTCPServer):
    """In threads of its own, for whoever gives the right name and password."""

    def __init__(self, *, user: str = "", password: str = "", refuses: int = 0) -> None:
        """With ``user`` it lets only that one through; ``refuses`` is what it answers to all."""
        super().__init__(("127.0.0.1", 0), Client)
        self.asked: list[str] = []
        """The first line of each request."""
        self.bytes = 0
        """That came back through it."""
        self.refuses = refuses
        self.password = ""
        if user:
            self.password = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,))

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> HttpProxy:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.shutdown()
        self._thread.join()
        self.server_close()  # waits for those who are served


class Client(StreamRequestHandler):
    """Whoever asks."""

    server: HttpProxy
    timeout = 5

    def handle(self) -> None:
        line, *fields = self._head()
        if not line:  # it only looked whether somebody is there
            return
        self.server.asked.append(line)
        told = {name.lower(): text.strip() for name, _, text in (f.partition(":") for f in fields)}
        status = self.server.refuses
        if self.server.password and told.get("proxy-authorization") != self.server.password:
            status = 407
        if status:
            answer = f"HTTP/1.1 {status} {REASONS[status]}\r\n"
            answer += "Proxy-Authenticate: Basic realm=office\r\n" * (status == 407)
            self._answer(f"{answer}Content-Length: 0\r\nConnection: close\r\n\r\n")
            return
        method, target, version = line.split()
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
        else:  # a plain request names the whole address
            parts = urlsplit(target)
            host, port = parts.hostname or "", str(parts.port or 80)
        try:
            there = socket.create_connection((host, int(port)), timeout=5)
        except OSError:
            self._answer(f"HTTP/1.1 502 {REASONS[502]}\r\nContent-Length: 0\r\n\r\n")
            return
        with there:
            if method == "CONNECT":
                self._answer("HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                place = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
                own = [field for field in fields if not field.lower().startswith("proxy-")]
                there.sendall("\r\n".join([f"{method} {place} {version}", *own, "", ""]).encode())
            with suppress(OSError):
                self._tunnel(there)

    def _head(self) -> list[str]:
        head = bytearray()
        while not head.endswith(b"\r\n\r\n") and (byte := self.request.recv(1)):
            head += byte
        return head.decode("latin-1").rstrip("\r\n").split("\r\n")

    def _answer(self, text: str) -> None:
        self.request.sendall(text.encode("latin-1"))

    def _tunnel(self, there: socket.socket) -> None:
        """Pass on what comes from either side until one of them has done."""
        while not self.server.ended.is_set():
            readable, _, _ = select.select([self.request, there], [], [], 0.05)
            for source in readable:
                part = source.recv(1 << 16)
                if not part:
                    return
                if source is there:
                    self.server.bytes += len(part)
                (self.request if source is there else there).sendall(part)
