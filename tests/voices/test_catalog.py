"""Which voice speaks, and why nobody better."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from services import Fault, Services

from baonoi.cli.listening import tell_voice
from baonoi.cli.notices import Notices
from baonoi.errors import UsageError, VoiceError
from baonoi.model import Article, Block, Role, Section, VoiceRequest
from baonoi.reading.read import read, save
from baonoi.voices import Host, choose, survey
from baonoi.voices.online import reach

ARTICLE = Article(
    "Cầu mới",
    (Section(None, (Block(Role.PARAGRAPH, "Cây cầu mới qua sông đã thông xe sáng nay."),)),),
)


def names(choice_of: str, **wish: Any) -> tuple[str, list[str]]:
    choice = choose(VoiceRequest(choice_of, **wish))
    return choice.voice.name, [name for name, _ in choice.passed_over]


def test_offline_the_embedded_voices_speak() -> None:
    assert names("nam", offline=True) == ("espeak-nam-bac", ["nam-minh", "huu-quan"])
    women = ["hoai-my", "xuan-tien", "google", "vais1000"]
    assert names("nu", offline=True) == ("espeak-nu-bac", women)
    assert "the network is not to be used" in choose("nam").note


def test_with_a_network_the_neural_ones(services: Services) -> None:
    assert names("nam") == ("nam-minh", [])
    assert names("nu") == ("hoai-my", [])
    assert names("nam", offline=True)[0] == "espeak-nam-bac"
    assert {offer.voice.name for offer in survey().offers if offer.availability.usable} >= {
        "nam-minh",
        "hoai-my",
        "google",
        "espeak-nam-nam",
    }


@pytest.mark.parametrize(
    ("name", "wish", "voice"),
    [
        ("espeak", {}, "espeak-nam-bac"),
        ("espeak-nam-nam", {}, "espeak-nam-nam"),
        ("nam", {"engine": "espeak"}, "espeak-nam-bac"),
        ("nu", {"engine": "espeak"}, "espeak-nu-bac"),
        ("nu", {"engine": "google"}, "google"),
        ("nam", {"engine": "gtts"}, "google"),
        ("edge", {}, "nam-minh"),
        ("google", {"simulate_male": True}, "google-tram"),
        ("nam", {"simulate_male": True}, "nam-minh"),
    ],
)
def test_names_and_forced_engines(
    services: Services, name: str, wish: dict[str, object], voice: str
) -> None:
    assert names(name, **wish)[0] == voice


def test_a_man_s_timbre_where_no_man_can_be_reached(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("parselmouth", reason="needs praat-parselmouth")
    gone = reach.Site("https://nowhere.invalid", "", "")
    monkeypatch.setattr(reach, "EDGE", gone)
    assert names("nam") == ("espeak-nam-bac", ["nam-minh", "huu-quan"])
    assert names("nam", simulate_male=True) == ("google-tram", ["nam-minh", "huu-quan"])
    choice = choose(VoiceRequest("google", simulate_male=True, speed=1.2))
    assert (choice.voice.gender, choice.voice.pace) == ("male", 1 / 1.2)


def test_what_there_is_not() -> None:
    with pytest.raises(UsageError, match="nobody"):
        choose("nobody")
    with pytest.raises(UsageError, match="espeak"):
        choose(VoiceRequest("nam-minh", engine="espeak"))
    with pytest.raises(UsageError, match="times its speed"):
        choose(VoiceRequest("nam", speed=3))
    with pytest.raises(VoiceError, match="nam-minh cannot speak"):
        choose("nam-minh")


def test_speed_changes_the_pauses_and_the_address() -> None:
    usual, fast = choose("espeak"), choose(VoiceRequest("espeak", speed=2.0))
    assert fast.voice.pace == usual.voice.pace / 2
    with Host() as host:
        assert host.session(fast.spec).version != host.session(usual.spec).version


def test_a_voice_that_cannot_begin_gives_way(
    services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services.faults = [Fault("status", status=404)]
    path = save(
        read(ARTICLE, voice="nam", listeners=[partial(tell_voice, notices=Notices())]), tmp_path
    )
    manifest = json.loads((path.parent / "recording.json").read_text(encoding="utf-8"))
    assert manifest["voice"] == "espeak-nam-bac"
    passed, installable = manifest["passed_over"]
    assert (passed["voice"], installable["voice"]) == ("nam-minh", "huu-quan")
    assert "HTTP 404" in passed["reason"]
    (said,) = capsys.readouterr().err.splitlines()
    assert "HTTP 404" in said
    # Nobody finds it out again a moment later; but whoever is asked for by name may try.
    assert names("nam") == ("espeak-nam-bac", ["nam-minh", "huu-quan"])
    assert names("nam-minh") == ("nam-minh", [])


def test_a_named_voice_that_cannot_begin_is_an_error(services: Services, tmp_path: Path) -> None:
    services.faults = [Fault("status", status=404)]
    with pytest.raises(VoiceError, match="HTTP 404"):
        save(read(ARTICLE, voice="nam-minh"), tmp_path)
    assert list(tmp_path.glob("*/*.mp3")) == []


def test_whether_a_service_answers_is_asked_once(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    probe = reach.probe
    monkeypatch.setattr(reach, "probe", lambda host, port: asked.append(host) or probe(host, port))
    assert choose("nam-minh").voice.name == "nam-minh"
    assert choose("nam").voice.name == "nam-minh"
    assert asked == ["localhost"]
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    choose("nam")
    assert asked == ["localhost", "localhost"]


def test_a_service_that_says_nothing_takes_two_seconds_at_most() -> None:
    start = time.monotonic()
    with socket.socket() as full:  # a queue with no room: connections wait for ever
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        reason = reach.probe("127.0.0.1", port)
        for each in waiting:
            each.close()
    assert time.monotonic() - start < 2.0
    assert reason
    assert "cannot be reached" in reach.probe("127.0.0.1", 1)
    assert "cannot be found" in reach.probe("nowhere.invalid", 443)


def test_nothing_dear_is_imported_for_an_embedded_voice(tmp_path: Path) -> None:
    source = tmp_path / "bai.txt"
    source.write_text("Cầu mới\n\nCây cầu mới qua sông đã thông xe sáng nay.", encoding="utf-8")
    code = (
        "import sys; sys.argv = ['baonoi', 'read', '-q', '-d', sys.argv[1], sys.argv[2]]\n"
        "from baonoi.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out"), str(source)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith(".mp3\n")
    modules = set(done.stderr.split())
    assert "baonoi.voices.espeak" in modules
    dear = {"edge_tts", "gtts", "requests", "aiohttp", "piper", "vieneu", "soundfile"}
    dear |= {"huggingface_hub", "parselmouth"}
    assert not modules & dear
