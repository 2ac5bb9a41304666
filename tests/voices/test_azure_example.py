"""The plug-in for Azure in the documents, against a server that speaks its service's protocol."""

from __future__ import annotations

import importlib.util
import math
import sys
import threading
import tomllib
from array import array
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import passage

from baonoi.errors import StoppedError, SynthesisError
from baonoi.model import Article, Block, Role, Section, VoiceRequest
from baonoi.reading.read import read
from baonoi.voices import Host, choose, survey
from baonoi.voices.check import check

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "azure"
SPEAK = "{http://www.w3.org/2001/10/synthesis}"
MSTTS = "{https://www.w3.org/2001/mstts}"
KEY = "a-key-of-ours"
STORY = passage("Cây cầu mới đã thông xe.", "A&B <và> C cùng xây, trong hai năm.")


class Azure(ThreadingHTTPServer):
    """Answers as the service does: samples of a tone, so long as the words want."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses: list[int] = []
        """Of the next answers, before it says anything."""
        self.asked: list[ElementTree.Element] = []
        self.tries = 0
        self.sound = True


class Handler(BaseHTTPRequestHandler):
    server: Azure
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.server.tries += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.statuses:
            return self._answer(self.server.statuses.pop(0))
        if self.path != "/cognitiveservices/v1" or not self.headers.get("User-Agent"):
            return self._answer(404)
        if self.headers.get("Ocp-Apim-Subscription-Key") != KEY:
            return self._answer(401)
        if self.headers.get("Content-Type") != "application/ssml+xml":
            return self._answer(415)
        if self.headers.get("X-Microsoft-OutputFormat") != "raw-24khz-16bit-mono-pcm":
            return self._answer(400)
        speak = ElementTree.fromstring(body)
        self.server.asked.append(speak)
        return self._answer(200, tone(speak) if self.server.sound else b"")

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (as the library has it)
        """Say nothing."""


def tone(speak: ElementTree.Element) -> bytes:
    prosody = speak.find(f".//{SPEAK}prosody")
    assert prosody is not None
    assert prosody.text
    speed = 1 + int(prosody.attrib["rate"].rstrip("%")) / 100
    length = round(5000 * len(prosody.text.split()) / speed)
    pitch = 20 if "NamMinh" in speak[0].attrib["name"] else 12
    return array("h", (int(9000 * math.sin(at / pitch)) for at in range(length))).tobytes()


class Entry:
    """The entry point that the example's own table names."""

    def __init__(self, name: str, loaded: object) -> None:
        self.name, self._loaded = name, loaded

    def load(self) -> object:
        return self._loaded


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, found through its entry point as if it were installed."""
    table = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))
    ((name, place),) = table["project"]["entry-points"]["baonoi.engines"].items()
    file, _, kind = place.partition(":")
    assert table["tool"]["setuptools"]["py-modules"] == [file]
    spec = importlib.util.spec_from_file_location(file, EXAMPLE / f"{file}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, file, module)
    spec.loader.exec_module(module)
    found = [Entry(name, getattr(module, kind))]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: found)
    monkeypatch.setattr(module, "PAUSE", 0.0)
    for variable in (module.KEY, module.REGION, module.ENDPOINT):
        monkeypatch.delenv(variable, raising=False)
    return module


@pytest.fixture
def azure(plugin: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Azure]:
    server = Azure()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("BAONOI_OFFLINE", "0")
    monkeypatch.setenv(plugin.KEY, KEY)
    monkeypatch.setenv(plugin.ENDPOINT, f"http://127.0.0.1:{server.server_port}/")
    yield server
    server.shutdown()
    server.server_close()


def say(plugin: ModuleType, name: str = "azure-nam-minh", speed: float = 1.0) -> Any:
    engine = plugin.AzureEngine(speed)
    voice = next(voice for voice in engine.voices() if voice.name == name)
    (clip,) = engine.synthesize([STORY], voice)
    return clip


def test_an_article_is_read_through_it(azure: Azure, plugin: ModuleType) -> None:
    blocks = (Block(Role.PARAGRAPH, "Cầu đã thông xe. Phà ngừng chạy."),)
    article = Article("Cầu mới", (Section(None, blocks),))
    assert choose("nam").voice.name == "azure-nam-minh"
    assert choose("nu").voice.name == "azure-hoai-my"
    with Host() as host:
        recording = read(article, voice="azure", host=host)
    assert recording.voice.name == "azure-nam-minh"
    (voice,) = {speak[0].attrib["name"] for speak in azure.asked}
    assert voice == "vi-VN-NamMinhNeural"


def test_what_is_asked_for(azure: Azure, plugin: ModuleType) -> None:
    clip = say(plugin, "azure-hoai-my")
    check(clip, STORY)
    assert [speak[0].attrib["name"] for speak in azure.asked] == ["vi-VN-HoaiMyNeural"] * 2
    texts = [speak.findtext(f".//{SPEAK}prosody") for speak in azure.asked]
    assert texts == [sentence.spoken for sentence in STORY.sentences]
    silences = {each.attrib["type"] for each in azure.asked[0].iter(f"{MSTTS}silence")}
    assert silences == {"Leading-exact", "Tailing-exact"}


def test_it_speaks_faster_itself(azure: Azure, plugin: ModuleType) -> None:
    usual, fast = say(plugin), say(plugin, speed=1.25)
    assert len(usual.pcm) / len(fast.pcm) == pytest.approx(1.25, abs=0.02)
    choice = choose(VoiceRequest("azure-nam-minh", speed=1.25))
    with Host() as host:
        assert host.session(choice.spec).version == "1/1.25"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_again(azure: Azure, plugin: ModuleType, status: int) -> None:
    azure.statuses = [status] * 2
    check(say(plugin), STORY)
    azure.statuses = [status] * 9
    azure.tries = 0
    with pytest.raises(StoppedError, match=f"HTTP {status}"):
        say(plugin)
    assert azure.tries == plugin.TRIES


def test_a_wrong_key_is_not_tried_again(
    azure: Azure, plugin: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(plugin.KEY, "another")
    with pytest.raises(StoppedError, match="HTTP 401"):
        say(plugin)
    assert azure.tries == 1


def test_what_it_does_not_say(azure: Azure, plugin: ModuleType) -> None:
    azure.statuses = [400]
    with pytest.raises(SynthesisError, match=r"HTTP 400.*Cây cầu mới"):
        say(plugin)
    azure.sound = False
    with pytest.raises(SynthesisError, match="Cây cầu mới"):
        say(plugin)


def test_a_service_that_cannot_be_reached(
    azure: Azure, plugin: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(plugin.ENDPOINT, "http://127.0.0.1:1")
    with pytest.raises(StoppedError, match="cannot be reached"):
        say(plugin)


def test_without_a_key_or_a_network_it_is_silent(
    plugin: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reason() -> str:
        (offer,) = [each for each in survey().offers if each.voice.name == "azure-nam-minh"]
        return offer.availability.reason

    assert reason() == "the network is not to be used"
    monkeypatch.setenv("BAONOI_OFFLINE", "0")
    assert reason() == f"{plugin.KEY} is not set"
    monkeypatch.setenv(plugin.KEY, KEY)
    assert reason() == f"{plugin.REGION} is not set"
    monkeypatch.setenv(plugin.REGION, "southeastasia")
    assert reason() == ""
    address = "https://southeastasia.tts.speech.microsoft.com/cognitiveservices/v1"
    assert plugin._address() == address
