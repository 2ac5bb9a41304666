"""The library that asks Microsoft's service must be as new as the service."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable
from contextlib import closing

import pytest
from click.testing import CliRunner
from conftest import HURRIED, passage
from services import Fault, Services

from baonoi.cli.app import baonoi
from baonoi.cli.hints import hint
from baonoi.errors import StoppedError, VoiceError
from baonoi.voices import ClipCache, choose, speak
from baonoi.voices.edge import VOICES, EdgeEngine

STORY = passage("Cây cầu mới qua sông đã thông xe.")


def installed(monkeypatch: pytest.MonkeyPatch, edge: str) -> None:
    """As if that version of edge-tts were."""
    version: Callable[[str], str] = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: edge if name == "edge-tts" else version(name)
    )


@pytest.mark.parametrize("old", ["7.2.0", "7.2.8", "7.3.0", "7.3.0b1", "6.1.19"])
def test_an_old_one_cannot_speak(
    services: Services, monkeypatch: pytest.MonkeyPatch, old: str
) -> None:
    installed(monkeypatch, old)
    with pytest.raises(VoiceError, match=f"edge-tts {old} is too old") as told:
        choose("nam-minh")
    assert hint(told.value) == "pip install --upgrade edge-tts"
    assert choose("nam").voice.name == "espeak-nam-bac"
    report = CliRunner().invoke(baonoi, ["doctor"]).output
    _, _, after = report.partition(f"-     voice nam-minh edge-tts {old} is too old")
    assert after.splitlines()[1].strip() == "pip install --upgrade edge-tts"
    assert services.edge.connections == 0


@pytest.mark.parametrize("new", ["7.3.1", "7.10", "8.0.0rc1"])
def test_a_newer_one_can(services: Services, monkeypatch: pytest.MonkeyPatch, new: str) -> None:
    installed(monkeypatch, new)
    assert choose("nam-minh").voice.name == "nam-minh"


@pytest.mark.parametrize("fault", [Fault("status", status=403), Fault("empty")])
def test_what_an_old_one_meets_tells_how_to_update(services: Services, fault: Fault) -> None:
    """A refusal, or an answer without audio: before anything was said, and after."""
    with closing(EdgeEngine(policy=HURRIED)) as engine:
        services.faults = [fault]
        with pytest.raises(VoiceError) as absent:
            list(speak([STORY], VOICES[0], engine, ClipCache()))
        services.faults = []
        list(speak([STORY], VOICES[0], engine, ClipCache()))
        services.faults = [fault]
        two = [STORY, passage("Phà ngừng chạy.")]
        with pytest.raises(StoppedError) as stopped:
            list(speak(two, VOICES[0], engine, ClipCache()))
    for told in (absent, stopped):
        assert "pip install --upgrade edge-tts" in hint(told.value)


def test_what_no_newer_one_mends_tells_nothing_of_it(services: Services) -> None:
    services.faults = [Fault("status", status=503)]
    with closing(EdgeEngine(policy=HURRIED)) as engine, pytest.raises(VoiceError) as absent:
        list(speak([STORY], VOICES[0], engine, ClipCache()))
    assert "pip" not in hint(absent.value)
