"""Papers on loopback, each a host of its own: feeds of every kind, articles, and what goes wrong.

What a paper says is a value that a test changes; the server only hands it out, and notes who asked
for what.
"""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.request import urlopen

Form = Literal["rss", "atom", "rdf"]

SUBJECTS = ("con đường", "trạm y tế", "lớp học", "bến đò", "vườn cây", "xưởng dệt", "hồ nước")
PLACES = ("xã Suối Lìm", "thôn Bãi Sậy", "phường Cầu Mới", "huyện Đá Trắng", "bản Nà Pheo")
DEEDS = ("khởi công", "tu sửa", "mở rộng", "khánh thành", "bàn giao", "kiểm tra", "dời chỗ")
PEOPLE = ("ông Tám", "cô giáo Hiền", "chủ tịch xã", "bà con", "kỹ sư Lâm", "đoàn thanh niên")
WHEN = ("sáng nay", "từ tuần sau", "đầu mùa mưa", "trước Tết", "hôm qua", "cuối tháng này")
ENDS = (
    "ai cũng mừng vì khỏi phải đi xa",
    "kinh phí do người dân và doanh nghiệp cùng góp",
    "phần việc còn lại giao cho tổ thợ trong vùng",
    "trẻ nhỏ và người già được ưu tiên",
    "mọi khoản thu chi được dán công khai ở nhà văn hóa",
    "công việc kéo dài hơn dự tính vì nước lên nhanh",
)


SYLLABLES = (
    "bàn bờ cầu chè chợ cỏ dâu dốc đá đèo đồi gạch ghe gió gỗ hoa hội kênh khói lá lúa lũ lụa mây "
    "mía mưa nắng ngói nhà nhãn núi nước ong phà phố quạt rơm rừng rượu sân sắn sen sông suối tằm "
    "than thóc tre trống vải vôi xóm xưởng"
).split()


def story(seed: int | str, sentences: int = 9) -> list[str]:
    """Paragraphs of an article that nobody wrote, other words for every seed."""
    draw = random.Random(f"story {seed}")
    number = draw.randrange(20, 990)
    return [
        f"{draw.choice(PEOPLE).capitalize()} ở {draw.choice(PLACES)} cho biết {draw.choice(WHEN)} "
        f"sẽ {draw.choice(DEEDS)} {draw.choice(SUBJECTS)} thứ {number + at}, gồm "
        f"{' '.join(draw.choices(SYLLABLES, k=16))}, {draw.choice(ENDS)}."
        for at in range(sentences)
    ]


def headline(seed: int | str) -> str:
    """A title of its own for every seed, but for a few that are namesakes."""
    draw = random.Random(f"headline {seed}")
    what = f"{draw.choice(PLACES)} {draw.choice(DEEDS)} {draw.choice(SUBJECTS)}"
    return f"{what} số {draw.randrange(99)}"


@dataclass
class Story:
    """An article of a paper."""

    path: str
    title: str
    paragraphs: list[str]
    published: float | None = None
    """Seconds since 1970; None where the feed tells no date."""
    status: int = 200
    listed: bool = True
    guid: str = ""
    canonical: str = ""
    category: str = ""
    hidden: bool = False
    """Behind a log-in: a form, and no text."""

    def page(self) -> str:
        canonical = f'<link rel="canonical" href="{escape(self.canonical)}">' * bool(self.canonical)
        if self.hidden:
            body = "<form action='/login'><label>Mật khẩu <input type='password'></label></form>"
        else:
            body = "".join(f"<p>{escape(text)}</p>" for text in self.paragraphs)
        return (
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8">'
            f"<title>{escape(self.title)}</title>{canonical}</head><body>"
            f"<article><h1>{escape(self.title)}</h1>{body}</article></body></html>"
        )


