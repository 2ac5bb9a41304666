"""Hostile articles in a real Chromium: no script of theirs runs, and no request leaves.

    python -m attack.browser [--count N] [--seed N]

Titles, texts, sources and addresses are drawn from what ends an element, an attribute, a script, a
cue, a line or a character reference. Opened are the listening page, the list of recordings, the
feed, the subtitles as a track and as a file, and a newspaper's page that embeds the player.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attack.report import Report, main
from baonoi.common.printable import without_acting
from baonoi.model import Article, Block, Role, Section
from baonoi.publish import write_shelf
from baonoi.publish.embed import find, iframe
from baonoi.publish.feed import Channel, write_feed
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.target import to_folder
from baonoi.voices import Host, choose

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

COUNT = 100
VOICE = "espeak-nam-bac"
CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
)
FLAGS = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
ELSEWHERE = "http://127.0.0.1:9/"
RUN = "window.hacked=1"
PIECES = (
    *("</title>", "</script>", "</style>", "</textarea>", "</a>", "</svg>", "]]>", "-->", "<!--"),
    *(f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>"),
    *(f'" onmouseover="{RUN}" x="', f"' autofocus onfocus='{RUN}", f"javascript:{RUN}"),
    *("<iframe srcdoc='<script>parent.hacked=1</script>'>", f"<iframe src={ELSEWHERE}a>"),
    *(f"<link rel=stylesheet href={ELSEWHERE}b>", f"<base href={ELSEWHERE}>"),
    *(f"<meta http-equiv=refresh content='0;url={ELSEWHERE}c'>", f"<img src={ELSEWHERE}d>"),
    *(
        f"<script xmlns='http://www.w3.org/1999/xhtml'>{RUN}</script>",
        "<?xml-stylesheet href='a'?>",
    ),
    *("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;", "&lt;script&gt;", "&#60;b&#62;"),
    *("{{ 7 * 7 }}", "{% include 'a' %}", "${alert(1)}", "`", "\\u003cscript\\u003e", "\\", "\\'"),
    *("\u2028", "\u2029", "\u202e", "\u200f", "\ufeff", "\x85", "\x9b31m", "\x1b]0;a\x07", "\t"),
    *(
        "00:00.000 --> 99:00.000",
        "<c.a>",
        "<v Ai>",
        "NOTE a",
        "STYLE ::cue{}",
        "[00:01.00]",
        "{\\an8}",
    ),
    *(
        "#EXTM3U",
        f"\n{ELSEWHERE}e.mp3\n",
        "\n\n",
        "\r",
        "Một",
        "hai ba",
        "5 km",
        "&",
        "<",
        ">",
        '"',
        "'",
    ),
    *(
        "__proto__",
        "constructor",
        "%3Cscript%3E",
        "//127.0.0.1:9/f",
        f"data:text/html,<script>{RUN}",
    ),
)
ADDRESSES = (
    *(f"javascript:{RUN}", f"https://bao.example/'\"><script>{RUN}</script>"),
    *(f"data:text/html,<script>{RUN}</script>", "https://bao.example/\u202ea b", "//bao.example"),
)


@dataclass(slots=True)
class Visit:
    """What a page does."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def faults(self) -> Iterator[str]:
        """What it should not have done."""
        for frame in self.page.frames:
            if frame.evaluate("() => window.hacked"):
                yield f"a script ran in {frame.url[-40:]}"
        yield from (f"asked for {url[:80]}" for url in self.asked if not url.startswith(OWN))
        yield from (f"an error of a script: {text[:80]}" for text in self.said)


OWN = ("file:", "data:", "blob:", "about:")


def run(seed: int, count: int = COUNT) -> Report:
    """So many articles, each opened in every way."""
    report = Report()
    with ExitStack() as stack:
        browser = stack.enter_context(_chromium())
        if browser is None:
            report.told.append("no Chromium, or no playwright: nothing was opened")
            return report
        host = stack.enter_context(Host())
        for number in range(count):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            article = _article(random.Random(f"{seed} {number}"))
            for kind, fault in _opened(browser, folder, article, host):
                report.note(kind, fault and f"number {number}: {fault}: {article.title!r}")
    return report


