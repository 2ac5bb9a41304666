"""Killed at any moment, a read goes on where it stopped and ends the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from services import Fault, Services

from baonoi.model import Passage
from baonoi.reading.plan import script_of
from baonoi.reading.source import understand
from baonoi.voices import ClipCache, Host, choose, clip_key
from baonoi.voices.edge import groups
from baonoi.voices.google.packing import pack

KILLS = 10
HOOKED = Path(__file__).with_name("hooked.py")
PLACES = ("sông", "núi", "biển", "đồng", "phố", "rừng", "đảo", "làng", "chợ", "bến")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    paragraphs = [
        f"Sáng nay, người dân vùng {place} đã đón tin vui thứ {number}. Công trình mới được xây "
        f"trong hai năm, dài {number + 3} km, rộng {number + 10} m, và sẽ phục vụ hàng nghìn hộ "
        f"dân ở hai bên {place} cùng các vùng lân cận trong nhiều năm tới."
        for number, place in enumerate(PLACES, 1)
    ]
    path = tmp_path / "bai.txt"
    path.write_text("\n\n".join(["Tin vui đến mười vùng quê", *paragraphs]), encoding="utf-8")
    return path


def start(
    article: Path, folder: Path, voice: str, services: Services, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "BAONOI_CACHE": str(folder / "cache"),
        "BAONOI_OFFLINE": "0",
    }
    if voice == "nam-minh":
        environment["EDGE_URL"] = services.edge_url
    elif voice == "google":
        environment["GOOGLE_URL"] = services.google_url
    command = [sys.executable, str(HOOKED), "read", "-q", "--voice", voice, str(article)]
    command += ["-d", str(folder / "out")]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=stderr)


@pytest.mark.parametrize("voice", ["nam-minh", "google"])
def test_a_network_that_is_lost(
    voice: str, article: Path, tmp_path: Path, services: Services
) -> None:
    fault = Fault("status" if voice == "google" else "wrong", text="đảo", status=404)
    services.faults = [fault]
    process = start(article, tmp_path, voice, services, stderr=subprocess.PIPE)
    _, complaint = process.communicate()
    assert process.returncode == 5
    what, then = complaint.decode().splitlines()
    assert "đảo" in what
    assert "of 11 passages are said and kept" in what
    assert f"run: baonoi read -q --voice {voice} {article}" in then
    assert not list((tmp_path / "out").rglob("*.mp3"))
    services.faults = []
    log = services.google if voice == "google" else services.edge
    log.asked.clear()
    assert start(article, tmp_path, voice, services).wait() == 0
    passages = script_of(understand(str(article)), choose(voice).voice).passages()
    (lost,) = (each for each in passages if "đảo" in each.sentences[-1].spoken)
    assert sorted(log.asked) == sorted(requests_of(lost, voice))
    assert made(tmp_path)


def made(folder: Path) -> bytes:
    (audio,) = (folder / "out").glob("*/*.mp3")
    return audio.read_bytes()


def requests_of(passage: Passage, voice: str) -> list[str]:
    """What a service is asked for to have a passage said."""
    if voice == "google":
        return [request.text for request in pack(passage.punctuated().sentences)]
    return [" ".join(group) for group in groups([text.spoken for text in passage.sentences])]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("voice", ["espeak-nam-bac", "nam-minh", "google"])
def test_killed_ten_times(voice: str, article: Path, tmp_path: Path, services: Services) -> None:
    services.first_byte = 0.03
    choice = choose(voice)
    passages = list(script_of(understand(str(article)), choice.voice).passages())
    with Host() as host:
        version = host.session(choice.spec).version
    keys = [clip_key(passage, choice.voice, version) for passage in passages]
    log = services.google if voice == "google" else services.edge

    begun = time.monotonic()
    assert start(article, tmp_path / "calm", voice, services).wait() == 0
    whole = time.monotonic() - begun
    everything = Counter(log.asked)
    log.asked.clear()

    moments = random.Random(voice)
    cache = ClipCache(tmp_path / "killed" / "cache")
    done: set[str] = set()
    for _ in range(KILLS):
        process = start(article, tmp_path / "killed", voice, services)
        time.sleep(moments.uniform(0.2, 0.9) * whole)
        process.kill()
        process.wait()
        if list((tmp_path / "killed" / "out").glob("*/recording.json")):
            assert made(tmp_path / "killed") == made(tmp_path / "calm")
        asked = Counter(log.asked)
        log.asked.clear()
        assert not done & set(asked), "what was finished is asked for again"
        for passage, key in zip(passages, keys, strict=True):
            if key in cache:
                done.update(requests_of(passage, voice))
    assert start(article, tmp_path / "killed", voice, services).wait() == 0
    assert not done & set(log.asked)
    assert made(tmp_path / "killed") == made(tmp_path / "calm")
    assert set(everything) == (set() if voice.startswith("espeak") else done | set(log.asked))