@dataclass
class Paper:
    """A paper: its feed at ``/feed``, its articles at their paths."""

    url: str
    name: str
    form: Form = "rss"
    stories: list[Story] = field(default_factory=list)
    status: int = 200
    """Of the feed."""
    location: str = ""
    """Where the feed leads to, with such a status."""
    conditional: bool = True
    """Whether it tells marks, and answers 304."""
    max_age: int = 0
    raw: bytes | None = None
    """What is sent in the place of a feed."""
    asked: list[tuple[str, int, bool]] = field(default_factory=list)
    """Path, status, and whether the request was a conditional one."""
    busy: int = 0
    """Requests that were let in and are not answered."""

    @property
    def feed(self) -> str:
        return f"{self.url}/feed"

    def add(self, number: int, published: float | None = None, **more: object) -> Story:
        """One article more, the newest."""
        given: dict[str, object] = {
            "path": f"/bai-{number}.html",
            "title": f"{headline(f'{self.name} {number}')}",
            "paragraphs": story(f"{self.name} {number}"),
            "published": published,
            **more,
        }
        self.stories.insert(0, Story(**given))  # type: ignore[arg-type]  # of the right kinds
        return self.stories[0]

    def pages_asked(self) -> list[str]:
        """The articles that were handed out, in order."""
        return [path for path, status, _ in self.asked if path[:4] == "/bai" and status == 200]

    def feed_text(self) -> bytes:
        if self.raw is not None:
            return self.raw
        items = "".join(self._item(each) for each in self.stories if each.listed)
        title = f"<title>{escape(self.name)}</title>"
        text = {
            "rss": f'<rss version="2.0"><channel>{title}{items}</channel></rss>',
            "atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{title}{items}</feed>',
            "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<channel>{title}</channel>{items}</rdf:RDF>",
        }[self.form]
        return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()

    def _item(self, each: Story) -> str:
        url, title = f"{self.url}{each.path}", f"<title>{escape(each.title)}</title>"
        when = None if each.published is None else datetime.fromtimestamp(each.published, UTC)
        if self.form == "atom":
            date = f"<updated>{when.isoformat()}</updated>" if when else ""
            filed = f"<category term='{escape(each.category)}'/>" if each.category else ""
            link, mark = f'<link href="{url}"/>', f"<id>{each.guid or url}</id>"
            return f"<entry>{title}{link}{mark}{date}{filed}</entry>"
        filed = f"<category>{escape(each.category)}</category>" if each.category else ""
        guid = f'<guid isPermaLink="false">{each.guid}</guid>' if each.guid else ""
        if self.form == "rdf":
            date = f"<dc:date>{when.isoformat()}</dc:date>" if when else ""
        else:
            date = f"<pubDate>{format_datetime(when)}</pubDate>" if when else ""
        return f"<item>{title}<link>{url}</link>{date}{guid}{filed}</item>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: _Server

    def do_GET(self) -> None:
        paper = self.server.paper
        path = self.path.partition("?")[0]
        status, kind, body = self._answer(paper, path)
        mark = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        conditional = "If-None-Match" in self.headers
        marked = path in ("/feed", "/rss") and paper.conditional
        if status == 200 and marked and self.headers.get("If-None-Match") == mark:
            status, body = 304, b""
        with self.server.lock:
            paper.asked.append((path, status, conditional))
        self.send_response(status)
        if marked:
            self.send_header("ETag", mark)
        if path == "/feed" and paper.max_age:
            self.send_header("Cache-Control", f"max-age={paper.max_age}")
        if status in (301, 302, 308):
            self.send_header("Location", paper.location)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, paper: Paper, path: str) -> tuple[int, str, bytes]:
        if path == "/feed":
            body = paper.feed_text() if paper.status == 200 else b""
            return paper.status, "application/rss+xml; charset=utf-8", body
        if path == "/rss":  # where a feed that leads elsewhere leads to
            return 200, "application/rss+xml; charset=utf-8", paper.feed_text()
        if path == "/":
            link = '<link rel="alternate" type="application/rss+xml" href="/feed" title="Tin mới">'
            return 200, "text/html", f"<html><head>{link}</head><body>Chào</body></html>".encode()
        for each in paper.stories:
            if each.path.partition("?")[0] == path:
                body = each.page().encode() if each.status == 200 else b""
                return each.status, "text/html; charset=utf-8", body
        return 404, "text/html", b""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    paper: Paper
    lock: threading.Lock

    def process_request(self, request: Any, client_address: Any) -> None:
        """Count it before a thread has it."""
        with self.lock:
            self.paper.busy += 1
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """It is answered, or who asked is gone."""
        super().shutdown_request(request)
        with self.lock:
            self.paper.busy -= 1

    def handle_error(self, *_: object) -> None:
        """A client that was killed hangs up."""


def settle(papers: list[Paper]) -> None:
    """Wait until all that papers were asked for is noted, even if who asked was killed."""
    for paper in papers:
        with urlopen(f"{paper.url}/") as answer:  # whoever came before was let in before
            answer.read()
    while any(paper.busy for paper in papers):
        time.sleep(0.001)


@contextmanager
def newsstand(count: int) -> Iterator[list[Paper]]:
    """So many papers, each on an address of its own."""
    papers: list[Paper] = []
    servers: list[_Server] = []
    try:
        for number in range(count):
            server = _Server(("127.0.0.1", 0), _Handler)
            servers.append(server)
            papers.append(Paper(f"http://127.0.0.1:{server.server_port}", f"Báo Thử {number + 1}"))
            server.paper, server.lock = papers[-1], threading.Lock()
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield papers
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
