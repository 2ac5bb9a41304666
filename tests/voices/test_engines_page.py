"""The page about adding an engine: its example is run as it stands there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from baonoi.model import Article, Block, Role, Section, VoiceRequest
from baonoi.reading.read import read, save
from baonoi.voices import Host, choose, survey

PAGE = Path(__file__).parents[2] / "docs" / "engines.md"
PROGRAM = """
import math, struct, sys, wave
file, text = sys.argv[1:]
count = 5000 * len(text.split())
with wave.open(file, "wb") as out:
    out.setparams((1, 2, 24000, 0, "NONE", ""))
    out.writeframes(b"".join(
        struct.pack("<h", int(9000 * math.sin(at / 20))) for at in range(count)))
"""
ARTICLE = Article(
    "Cầu mới", (Section(None, (Block(Role.PARAGRAPH, "Cầu đã thông xe. Phà ngừng chạy."),)),)
)


class Entry:
    """An entry point of another package."""

    name = "aloud"

    def __init__(self, engine: object) -> None:
        self._engine = engine

    def load(self) -> object:
        return self._engine


def test_the_example_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    module = ModuleType("aloud")
    exec(code, module.__dict__)
    script = tmp_path / "aloud.py"
    script.write_text(PROGRAM, encoding="utf-8")
    found = [Entry(module.__dict__["AloudEngine"])]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: found)

    missing = next(offer for offer in survey().offers if offer.voice.name == "aloud-lan")
    assert missing.availability.reason == "aloud is not installed"
    module.__dict__["PROGRAM"] = [sys.executable, str(script)]
    assert choose("aloud-lan").voice.accent == "southern"
    with Host() as host:
        recording = read(ARTICLE, voice="aloud-lan", host=host)
    assert recording.voice.name == "aloud-lan"
    assert save(recording, tmp_path / "out").stat().st_size > 5000
    assert choose("aloud").voice.name == "aloud-lan"
    assert choose(VoiceRequest("aloud-lan", speed=1.5)).voice.pace < 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_segments_become_clips_and_back() -> None:
    from pydub.generators import Sine

    from baonoi.voices.segment import from_segments, to_segment

    tones = [Sine(200).to_audio_segment(300), Sine(300).to_audio_segment(500).set_channels(2)]
    clip = from_segments(tones, "x")
    assert list(clip.sentences) == [round(0.3 * 44100), round(0.8 * 44100)]
    back = to_segment(clip)
    assert (len(back), back.channels, back.sample_width) == (800, 1, 2)
    assert back.raw_data == clip.pcm
