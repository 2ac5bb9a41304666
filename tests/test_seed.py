"""The seed article at every stage. ``python tests/test_seed.py`` writes the golden files anew."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile

from baonoi.reading.plan import script_of
from baonoi.reading.read import read, save
from baonoi.reading.source import understand
from baonoi.voices import choose

ROOT = Path(__file__).resolve().parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))
GOLDEN = ROOT / "tests" / "golden" / "seed.script.txt"
VOICE = "espeak-nam-bac"

READINGS = (
    "ngày chín tháng hai năm hai nghìn không trăm hai mươi tư, hai mươi hai giờ mười một phút",
    "hai khâu đột phá",
    "hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm",
    "Nghị quyết không tám",
    "một trăm năm mươi đề tài",
    "chín mươi mốt trên chín mươi mốt",
    "hai nghìn không trăm hai mươi ba tại Nga",
    "đê tê hai mươi ba",
    "một trăm linh năm phẩy không phần trăm",
    "mười bốn phẩy hai triệu đồng một người một tháng",
    "hơn một nghìn bài viết",
    "một phẩy tám lần",
    "lần thứ tư",
    "Tổng cục Công nghiệp Quốc phòng đẩy mạnh",
    "vũ khí trang bị kỹ thuật mới",
    "các loại vũ khí trang bị tiên tiến",
    "giao phó.",
)


def script_text() -> str:
    """The script as the voice gets it: a passage a block, its sentences with their pauses."""
    lines: list[str] = []
    for section in script_of(understand(str(SEED)), choose(VOICE).voice).sections:
        lines.append(f"# {section.heading or '-'}")
        for passage in section.passages:
            lines.append(f"[{passage.role}]")
            for text, pause in zip(passage.sentences, passage.pauses, strict=True):
                lines.append(f"{text.spoken} <{pause}>")
        lines.append("")
    return "\n".join(lines)


def test_the_script_is_the_golden_one() -> None:
    assert script_text() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("reading", READINGS)
def test_it_is_said_as_an_anchor_would(reading: str) -> None:
    assert reading in script_text()


def test_no_digit_no_sign_and_no_abbreviation_reaches_a_voice() -> None:
    script = script_of(understand(str(SEED)), choose(VOICE).voice)
    spoken = " ".join(text.spoken for p in script.passages() for text in p.sentences)
    assert not re.search(r"[\d%/&@+=<>*#()\[\]“”\"]", spoken)
    assert not re.findall(r"\b[A-ZĐ]{2,}\b", spoken)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAONOI_CACHE", str(folder / "cache"))
        return save(read(str(SEED), voice=VOICE), folder)


def test_three_sections_between_six_and_nine_minutes(recording: Path) -> None:
    manifest = json.loads((recording.parent / "recording.json").read_text(encoding="utf-8"))
    headings = [section["heading"] for section in manifest["sections"]]
    assert headings[0] is None
    assert [heading.split()[0] for heading in headings[1:]] == ["Năm", "Quyết"]
    assert 360 < manifest["duration"] < 540


def test_every_mp3_is_as_long_as_its_timeline(recording: Path) -> None:
    manifest = json.loads((recording.parent / "recording.json").read_text(encoding="utf-8"))
    sound, rate = soundfile.read(recording)
    assert len(sound) == round(manifest["duration"] * rate)
    for section in manifest["sections"]:
        part, _ = soundfile.read(recording.parent / section["file"])
        start, end = round(section["start"] * rate), round(section["end"] * rate)
        assert len(part) == end - start
        assert np.abs(part - sound[start:end]).max() <= 1 / 32768


def test_it_sounds_like_a_broadcast(recording: Path) -> None:
    sound, rate = soundfile.read(recording)
    assert -16.5 < pyloudnorm.Meter(rate).integrated_loudness(sound) < -15.5
    whole = np.pad(sound, (0, -len(sound) % 65536))  # a length that a transform likes
    upsampled = np.fft.irfft(np.fft.rfft(whole), 4 * len(whole)) * 4
    assert 20 * np.log10(np.abs(upsampled).max()) < -1.4
    loud = np.flatnonzero(np.abs(sound) > 10 ** (-50 / 20))
    assert np.diff(loud).max() < 2.0 * rate


def test_an_espeak_that_crashes_is_a_message(tmp_path: Path) -> None:
    """The worker is replaced by one that dies: an error of two lines, and nothing is left."""
    program = (
        "import sys; from pathlib import Path; import baonoi.voices.espeak.pool as pool;"
        f"pool.WORKER = Path({str(tmp_path / 'dies.py')!r});"
        "from baonoi.cli.app import main;"
        f"sys.argv = ['baonoi', 'read', '-d', 'out', '--voice', '{VOICE}', {str(SEED)!r}]; main()"
    )
    (tmp_path / "dies.py").write_text("import os; os.abort()", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert result.returncode == 1
    assert "crashed twice" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2
    assert not (tmp_path / "out").exists()


if __name__ == "__main__":
    GOLDEN.write_text(script_text(), encoding="utf-8")
