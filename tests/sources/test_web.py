"""Fetching: what goes right, what may pass, and what must end."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from baonoi.errors import SourceError
from baonoi.sources import client, deadline, open_source, web
from baonoi.sources.client import Limits

QUICK = Limits(total=1.5, connect=1.0, read=1.0, retry_after=2.0)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_PAUSE", 0.01)


def fetch(url: str, **options: Any) -> bytes:
    options = {"allow_private": True, "limits": QUICK} | options
    return web.fetch(url, **options).data


def test_a_page_becomes_text_with_its_final_address(server: Any) -> None:
    server.page("/bai", "<p>Xin chào</p>")
    url = server.page("/cu", "", 302, location="/bai#phan-2")
    page = open_source(url, allow_private=True)
    assert page.text == "<p>Xin chào</p>"
    assert page.media_type == "text/html"
    assert page.origin == f"{server.url}/bai"


def test_says_honestly_who_asks(server: Any) -> None:
    fetch(server.page("/"))
    headers = server.seen[0][1]
    assert headers["user-agent"].startswith("baonoi/")
    assert "text/html" in headers["accept"]
    assert headers["host"] == server.url.removeprefix("http://")


def test_the_charset_of_the_header_counts(server: Any) -> None:
    text = "Hôm nay"
    url = server.page("/", text.encode("utf-16-be"), content_type="text/plain; charset=utf-16be")
    assert open_source(url, allow_private=True).text == text


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [("text/plain", "text/plain"), ("text/markdown", "text/markdown"), ("", "text/plain")],
)
def test_media_types_of_text(server: Any, media_type: str, expected: str) -> None:
    url = server.page("/", "Chữ thường", content_type=media_type)
    assert open_source(url, allow_private=True).media_type == expected


@pytest.mark.parametrize("media_type", ["image/png", "video/mp4", "application/json", "text/css"])
def test_other_content_is_refused_unread(server: Any, media_type: str) -> None:
    with pytest.raises(SourceError, match=media_type):
        fetch(server.page("/", b"x" * 10, content_type=media_type))


def test_addresses_in_vietnamese(server: Any) -> None:
    server.page("/th%E1%BB%9Di-s%E1%BB%B1", "có")
    assert fetch(server.url + "/thời-sự").decode() == "có"


def test_a_redirect_in_raw_utf8(server: Any) -> None:
    server.page("/th%E1%BB%9Di", "đúng")
    url = server.page("/", "", 301, location="/thời".encode().decode("latin-1"))
    assert fetch(url).decode() == "đúng"


class TestPrivateAddresses:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "[::ffff:7f00:1]"],
    )
    def test_are_refused(self, server: Any, host: str) -> None:
        port = server.url.rpartition(":")[2]
        with pytest.raises(SourceError) as caught:
            open_source(f"http://{host}:{port}/")
        assert caught.value.code in {"address-private", "host-unreachable"}
        assert not server.seen

    def test_the_address_connected_to_is_the_one_checked(
        self, server: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name that is public when asked first and private when asked again."""
        answers = iter(["93.184.215.14", "127.0.0.1"])
        port = int(server.url.rpartition(":")[2])
        asked: list[str] = []
        dialled: list[Any] = []

        def getaddrinfo(host: str, *args: Any, **kwargs: Any) -> list[Any]:
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        def create_connection(address: Any, timeout: float) -> socket.socket:
            dialled.append(address)
            raise ConnectionRefusedError(111, "Connection refused")

        monkeypatch.setattr("baonoi.sources.addresses.socket.getaddrinfo", getaddrinfo)
        monkeypatch.setattr("baonoi.sources.addresses.socket.create_connection", create_connection)
        with pytest.raises(SourceError, match="this machine or its own network"):
            web.fetch(f"http://bao.example:{port}/", limits=QUICK)
        assert asked == ["bao.example", "bao.example"]
        assert dialled == [("93.184.215.14", port)]

    def test_a_redirect_cannot_lead_there(
        self, server: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        port = int(server.url.rpartition(":")[2])
        url = server.page("/", "", 302, location=f"http://localhost:{port}/kin")
        judged = client.connect

        def connect(host: str, port: int, **options: Any) -> socket.socket:
            options["allow_private"] |= host == "127.0.0.1"
            return judged(host, port, **options)

        monkeypatch.setattr(client, "connect", connect)
        with pytest.raises(SourceError, match="localhost leads to"):
            web.fetch(url, limits=QUICK)
        assert [path for path, _ in server.seen] == ["/"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "data:text/html,a"])
