from __future__ import annotations

from pathlib import Path

from baonoi.model import SpokenText
from baonoi.voices.espeak import VOICES
from baonoi.voices.faults import unloadable, unsaid


def test_what_failed_is_told_with_its_cause() -> None:
    model = unloadable(Path("a.onnx"), ValueError("no graph"))
    assert (model.code, model.message) == ("model-broken", "a.onnx cannot be loaded: no graph")
    sentence = unsaid(VOICES[0], SpokenText("Cầu mới", "cầu mới"), RuntimeError("no memory"))
    assert sentence.code == "voice-failed"
    assert sentence.fields["text"] == "Cầu mới"
    assert "no memory" in sentence.message
