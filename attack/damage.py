"""Damage to every kind of kept file: what is made afterwards is the same, to the byte.

Of a damaged file of settings a person is told; nothing else may come of it.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from attack.report import Report, main
from baonoi.cli.app import baonoi
from baonoi.errors import BaonoiError
from baonoi.model import Page
from baonoi.publish import MANIFEST, write_shelf
from baonoi.publish.feed import Channel, write_feed
from baonoi.publish.library import entries
from baonoi.publish.namesakes import ADDRESSES
from baonoi.publish.page import template
from baonoi.publish.shelf import shelf_page
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.settings import Settings
from baonoi.reading.source import understand
from baonoi.reading.target import to_file, to_folder
from baonoi.sources import open_source
from baonoi.store import paths
from baonoi.store.work import OWNER, sweep
from baonoi.voices import Host, choose
from baonoi.voices.online.pace import Pace
from baonoi.voices.online.reach import Site

COUNT = 500
KINDS: tuple[str, ...] = (
    *("clip", "section", "page", "reach", "template"),
    *("manifest", "pace", "note", "address", "config"),
)
VOICE = "espeak-nam-bac"
ARTICLE = """Bến thuyền cũ thành vườn hoa

Sáng 5/4, vườn hoa rộng 1.200 m2 đã mở cửa. Người dân đến xem từ sớm.

Việc còn lại

Hàng cây ven sông sẽ được trồng xong trong tháng này.
"""
SETTINGS = """# Như ở nhà
voice = "nam"
speed = 1.25
lexicon = "a.tsv"
offline = true
"""
OTHER = ARTICLE.replace("Bến thuyền", "Kho thóc")

Make = Callable[[], bytes]
"""Makes what is made of a kept thing; the same each time, or something is wrong."""


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of kept file."""

    kind: str
    files: Callable[[], list[Path]]
    make: Make


def damaged(data: bytes, other: bytes, draw: random.Random) -> tuple[str, bytes]:
    """What may become of a file, and what that is called; ``other`` is one of the same kind."""
    at, size = draw.randrange(len(data)), draw.randint(1, 64)
    match draw.randrange(8):
        case 0 | 1:
            bit = 1 << draw.randrange(8)
            return f"bit {bit} of byte {at} flipped", _with(data, at, bytes([data[at] ^ bit]))
        case 2:
            return f"cut off at {at}", data[:at]
        case 3:
            return f"{size} zeros at {at}", _with(data, at, bytes(min(size, len(data) - at)))
        case 4:
            return f"{size} bytes put in at {at}", data[:at] + draw.randbytes(size) + data[at:]
        case 5:
            return f"{size} bytes lost at {at}", data[:at] + data[at + size :]
        case 6:
            return f"{size} bytes of noise alone", draw.randbytes(size)
        case _:
            return "another in its place", other


def run(seed: int, count: int = COUNT) -> Report:
    """Damage so many files of each kind, one at a time."""
    report = Report()
    with _world() as world:
        for target in (each for each in world if each.kind in KINDS):
            draw = random.Random(f"{seed} {target.kind}")
            whole = target.make()
            for number in range(count):
                files = sorted(target.files())
                path, other = draw.choice(files), draw.choice(files)
                what, data = damaged(path.read_bytes(), other.read_bytes(), draw)
                path.write_bytes(data)
                try:
                    fault = "" if target.make() == whole else "made something else"
                except Exception as error:
                    fault = repr(error)
                if fault:
                    path.unlink(missing_ok=True)  # or it would spoil the next one, too
                    with suppress(Exception):
                        target.make()
                report.note(target.kind, fault and f"number {number}, {path}: {what}: {fault}")
    return report


def _with(data: bytes, at: int, part: bytes) -> bytes:
    return data[:at] + part + data[at + len(part) :]