def test_redirects_to_other_schemes(server: Any, target: str) -> None:
    with pytest.raises(SourceError, match="only http and https"):
        fetch(server.page("/", "", 302, location=target))


def test_redirects_without_end(server: Any) -> None:
    with pytest.raises(SourceError, match="without end"):
        fetch(server.page("/", "", 302, location="/"))
    assert len(server.seen) == 11


def test_no_passwords_in_addresses() -> None:
    with pytest.raises(SourceError, match="holds a user name") as caught:
        fetch("https://lan:bimat@bao.example/")
    assert "bimat" not in caught.value.message


@pytest.mark.parametrize(
    "url", ["http://", "http:///a", "http://a b/", "http://[::1", "http://x:y/"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(SourceError, match="not a web address"):
        fetch(url)


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (404, "no page", "no-page"),
        (403, "hand the page out", "page-withheld"),
        (500, "cannot answer now", "host-busy"),
        (206, "status 206", "unexpected-status"),
    ],
)
def test_statuses_are_told_apart(server: Any, status: int, words: str, code: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        fetch(server.page("/", "", status))
    assert caught.value.code == code
    assert caught.value.fields["status"] == status


class TestFailuresThatPass:
    @pytest.mark.parametrize("status", [429, 502, 503, 504])
    def test_busy_servers_are_asked_again(
        self, server: Any, status: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO", logger="baonoi")
        url = server.page("/", "", status)
        busy = server.answers["/"]

        def answer(handler: BaseHTTPRequestHandler) -> None:
            busy(handler)
            if len(server.seen) == 2:
                server.page("/", "rồi")

        server.answers["/"] = answer
        assert fetch(url).decode() == "rồi"
        assert len(server.seen) == 3
        *tried, fetched = (record.getMessage() for record in caplog.records)
        assert [line.partition(", tried again")[0] for line in tried] == [f"{url}: {status}"] * 2
        assert fetched == f"{url}: 200, 5 bytes fetched"

    def test_not_for_ever(self, server: Any) -> None:
        with pytest.raises(SourceError, match="cannot answer now"):
            fetch(server.page("/", "", 503))
        assert len(server.seen) == 3

    def test_retry_after_is_honoured(self, server: Any) -> None:
        url = server.page("/", "", 503, retry_after="1")
        begun = time.monotonic()
        with pytest.raises(SourceError):
            fetch(url, limits=Limits(total=30, retry_after=1.5))
        assert time.monotonic() - begun >= 2.0

    @pytest.mark.parametrize("as_date", [False, True])
    def test_but_not_for_an_hour(self, server: Any, as_date: bool) -> None:
        wait = formatdate(time.time() + 3600, usegmt=True) if as_date else "3600"
        with pytest.raises(SourceError, match="cannot answer now"):
            fetch(server.page("/", "", 503, retry_after=wait))
        assert len(server.seen) == 1

    @pytest.mark.parametrize("wait", ["hôm nào", "-1", formatdate(0, usegmt=True)])
    def test_nonsense_in_retry_after(self, server: Any, wait: str) -> None:
        with pytest.raises(SourceError, match="cannot answer now"):
            fetch(server.page("/", "", 503, retry_after=wait.encode().decode("latin-1")))
        assert len(server.seen) == 3

    def test_connections_that_break_off(self, raw_server: Any) -> None:
        tries: list[int] = []

        def talk(connection: socket.socket) -> None:
            connection.recv(65536)
            tries.append(1)
            length = 5 if len(tries) == 3 else 50
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"
            connection.sendall(head.encode() + b"chao!")

        assert fetch(raw_server(talk)) == b"chao!"
        assert len(tries) == 3

    def test_and_never_come_whole(self, raw_server: Any) -> None:
        def talk(connection: socket.socket) -> None:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nchao!")

        with pytest.raises(SourceError, match="broke off"):
            fetch(raw_server(talk))

    def test_nobody_listens(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with pytest.raises(SourceError, match=r"Cannot reach 127\.0\.0\.1"):
            fetch(f"http://127.0.0.1:{port}/")


def _slowly(connection: socket.socket, start: bytes, drop: bytes) -> None:
    connection.recv(65536)
    connection.sendall(start)
    for _ in range(200):
        connection.sendall(drop)
        time.sleep(0.1)


class TestServersWithoutEnd:
    @pytest.mark.parametrize(
        ("start", "drop"),
        [
            (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"a"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
            (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        ],
        ids=["no length", "length", "chunks", "headers", "chunk size"],
    )
    def test_dripping(self, raw_server: Any, start: bytes, drop: bytes) -> None:
        begun = time.monotonic()
        with pytest.raises(SourceError, match="too slow"):
            fetch(raw_server(lambda connection: _slowly(connection, start, drop)))
        assert time.monotonic() - begun < QUICK.total + 2

    def test_dripping_handshake(self, raw_server: Any) -> None:
        url = raw_server(lambda connection: _slowly(connection, b"\x16\x03\x03\x40\x00", b"\2"))
        with pytest.raises(SourceError, match="too slow"):
            fetch(url.replace("http:", "https:"))

    def test_silence(self, raw_server: Any) -> None:
        with pytest.raises(SourceError, match=r"does not answer|too slow"):
            fetch(raw_server(lambda connection: time.sleep(5)))

    def test_pouring(self, raw_server: Any) -> None:
        def talk(connection: socket.socket) -> None:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                connection.sendall(b"a" * 65536)

        with pytest.raises(SourceError, match="larger than 20 MB"):
            fetch(raw_server(talk), limits=Limits())

    def test_a_length_beyond_the_limit(self, server: Any) -> None:
        with pytest.raises(SourceError, match="larger than 20 MB"):
            fetch(server.page("/", "a", content_length=str(21 * 1024**2)))


class TestCompression:
    def test_gzip_and_deflate(self, server: Any) -> None:
        text = "Mưa to. " * 1000
        packed = gzip.compress(text.encode())
        assert fetch(server.page("/g", packed, content_encoding="gzip")).decode() == text
        packed = zlib.compress(text.encode())
        assert fetch(server.page("/d", packed, content_encoding="deflate")).decode() == text

    @pytest.mark.parametrize("layers", [1, 2])
    def test_bombs(self, server: Any, layers: int) -> None:
        bomb = bytes(200 * 1024**2)
        for _ in range(layers):
            bomb = gzip.compress(bomb, 9)
        encoding = ", ".join(["gzip"] * layers)
        with pytest.raises(SourceError, match="larger than 20 MB"):
            fetch(server.page("/", bomb, content_encoding=encoding), limits=Limits())

    @pytest.mark.parametrize("encoding", ["gzip", "deflate"])
    def test_what_breaks_off_is_no_page(self, server: Any, encoding: str) -> None:
        text = "Cây cầu mới thông xe. " * 500
        pack = gzip.compress if encoding == "gzip" else zlib.compress
        packed = pack(text.encode())
        for length in (len(packed) // 2, len(packed) - 1):
            with pytest.raises(SourceError) as told:
                fetch(server.page(f"/{length}", packed[:length], content_encoding=encoding))
            assert told.value.code == "connection-broken"
        assert fetch(server.page("/all", packed, content_encoding=encoding)).decode() == text

    def test_what_a_server_sends_behind_the_end_is_no_harm(self, server: Any) -> None:
        packed = gzip.compress("chữ".encode())
        assert fetch(server.page("/", packed + b"junk", content_encoding="gzip")).decode() == "chữ"

    def test_what_is_no_gzip(self, server: Any) -> None:
        with pytest.raises(SourceError, match="cannot be unpacked"):
            fetch(server.page("/", "chữ", content_encoding="gzip"))
        assert len(server.seen) == 1


class TestTls:
    def test_a_trusted_server(self, secure_server: Any) -> None:
        assert fetch(secure_server.page("/", "kín")).decode() == "kín"

    def test_an_unknown_authority(
        self, secure_server: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")
        client._tls.cache_clear()
        with pytest.raises(SourceError, match="certificate of localhost is not valid"):
            fetch(secure_server.page("/"))
        assert not secure_server.seen

    def test_another_host_s_certificate(self, secure_server: Any) -> None:
        with pytest.raises(SourceError, match=r"certificate of 127\.0\.0\.1 is not valid"):
            fetch(secure_server.page("/").replace("localhost", "127.0.0.1"))

    def test_a_server_without_tls(self, server: Any) -> None:
        with pytest.raises(SourceError):
            fetch(server.page("/").replace("http:", "https:"))


class TestCache:
    def _conditional(self, server: Any, **validators: str) -> str:
        url = server.page("/", "bài một", **validators)
        whole = server.answers["/"]

        def answer(handler: BaseHTTPRequestHandler) -> None:
            if handler.headers.get("If-None-Match") or handler.headers.get("If-Modified-Since"):
                handler.send_response(304)
                handler.end_headers()
            else:
                whole(handler)

        server.answers["/"] = answer
        return str(url)

    @pytest.mark.parametrize(
        ("validator", "value", "asked"),
        [
            ("etag", '"a1"', "if-none-match"),
            ("last_modified", "Tue, 03 Jun 2025 01:00:00 GMT", "if-modified-since"),
        ],
    )
    def test_asks_whether_it_changed(
        self,
        server: Any,
        validator: str,
        value: str,
        asked: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level("INFO", logger="baonoi")
        url = self._conditional(server, **{validator: value})
        first = web.fetch(url, allow_private=True)
        assert web.fetch(url, allow_private=True) == first
        assert asked not in server.seen[0][1]
        assert server.seen[1][1][asked] == value
        assert caplog.records[-1].getMessage().endswith(" bytes kept from before")

    def test_a_changed_page_replaces_the_old(self, server: Any) -> None:
        url = server.page("/", "cũ", etag='"1"')
        fetch(url)
        server.page("/", "mới", etag='"2"')
        assert fetch(url).decode() == "mới"
        fetch(url)
        assert server.seen[2][1]["if-none-match"] == '"2"'

    @pytest.mark.parametrize("headers", [{}, {"etag": '"1"', "cache_control": "no-store"}])
    def test_pages_that_are_not_kept(
        self, server: Any, headers: dict[str, str], tmp_path: Path
    ) -> None:
        fetch(server.page("/", "một lần", **headers), cache_dir=tmp_path)
        assert not list(tmp_path.rglob("*.page"))

    def test_a_damaged_file_counts_for_nothing(self, server: Any, tmp_path: Path) -> None:
        url = self._conditional(server, etag='"1"')
        fetch(url, cache_dir=tmp_path)
        (kept,) = tmp_path.rglob("*.page")
        kept.write_bytes(kept.read_bytes()[:-3])
        assert fetch(url, cache_dir=tmp_path).decode() == "bài một"
        assert "if-none-match" not in server.seen[1][1]

    def test_a_folder_that_cannot_be_written(self, server: Any, tmp_path: Path) -> None:
        (tmp_path / "pages").write_text("chắn đường", encoding="utf-8")
        assert fetch(server.page("/", "vẫn đọc", etag='"1"'), cache_dir=tmp_path)

    def test_the_oldest_make_room(
        self, server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("baonoi.sources.cache.LIMIT", 3000)
        for number in range(4):
            fetch(server.page(f"/{number}", f"{number}" * 1000, etag='"1"'), cache_dir=tmp_path)
        kept = [file.read_bytes() for file in tmp_path.rglob("*.page")]
        assert len(kept) == 2
        assert any(data.endswith(b"3") for data in kept)


def test_a_proxy_of_the_environment(raw_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def proxy(connection: socket.socket) -> None:
        asked.append(connection.recv(65536).partition(b"\r\n")[0])
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nqua")

    monkeypatch.setenv("http_proxy", raw_server(proxy))
    assert web.fetch("http://bao.invalid/bai", limits=QUICK).data == b"qua"
    assert asked == [b"GET http://bao.invalid/bai HTTP/1.1"]
    with pytest.raises(SourceError, match="own network"):
        web.fetch("http://192.168.0.1/", limits=QUICK)
    assert len(asked) == 1


def test_no_thread_or_socket_outlives_a_fetch(server: Any) -> None:
    before = threading.active_count()
    guard = deadline.Deadline(60)
    with guard:
        pass
    guard._timer.join(1)
    assert not guard._timer.is_alive()
    assert threading.active_count() <= before


def test_the_hook_for_slow_servers_is_real(raw_server: Callable[..., str]) -> None:
    """Without the deadline the drip goes on: the time limit on reading alone does not end it."""
    url = raw_server(
        lambda connection: _slowly(
            connection, b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n", b"a"
        )
    )
    slow = Limits(total=30, read=1.0)
    assert len(fetch(url, limits=slow)) == 30


@pytest.mark.parametrize("target", ["http://[", "http://a\u2100b/", "http://h\x1bc.example/"])
def test_a_redirect_to_what_is_no_address(server: Any, target: str) -> None:
    url = server.page("/cu", "", 302, location=target.encode("utf-8").decode("latin-1"))
    with pytest.raises(SourceError) as caught:
        fetch(url)
    assert caught.value.code == "not-a-web-address"


def test_a_length_that_is_no_number(raw_server: Callable[..., str]) -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n")
        connection.sendall(b"Content-Length: \xb2\r\n\r\nchao")

    assert fetch(raw_server(answer)) == b"chao"


def test_a_wait_until_the_end_of_time(server: Any) -> None:
    year = "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"
    with pytest.raises(SourceError) as caught:
        fetch(server.page("/", "", 503, retry_after=year))
    assert caught.value.code == "host-busy"
