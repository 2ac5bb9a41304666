"""A server on the loopback, with voices that are computed or with the embedded one."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import newspaper
import pytest
from fake_voice import VOICE, FakeEngine, humming

from baonoi.model import VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.server.host import SharedVoices
from baonoi.server.journal import Journal
from baonoi.server.run import listening
from baonoi.server.service import Service
from baonoi.server.settings import ServerSettings
from baonoi.server.sockets import bound, port_of


class FakeVoices(SharedVoices):
    """One voice without an engine, whatever is asked for."""

    def __init__(self, engine: FakeEngine) -> None:
        super().__init__({engine.name: engine})
        self.engine = engine

    def choice(self, request: VoiceRequest) -> VoiceChoice:
        return VoiceChoice(VoiceSpec(VOICE, self.engine.name), request)


@contextmanager
def running(settings: ServerSettings, voices: SharedVoices | None = None) -> Iterator[Any]:
    """A server in a thread of its own: its address, its service, its log."""
    log = io.StringIO()
    begun = threading.Event()
    told = SimpleNamespace(log=log)

    async def serve() -> None:
        told.loop, told.ended = asyncio.get_running_loop(), asyncio.Event()
        told.service = Service(settings, voices, Journal(settings.log, log))
        with bound(settings.host, settings.port) as sockets:
            told.port = port_of(sockets)
            told.url = f"http://127.0.0.1:{told.port}"
            async with listening(told.service, sockets, 2.0):
                told.service.ready = True
                begun.set()
                await told.ended.wait()
                told.service.closing.set()
        await asyncio.to_thread(told.service.close)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert begun.wait(20)
    try:
        yield told
    finally:
        told.loop.call_soon_threadsafe(told.ended.set)
        thread.join(20)
        assert not thread.is_alive()


Serve = Callable[..., Any]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """``serve(engine, token=…)`` starts one; all end with the test."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(engine: FakeEngine | None = None, embedded: bool = False, **told: Any) -> Any:
            settings = replace(
                ServerSettings(port=0, directory=tmp_path / "output", offline=True), **told
            )
            voices = None if embedded else FakeVoices(engine or FakeEngine(humming()))
            return stack.enter_context(running(settings, voices))

        yield start


BODY = newspaper.page(
    "<article><h1>Trạm y tế mới trên bản</h1>"
    "<time datetime='2025-03-01T08:00:00+07:00'></time>" + newspaper.paragraphs() + "</article>",
    title="Trạm y tế mới trên bản",
)


@pytest.fixture
def paper() -> Iterator[Any]:
    """The address of an article, and how often it was asked for."""

    class Paper(BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self) -> None:
            Paper.asked += 1
            data = BODY.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Paper) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        Paper.url = f"http://127.0.0.1:{server.server_port}/bai.html"  # type: ignore[attr-defined]
        yield Paper
        server.shutdown()
