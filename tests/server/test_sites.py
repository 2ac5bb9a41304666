"""Pages of other sites that have themselves read: what they may ask, and the button they show."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import newspaper
import pytest
import requests
from axe import violations
from fake_voice import FakeEngine, humming
from held import Held

from baonoi.server.sites import origin

TOKEN = "bi-mat"
TITLE = "Bến phà nhỏ có đèn mới"
SHORT = humming()


@pytest.fixture
def site() -> Iterator[Any]:
    """A paper whose pages hold ``told.head`` and, behind the headline, ``told.tag``."""
    told = SimpleNamespace(head="", tag="", asked=[])

    class Paper(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            if self.path.startswith("/away"):
                self.send_response(302)
                self.send_header("Location", self.path.removeprefix("/away?"))
                self.end_headers()
                return
            article = f"<article><h1>{TITLE}</h1>{told.tag}{newspaper.paragraphs()}</article>"
            page = (
                '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
                f"<title>{TITLE}</title><link rel=icon href=data:,>{told.head}</head>"
                f"<body><main>{article}</main></body></html>"
            )
            data = page.encode() if self.path.startswith("/bai") else b""
            self.send_response(200 if data else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Paper) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        told.url = f"http://localhost:{server.server_port}"
        yield told
        server.shutdown()


def ask(server: Any, url: str, origin: str | None, **told: str) -> requests.Response:
    headers = {} if origin is None else {"Origin": origin}
    data = {"url": url, **told}
    return requests.post(f"{server.url}/v1/listen", data=data, headers=headers, timeout=20)


def test_a_site_has_its_own_page_read_without_a_token(serve: Any, site: Any) -> None:
    server = serve(FakeEngine(SHORT), token=TOKEN, origins=(site.url,), allow_private=True)
    answer = ask(server, f"{site.url}/bai.html", site.url)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == site.url
    heard = answer.json()["listen"]
    assert answer.json()["title"] == TITLE
    page = requests.get(server.url + heard + "index.html", timeout=20)
    assert TITLE in page.text
    assert requests.get(f"{server.url}{heard}sound.mp3", timeout=20).content[:2] == b"\xff\xf3"
    with requests.get(f"{server.url}{heard}events", stream=True, timeout=20) as events:
        last = list(events.iter_lines())[-2]
    assert b'"page"' in last
    # The recording is for everybody now, and nothing else is.
    recording = ask(server, f"{site.url}/bai.html", site.url).json()["listen"]
    assert requests.get(server.url + recording, timeout=20).status_code == 200
    for path in ("/", "/bao-noi.js", f"{recording}../", "/v1/voices", "/metrics", "/another/"):
        assert requests.get(server.url + path, timeout=20).status_code == 401
    assert requests.delete(server.url + heard, timeout=20).status_code == 401
    # Who was only let hear it may order nothing.
    read = requests.post(
        f"{server.url}/v1/read",
        json={"url": f"{site.url}/bai.html"},
        headers={"Origin": site.url},
        timeout=20,
    )
    assert read.status_code == 401


def test_other_sites_and_other_pages_are_refused(serve: Any, site: Any) -> None:
    allowed = "https://bao.example"
    server = serve(FakeEngine(SHORT), origins=(allowed, site.url), allow_private=True)
    own = f"{site.url}/bai.html"
    for url, origin_, status, code in (
        (own, "https://khac.example", 403, "origin-refused"),
        (own, "null", 403, "origin-refused"),
        (own, None, 403, "origin-refused"),
        (own, server.url, 403, "origin-refused"),
        (own, allowed, 400, "not-its-own"),
        (f"{site.url}.khac.example/bai.html", site.url, 400, "not-its-own"),
        (f"{site.url}@khac.example/bai.html", site.url, 400, "not-its-own"),
        ("Một bài viết.", site.url, 400, "not-its-own"),
        ("", site.url, 400, "not-its-own"),
    ):
        answer = ask(server, url, origin_)
        assert (answer.status_code, answer.json()["code"]) == (status, code), url
    assert site.asked == []
    assert ask(server, own, site.url, voice="/etc/voice").status_code == 400


def test_a_page_that_leads_elsewhere_is_not_the_sites(serve: Any, site: Any, paper: Any) -> None:
    server = serve(FakeEngine(SHORT), origins=(site.url,), allow_private=True)
    answer = ask(server, f"{site.url}/away?{paper.url}", site.url)
    assert (answer.status_code, answer.json()["code"]) == (403, "not-its-own")


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://Bao.Example/bai?x=1", "https://bao.example"),
        ("https://bao.example:443/", "https://bao.example"),
        ("http://bao.example:8080/", "http://bao.example:8080"),
        ("http://[::1]:80/bai", "http://[::1]"),
        ("http://[::1", ""),
        ("/bai.html", ""),
    ],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert origin(url) == site


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 800, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


def test_the_button_has_its_page_read(serve: Any, site: Any, page: Any) -> None:
    engine = Held(4)
    server = serve(engine, token=TOKEN, origins=(site.url,), allow_private=True)
    site.tag = f'<script src="{server.url}/listen.js" async></script>'
    page.goto(f"{site.url}/bai.html?from=phone#top")
    button = page.get_by_role("button", name="Nghe bài này")
    button.wait_for()
    assert page.get_by_text("Giọng nam").is_visible()
    assert page.evaluate(
        "() => document.querySelector('h1').nextElementSibling.nextElementSibling.className"
    ) == ("bao-noi-listen")
    assert violations(page) == []
    assert site.asked == ["/bai.html?from=phone"]
    button.focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("bao-noi iframe")
    frame.locator("audio").wait_for(state="attached")
    player = next(each for each in page.frames if "/live-" in each.url)
    # It plays at once, while most of it is unsaid; the player is the small one.
    player.wait_for_function("() => document.querySelector('audio').currentTime > 0.3")
    assert len(engine.said) < 6
    assert frame.locator(".onward a").is_visible()
    assert not frame.locator("#text").is_visible()
    assert page.evaluate("() => document.activeElement.localName") == "bao-noi"
    assert site.asked[1:] == ["/bai.html?from=phone"]
    engine.let_go()
    player.wait_for_function("() => !location.pathname.startsWith('/live-')")
    assert page.said == []


def test_in_the_head_it_stands_behind_the_headline(serve: Any, site: Any, page: Any) -> None:
    server = serve(FakeEngine(SHORT), origins=(site.url,), allow_private=True)
    site.head = (
        f'<link rel="canonical" href="{site.url}/bai-goc.html">'
        f'<script src="{server.url}/listen.js" data-voice="nu" data-lang="en"></script>'
    )
    page.goto(f"{site.url}/bai.html?utm_source=x")
    page.get_by_role("button", name="Listen to this article").click()
    assert page.locator("h1 + bao-noi").get_attribute("lang") == "en"
    assert site.asked[-1] == "/bai-goc.html"


def test_on_a_page_that_is_not_allowed_it_says_that_nothing_is_heard(
    serve: Any, site: Any, page: Any
) -> None:
    engine = FakeEngine(SHORT)
    server = serve(engine, origins=("https://bao.example",), allow_private=True)
    site.tag = f'<script src="{server.url}/listen.js"></script>'
    page.goto(f"{site.url}/bai.html")
    page.get_by_role("button", name="Nghe bài này").click()
    page.get_by_text("Chưa nghe được bài này.").wait_for()
    assert page.get_by_role("button", name="Nghe bài này").is_enabled()
    assert page.locator("bao-noi").count() == 0
    time.sleep(0.1)
    assert engine.said == []
    assert len(site.asked) == 1
