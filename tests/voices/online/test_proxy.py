"""Offices reach the services through a proxy, which the environment names."""

from __future__ import annotations

import gc
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import trustme
from conftest import HURRIED, passage, point_at
from proxies import HttpProxy
from services import Log, Services

from baonoi.errors import VoiceError
from baonoi.model import Clip
from baonoi.voices import ClipCache, choose, speak
from baonoi.voices.edge import EdgeEngine
from baonoi.voices.engine import Engine
from baonoi.voices.google import GoogleEngine
from baonoi.voices.online import reach
from baonoi.voices.online.proxy import is_socks, proxy_for

STORY = passage("Cây cầu mới qua sông đã thông xe.", "Phà ngừng chạy từ trưa.")
EDGE, GOOGLE = "wss://speech.example/edge", "https://google.example/voice"


# aiohttp does not wait until TLS inside a tunnel has said good-bye.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """What is left of it goes while nobody minds."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "WSS_PROXY", "WS_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Services]:
    """Both services behind TLS, as they are, with an authority that both libraries trust."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    monkeypatch.setattr("edge_tts.communicate._SSL_CTX", trusted)
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(bundle)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with Services(certificate=context) as services:
        point_at(services, monkeypatch)
        yield services


def say(engine: Engine) -> Clip:
    with closing(engine):
        (clip,) = speak([STORY], engine.voices()[0], engine, ClipCache())
    return clip


def log_of(engine: Engine, services: Services) -> Log:
    return services.edge if engine.name == "edge" else services.google


def port_of(services: Services) -> str:
    return services.edge_url.partition("localhost:")[2].partition("/")[0]


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("scheme", ["http://", ""])
def test_both_speak_through_a_proxy(
    engine: Engine, secure: Services, monkeypatch: pytest.MonkeyPatch, name: str, scheme: str
) -> None:
    straight = say(engine)
    ClipCache().clear()
    with HttpProxy() as proxy:
        monkeypatch.setenv(name, scheme + proxy.place)
        assert bytes(say(engine).pcm) == bytes(straight.pcm)
        assert {line.split()[:2][1] for line in proxy.asked} == {f"localhost:{port_of(secure)}"}
        assert all(line.startswith("CONNECT ") for line in proxy.asked)
        assert proxy.bytes > 5000
        asked = len(proxy.asked)
        ClipCache().clear()
        monkeypatch.setenv("NO_PROXY", "example.com, localhost")
        assert bytes(say(engine).pcm) == bytes(straight.pcm)
        assert len(proxy.asked) == asked


def test_both_speak_through_a_proxy_without_tls(
    engine: Engine, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HttpProxy() as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
        assert len(say(engine).pcm) > 5000
        assert proxy.asked
        assert proxy.bytes > 5000


def test_a_proxy_that_asks_for_a_name(
    engine: Engine, secure: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HttpProxy(user="văn phòng", password="m@t:khẩu") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.place}")
        with pytest.raises(VoiceError, match=r"asks for a name and a password \(HTTP 407\)"):
            say(engine)
        assert log_of(engine, secure).asked == []
    with HttpProxy(user="office", password="m@t:k") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://office:m%40t%3Ak@{proxy.place}")
        assert len(say(engine).pcm) > 5000


def test_a_proxy_that_lets_nothing_through(
    engine: Engine, secure: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HttpProxy(refuses=403) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.place}")
        with pytest.raises(
            VoiceError, match=r"the proxy lets nothing through \(HTTP 403\)"
        ) as told:
            say(engine)
        assert not told.value.fields["mend"]  # no newer library would help
        gone = proxy.place
    monkeypatch.setenv("HTTPS_PROXY", f"http://{gone}")
    with pytest.raises(VoiceError, match="the proxy before it cannot be reached"):
        say(engine)


def test_what_is_reached_is_the_proxy(secure: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that only the proxy can look up."""
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", "wss://nowhere.invalid/edge?")
    with HttpProxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.place}")
        assert choose("nam-minh").voice.name == "nam-minh"
    assert reach.EDGE.address() == ("127.0.0.1", int(proxy.place.rpartition(":")[2]))


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [
        ("socks5://user:secret@127.0.0.1:1080", "the proxy 127.0.0.1 speaks SOCKS"),
        ("socks5h://127.0.0.1:1080", "the proxy 127.0.0.1 speaks SOCKS"),
        ("http://127.0.0.1:port", "no address"),
        ("http://[::1", "no address"),
    ],
)
def test_what_cannot_be_gone_through_is_named(
    services: Services, monkeypatch: pytest.MonkeyPatch, proxy: str, reason: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    for engine in (EdgeEngine(policy=HURRIED), GoogleEngine(HURRIED)):
        found = engine.availability(engine.voices()[0])
        assert not found.usable
        assert reason in found.reason
        assert "secret" not in found.reason
        assert found.mend == "mend-proxy"


def test_which_proxy_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for(EDGE) == proxy_for(GOOGLE) == ""
    monkeypatch.setenv("ALL_PROXY", "socks5://tunnel.example:1080")
    monkeypatch.setenv("HTTP_PROXY", "plain.example:80")
    assert proxy_for("ws://speech.example/edge") == "http://plain.example:80"
    assert proxy_for(EDGE) == "socks5://tunnel.example:1080"
    assert is_socks(proxy_for(EDGE))
    monkeypatch.setenv("HTTPS_PROXY", "http://office.example:3128")
    assert proxy_for(EDGE) == proxy_for(GOOGLE) == "http://office.example:3128"
    assert not is_socks(proxy_for(EDGE))
    monkeypatch.setenv("NO_PROXY", ".google.example,speech.example:8443")
    assert proxy_for(EDGE) == "http://office.example:3128"
    assert proxy_for("wss://speech.example:8443/edge") == ""
    assert proxy_for("https://voice.google.example/") == ""
    monkeypatch.setenv("NO_PROXY", "*")
    assert proxy_for(EDGE) == ""
