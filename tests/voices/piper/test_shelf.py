"""Installing a voice: resumed, checked, and there as a whole or not at all."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from baonoi.errors import UsageError, VoiceError
from baonoi.voices.piper import PiperEngine, shelf

MODEL = bytes(range(256)) * 4000
CONFIG = json.dumps({"audio": {"sample_rate": 22050}, "phoneme_id_map": {"a": [1]}}).encode()


class Depot(ThreadingHTTPServer):
    """Serves a model and its settings; it can break off, ignore ranges, or send another file."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.model = MODEL
        self.config = CONFIG
        self.breaks_at: int | None = None
        self.ranges = True
        self.asked: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Depot

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.server.asked.append(f"{self.path.rpartition('.')[2]} {wanted}".strip())
        body = self.server.config if self.path.endswith(".json") else self.server.model
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        if wanted and self.server.ranges:
            self.send_response(206)
            body = body[start:]
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.server.breaks_at is not None and self.path.endswith(".onnx"):
            body = body[: self.server.breaks_at]
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (as the library has it)
        """Say nothing."""


@pytest.fixture
def depot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Depot]:
    server = Depot()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(shelf, "SOURCE", f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setenv("BAONOI_VOICES", str(tmp_path / "voices"))
    real = shelf.models()[0]
    small = replace(real, size=len(MODEL), md5=hashlib.md5(MODEL).hexdigest())
    monkeypatch.setattr(shelf, "models", lambda: (small,))
    yield server
    server.shutdown()
    server.server_close()


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "voices").iterdir())


def test_installed_once_with_progress(depot: Depot, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = shelf.install("vais1000", lambda have, size: seen.append((have, size)))
    assert path.read_bytes() == MODEL
    assert seen[-1] == (len(MODEL), len(MODEL))
    assert files(tmp_path) == [path.name, f"{path.name}.json"]
    voice = PiperEngine().voices()[0]
    assert PiperEngine().availability(voice).usable
    assert shelf.install("vais1000") == path
    assert depot.asked == ["onnx", "json"]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_download_that_broke_off_goes_on(depot: Depot, tmp_path: Path, ranges: bool) -> None:
    depot.breaks_at = 300_000
    with pytest.raises(VoiceError, match=r"could not be downloaded|ended after 300000"):
        shelf.install("vais1000")
    (part,) = files(tmp_path)
    assert part.endswith(".part")
    have = (tmp_path / "voices" / part).stat().st_size
    assert 0 < have <= 300_000
    depot.breaks_at, depot.ranges = None, ranges
    assert shelf.install("vais1000").read_bytes() == MODEL
    assert depot.asked == ["onnx", f"onnx bytes={have}-", "json"]


@pytest.mark.parametrize("model", [b"x" * len(MODEL), MODEL + b"more", b"<html>log in</html>"])
def test_what_is_not_the_voice_is_not_installed(depot: Depot, tmp_path: Path, model: bytes) -> None:
    depot.model = model
    with pytest.raises(VoiceError):
        shelf.install("vais1000")
    assert not shelf.installed(shelf.models()[0].file)
    depot.model = MODEL
    assert shelf.install("vais1000").read_bytes() == MODEL


@pytest.mark.parametrize("config", [b"", b"{}", b"<html>", b'{"audio": {"sample_rate": 0}}'])
def test_settings_that_are_none(depot: Depot, config: bytes) -> None:
    depot.config = config
    with pytest.raises(VoiceError, match="is not a voice's settings"):
        shelf.install("vais1000")
    assert not shelf.installed(shelf.models()[0].file)


def test_unknown_voices(depot: Depot) -> None:
    with pytest.raises(UsageError, match="nobody"):
        shelf.install("nobody")


def test_the_table_is_in_order() -> None:
    for model in shelf.models():
        assert len(model.md5) == 32
        assert model.size > 1 << 20
        assert model.path.endswith(".onnx")
