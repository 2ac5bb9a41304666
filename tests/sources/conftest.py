"""Servers on loopback that speak real HTTP, well or badly."""

from __future__ import annotations

import contextlib
import io
import socket
import ssl
import threading
import zipfile
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


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_FOOTNOTES = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
)
_HIDDEN_STYLE = (
    '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
)
_STYLES = _HIDDEN_STYLE + "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
    "</w:style>"
    for name in ("Title", "heading 1", "Subtitle", "caption")
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _zipped(members: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """A Word document of (style, text) paragraphs, or of the given body XML."""

    def make(
        *paragraphs: tuple[str, str], body: str = "", prologue: str = "", footnotes: str = ""
    ) -> bytes:
        for style, text in paragraphs:
            mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
            body += f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"
        return _zipped(
            {
                "[Content_Types].xml": _CONTENT_TYPES,
                "_rels/.rels": _RELATIONSHIPS,
                "word/styles.xml": f"<w:styles {_WORD}>{_STYLES}</w:styles>",
                "word/footnotes.xml": f"<w:footnotes {_WORD}>{footnotes}</w:footnotes>",
                "word/_rels/document.xml.rels": _FOOTNOTES,
                "word/document.xml": f"{prologue}<w:document {_WORD}><w:body>{body}</w:body>"
                "</w:document>",
            }
        )

    return make


@pytest.fixture
def make_epub() -> Callable[..., bytes]:
    """An e-book of chapters (bodies of XHTML), in a folder of its own inside the archive."""

    def make(*chapters: str, **more: str | bytes) -> bytes:
        items = "".join(
            f'<item id="c{n}" href="ch{n}.xhtml" media-type="application/xhtml+xml"/>'
            for n in range(len(chapters))
        )
        spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
        package = (
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Sách nhỏ</dc:title>'
            "<dc:creator>Lê Minh</dc:creator><dc:date>2025-06-12</dc:date></metadata>"
            '<manifest><item id="nav" href="nav.xhtml" properties="nav" '
            f'media-type="application/xhtml+xml"/>{items}</manifest>'
            f'<spine><itemref idref="nav"/>{spine}</spine></package>'
        )
        members: dict[str, str | bytes] = {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": package,
            "OEBPS/nav.xhtml": "<html><body><p>Mục lục</p></body></html>",
        }
        for number, chapter in enumerate(chapters):
            members[f"OEBPS/ch{number}.xhtml"] = (
                '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
                f"<head><title/></head><body>{chapter}</body></html>"
            )
        for name, content in more.items():
            members[name.replace("__", "/").replace("_dot_", ".")] = content
        return _zipped(members)

    return make


Typed = tuple[float, float, float, str]


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A PDF of pages of (x, y from the top, size, text) lines; a leading * makes a line bold.

    Every letter is half as wide as its size.
    """

    def make(*pages: list[Typed]) -> bytes:
        objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
        for name in ("Body", "Body-Bold"):
            objects += [
                f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
                f"/DescendantFonts[{len(objects) + 2} 0 R]/ToUnicode {len(objects) + 3} 0 R>>",
                f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW 500/CIDSystemInfo<<"
                f"/Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<<"
                f"/Type/FontDescriptor/FontName/{name}/Flags 4/ItalicAngle 0/StemV 80/Ascent 800"
                "/Descent -200/CapHeight 700/FontBBox[0 -200 500 800]>>>>",
                _stream(
                    "1 begincodespacerange<0000><ffff>endcodespacerange 1 beginbfrange"
                    "<0000><ffff><0000>endbfrange"
                ),
            ]
        kids = []
        for lines in pages:
            shown = "".join(
                f"BT /F{2 if text.startswith('*') else 1} {size} Tf {x} {842 - y} Td "
                f"<{text.removeprefix('*').encode('utf-16-be').hex()}> Tj ET\n"
                for x, y, size, text in lines
            )
            kids.append(f"{len(objects) + 1} 0 R")
            objects += [
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font"
                f"<</F1 3 0 R/F2 6 0 R>>>>/Contents {len(objects) + 2} 0 R>>",
                _stream(shown),
            ]
        objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
        return _numbered(objects)

    return make


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def _numbered(objects: list[str]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