@contextmanager
def _world() -> Iterator[list[Target]]:
    """Everything that is kept, in a folder of its own.

    Templates come first, while those are compiled that make this page, and no others.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {
            paths.CACHE: str(folder / "cache"),
            paths.CONFIG: str(folder / "config.toml"),
            paths.OFFLINE: "1",
        }
        stack.enter_context(patch.dict(os.environ, settings))
        stack.enter_context(patch.object(sys, "dont_write_bytecode", False))
        stack.enter_context(patch.object(sys, "pycache_prefix", str(folder / "compiled")))
        host = stack.enter_context(Host())
        address = stack.enter_context(_paper())
        yield [
            Target("template", lambda: list((folder / "compiled").rglob("*.jinja")), _shown),
            Target("clip", lambda: _below(paths.clips()), lambda: _spoken(folder, host)),
            Target("section", lambda: _below(paths.sections()), lambda: _read(folder, host)),
            Target("page", lambda: _below(paths.pages()), lambda: _fetched(address)),
            Target("reach", lambda: [paths.reach()], lambda: _reached(address)),
            Target("manifest", lambda: _manifests(folder), lambda: _listed(folder, host)),
            Target("pace", lambda: _below(paths.paces()), _learned),
            Target("note", lambda: _below(paths.notes()), lambda: _swept(folder)),
            Target(
                "address",
                lambda: _below(folder / "known" / ADDRESSES),
                lambda: _found_again(folder, host),
            ),
            Target("config", lambda: [paths.config()], _settled),
        ]


def _below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _manifests(folder: Path) -> list[Path]:
    return list((folder / "shelf").glob(f"*/{MANIFEST}"))


def _performance(text: str, host: Host) -> Performance:
    article = understand(Page(text))
    return Performance(article, choose(VOICE), ReadingOptions(), Resources(host))


def _spoken(folder: Path, host: Host) -> bytes:
    """A format without loss codes no sections: every clip is needed."""
    to_file(_performance(ARTICLE, host), folder / "a.wav")
    return (folder / "a.wav").read_bytes()


def _read(folder: Path, host: Host) -> bytes:
    _, audio = to_folder(_performance(ARTICLE, host), folder / "out")
    return b"".join(path.read_bytes() for path in sorted(_below(audio.parent)))


def _listed(folder: Path, host: Host) -> bytes:
    """A damaged recording takes no other off shelf and feed, and is read again as it was."""
    shelf = folder / "shelf"
    shelf.mkdir(exist_ok=True)
    there = len(_manifests(folder))
    write_shelf(shelf)
    write_feed(shelf, "https://bao.example", Channel())
    assert len(entries(shelf)) >= there - 1, "another one is gone, too"
    audio = _both(shelf, host)
    shutil.rmtree(shelf)  # with a damaged title, it is another article that stays
    _both(shelf, host)
    return audio


def _both(shelf: Path, host: Host) -> bytes:
    made = [to_folder(_performance(text, host), shelf)[1] for text in (ARTICLE, OTHER)]
    return b"".join(path.read_bytes() for path in made)


def _shown() -> bytes:
    template._environment.cache_clear()
    with tempfile.TemporaryDirectory() as folder:
        page = shelf_page(Path(folder), home="http://127.0.0.1")
    assert page is not None
    return page.encode("utf-8")


def _fetched(address: str) -> bytes:
    return open_source(f"{address}/bai.html", allow_private=True).text.encode("utf-8")


def _reached(address: str) -> bytes:
    return repr(Site(address, "", "").availability()).encode("utf-8")


def _learned() -> bytes:
    """What is not known is learned again."""
    known = []
    for name in ("google", "nam-minh"):
        pace = Pace(paths.paces() / name)
        if not pace.known:
            for text in (ARTICLE, OTHER, "Mở cửa."):
                pace.learn(0.2 * len(text.split()), text)
        known.append(pace.known)
    return repr(known).encode()


def _swept(folder: Path) -> bytes:
    """Two notes of dead runs lead to their folders, and never to anything else."""
    own = folder / "own"
    for name in ("bai/bai.mp3", ".making-mine/bai.mp3", f".making-{'0' * 16}/bai.mp3"):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_bytes(name.encode())
    sweep()
    there = b"".join(path.read_bytes() for path in sorted(_below(own)) if "out" not in path.parts)
    paths.private(paths.notes())
    for number in range(2):
        left = own / "out" / f".making-{number:016}"
        left.mkdir(parents=True, exist_ok=True)
        (left / OWNER).write_text("[]", encoding="utf-8")
        (paths.notes() / str(number)).write_text(str(left), encoding="utf-8")
    return there


def _found_again(folder: Path, host: Host) -> bytes:
    """An article with an address is read to where it was."""
    known = folder / "known"
    for number, text in enumerate((ARTICLE, OTHER)):
        article = replace(understand(Page(text)), url=f"https://bao.example/{number}")
        performance = Performance(article, choose(VOICE), ReadingOptions(), Resources(host))
        to_folder(performance, known)
    made = [path for path in sorted(_below(known)) if path.suffix in (".mp3", ".vtt")]
    return b"".join(path.name.encode() + path.read_bytes() for path in made)


def _settled() -> bytes:
    """It is understood, or an error of ours says why not."""
    with suppress(BaonoiError):
        Settings.load()
    done = CliRunner().invoke(baonoi, ["config", "set", "speed", "1.5"])
    if not isinstance(done.exception, BaonoiError | SystemExit | None):
        raise done.exception
    paths.config().write_text(SETTINGS, encoding="utf-8")
    return b"understood"


class _Paper(BaseHTTPRequestHandler):
    """One page, which has not changed for whoever has it."""

    protocol_version = "HTTP/1.1"
    tag = '"1"'

    def do_GET(self) -> None:
        """Send it, or say that it is the same."""
        same = self.headers.get("If-None-Match") == self.tag
        body = b"" if same else f"<article><p>{ARTICLE * 9}</p></article>".encode()
        self.send_response(304 if same else 200)
        self.send_header("ETag", self.tag)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextmanager
def _paper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Paper)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main(__doc__, run, COUNT)
