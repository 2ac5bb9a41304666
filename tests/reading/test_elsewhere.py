"""Read in one process, published in another; and several in one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import soundfile
from fake_voice import article_of

from baonoi.model import VoiceRequest
from baonoi.reading.job import ReadingJob
from baonoi.reading.options import ReadingOptions
from baonoi.reading.read import read, save, stream
from baonoi.voices import Host

VOICE = "espeak-nam-bac"
ARTICLE = article_of(
    ["Sáng 1/3, cây cầu dài 1,5 km đã thông xe."], ["Phà ngừng chạy từ hôm nay."], title="Cầu mới"
)
READ = """
import pickle, sys
from pathlib import Path
import baonoi
recording = baonoi.read(sys.argv[1], voice=sys.argv[2])
Path(sys.argv[3]).write_bytes(pickle.dumps(recording))
"""
PUBLISH = """
import pickle, sys
from pathlib import Path
from baonoi.reading.read import save
print(save(pickle.loads(Path(sys.argv[1]).read_bytes()), sys.argv[2]))
"""


def run(program: str, *arguments: object) -> str:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_recording_is_opened_in_another_process(tmp_path: Path) -> None:
    source = tmp_path / "bai.txt"
    source.write_text(
        "Cầu mới qua sông\n\nSáng nay, cây cầu đã thông xe sau hai năm.\n\n"
        "Người dân hai bờ từ nay đi lại dễ hơn, không còn phải chờ phà.",
        encoding="utf-8",
    )
    assert run(READ, source, VOICE, tmp_path / "recording") == ""
    audio = Path(run(PUBLISH, tmp_path / "recording", tmp_path / "there"))
    assert audio.is_relative_to(tmp_path / "there")
    sound, rate = soundfile.read(audio)
    manifest = json.loads((audio.parent / "recording.json").read_text(encoding="utf-8"))
    assert len(sound) == round(manifest["duration"] * rate)
    save(read(str(source), voice=VOICE), tmp_path / "here")
    assert files(tmp_path / "here") == files(tmp_path / "there")


def test_one_host_reads_one_after_another(tmp_path: Path) -> None:
    with Host() as host:
        for number in range(3):
            article = article_of([f"Bài thứ {number}."], title=f"Bài {number}")
            audio = save(read(article, voice=VOICE, host=host), tmp_path)
            assert audio.stem == f"bai-{number}"


def test_a_job_is_all_that_need_be_told(tmp_path: Path) -> None:
    source = tmp_path / "bai.txt"
    source.write_text("Cầu mới\n\nCây cầu mới qua sông đã thông xe sáng nay.", encoding="utf-8")
    job = ReadingJob(
        str(source), VoiceRequest(VOICE, speed=1.5), ReadingOptions(bitrate=32, loudness=-20)
    )
    recording = read(ReadingJob.from_json(job.to_json()))
    assert recording.voice.pace == 1 / 1.5
    usual = read(str(source), voice=VOICE)
    assert recording.timeline.samples < 0.8 * usual.timeline.samples
    size, usual_size = (sum(len(s.frames) for s in r.sections) for r in (recording, usual))
    assert size / recording.timeline.samples < 0.6 * usual_size / usual.timeline.samples


def test_a_stream_from_python() -> None:
    with Host() as host:
        parts = list(stream(ARTICLE, voice=VOICE, host=host))
    assert parts[0].startswith(b"ID3")
    assert len(parts) >= 4