def _article(draw: random.Random) -> Article:
    def text(most: int = 5) -> str:
        pieces = draw.choices(PIECES, k=draw.randint(1, most))
        return draw.choice(("", " ")).join(pieces)

    opening = (
        Block(Role.LEAD, f"Một {text()} hai."),
        Block(Role.CAPTION, text()),
        Block(Role.PARAGRAPH, f"Sáng nay {text()}"),
    )
    rest = (Block(Role.PARAGRAPH, f"{text()} ba."), Block(Role.QUOTE, text()))
    title = f"Tin {text()}"
    return Article(
        title=title,
        sections=(
            Section(None, (Block(Role.TITLE, title), *opening)),
            Section(Block(Role.HEADING, f"Phần {text()}"), rest),
        ),
        source=text(),
        url=draw.choice(ADDRESSES),
        byline=text(),
    )


def _opened(
    browser: Browser, folder: Path, article: Article, host: Host
) -> Iterator[tuple[str, str]]:
    """Each way to open a recording of it, and what went wrong."""
    performance = Performance(article, choose(VOICE), ReadingOptions(), Resources(host))
    _, audio = to_folder(performance, folder)
    shelf = write_shelf(folder)
    feed = write_feed(folder, "https://bao.example/nghe", Channel())
    paper, track = folder / "paper.html", folder / "track.html"
    paper.write_text(f"<!doctype html><body>{iframe(find(audio.parent))}", encoding="utf-8")
    cues = (audio.parent / "transcript.vtt").read_text(encoding="utf-8")
    track.write_text("<!doctype html><body><audio></audio>", encoding="utf-8")
    for kind, path in (
        ("page", audio.parent / "index.html"),
        ("list", shelf or folder),
        ("feed", feed),
        ("subtitles", audio.parent / "transcript.vtt"),
        ("newspaper", paper),
        ("track", track),
    ):
        with _visit(browser, path) as visit:
            if kind == "page":
                _played(visit.page, article)
            if kind == "track":
                visit.page.evaluate(SHOW, cues)
            yield kind, "; ".join(visit.faults())


SHOW = """(text) => {
  const track = document.createElement('track');
  track.src = 'data:text/vtt;charset=utf-8,' + encodeURIComponent(text);
  track.default = true;
  document.querySelector('audio').append(track);
  return new Promise((done, failed) => {
    track.onload = () => {
      for (const cue of track.track.cues) document.body.append(cue.getCueAsHTML());
      done(track.track.cues.length);
    };
    track.onerror = failed;
    track.track.mode = 'showing';
  });
}"""
"""Shows every cue of a text as HTML."""


def _played(page: Page, article: Article) -> None:
    """Play it, open all that is closed, point at everything."""
    page.click(".player .play")
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    page.evaluate(
        "() => document.querySelectorAll('*').forEach((e) => {"
        " e.dispatchEvent(new MouseEvent('mouseover')); e.dispatchEvent(new Event('focus')); })"
    )
    told = page.text_content("h1")
    assert told == without_acting(article.title), f"the title is {told!r}"


@contextmanager
def _visit(browser: Browser, path: Path) -> Iterator[Visit]:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(40_000)
        visit = Visit(page)
        page.on("request", lambda request: visit.asked.append(request.url))
        page.on("pageerror", lambda error: visit.said.append(str(error)))
        page.on("dialog", lambda dialog: visit.said.append(dialog.message))
        with _not_shown():
            page.goto(path.as_uri())
        yield visit


@contextmanager
def _not_shown() -> Iterator[None]:
    """A file that the browser does not show is loaded by it."""
    from playwright.sync_api import Error

    try:
        yield
    except Error as error:
        if "Download is starting" not in str(error) and "ERR_ABORTED" not in str(error):
            raise


@contextmanager
def _chromium() -> Iterator[Any]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with ExitStack() as stack:
        browser = None
        with suppress(ImportError):
            from playwright.sync_api import sync_playwright

            if found is not None:
                playwright = stack.enter_context(sync_playwright())
                browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
                stack.callback(browser.close)
        yield browser


if __name__ == "__main__":
    main(__doc__, run, COUNT)
