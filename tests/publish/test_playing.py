"""Players that people have, where they are installed, take every file without a complaint."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import baonoi
from baonoi.encode import HOMES, WholeCodec, codec_of
from baonoi.model import Article
from baonoi.publish import write_file
from baonoi.publish.cues import cues
from baonoi.publish.metadata import of_whole
from baonoi.publish.texts import write_texts

VLC = str(Path(shutil.which("cvlc") or "cvlc").resolve())
VLC_NOTES = (
    "elst box found",
    "STTS table of",
    *(f"unknown box type {box} " for box in ("gmin", "text", "stik")),
    "Consider increasing access caching",
    "couldn't find any ogg logical stream",
)
"""What it warns of in files of FFmpeg's, too: the edit list of an MP4 and boxes that are Apple's
(chapters, media kind), an Ogg page longer than its cache, the end of an Ogg stream."""
PLAYED_BY_BROWSERS = (".mp3", ".wav", ".flac", ".ogg", ".opus", ".m4a")

LISTEN = """
([name]) => new Promise(resolve => {
  const audio = new Audio(name);
  audio.onloadedmetadata = () => resolve({duration: audio.duration, error: null});
  audio.onerror = () => resolve({duration: 0, error: audio.error.message || audio.error.code});
})
"""
SHOW = """
([vtt]) => new Promise(resolve => {
  const audio = document.createElement("video");
  const track = document.createElement("track");
  track.src = "data:text/vtt;charset=utf-8," + encodeURIComponent(vtt);
  track.kind = "subtitles";
  track.onload = () => resolve([...track.track.cues].map(cue =>
    [cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]));
  track.onerror = () => resolve(null);
  audio.append(track);
  track.track.mode = "showing";
  document.body.append(audio);
})
"""


@pytest.fixture
def empty_page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text("<!doctype html><meta charset=utf-8><title>-</title>", encoding="utf-8")
    return path


@pytest.fixture
def write(
    marked: SimpleNamespace, long_article: Article, tmp_path: Path
) -> Callable[[str], tuple[Path, float]]:
    def make(ending: str) -> tuple[Path, float]:
        path = tmp_path / f"bai{ending}"
        codec = codec_of(path)
        made = marked.record(long_article, tmp_path / "work", codec=codec.sections(None, 7))
        length = made.timeline.samples
        if isinstance(codec, WholeCodec):
            pcm = (part for section in made.sections for part in section.parts())
            codec.write(pcm, path, of_whole(made), None, length)
        else:
            write_file(made, path)
        return path, length / made.timeline.sample_rate

    return make


@pytest.mark.parametrize("ending", PLAYED_BY_BROWSERS)
def test_chromium(
    visits: Any, write: Callable[[str], tuple[Path, float]], empty_page: Path, ending: str
) -> None:
    path, seconds = write(ending)
    told = visits.open(empty_page).evaluate(LISTEN, [path.name])
    assert told["error"] is None
    assert told["duration"] == pytest.approx(seconds, abs=0.08)


def test_chromium_shows_the_cues(
    visits: Any,
    marked: SimpleNamespace,
    long_article: Article,
    empty_page: Path,
    tmp_path: Path,
) -> None:
    made = marked.record(long_article, tmp_path / "work")
    vtt = BytesIO()
    write_texts(made, {"vtt": vtt})
    page = visits.open(empty_page)
    shown = page.evaluate(SHOW, [vtt.getvalue().decode("utf-8")])
    rate = made.timeline.sample_rate
    expected = list(cues(made))
    assert [text for *_, text in shown] == ["\n".join(cue.lines) for cue in expected]
    for (start, end, _), cue in zip(shown, expected, strict=True):
        assert start == pytest.approx(cue.start / rate, abs=0.001)
        assert end == pytest.approx(cue.end / rate, abs=0.001)


def by_vlc(path: Path) -> tuple[float, list[str]]:
    """The seconds of sound that VLC finds in a file, and what its demuxer and decoder say of it."""
    root = os.name == "posix" and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as home:
        seen, heard = Path(home) / path.name, Path(home) / "heard.wav"
        shutil.copyfile(path, seen)
        if root:  # VLC does not run as root
            shutil.chown(home, "nobody")
        told = subprocess.run(
            [
                *(VLC, "--verbose=1", "--intf=dummy", "--no-sout-video", "--play-and-exit"),
                f"--sout=#transcode{{acodec=s16l}}:std{{access=file,mux=wav,dst={heard}}}",
                str(seen),
            ],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
            user="nobody" if root else None,
            env={**os.environ, "HOME": home},
        )
        complaints = [
            line
            for line in told.stderr.splitlines()
            if any(each in line for each in (" demux ", " decoder ", " stream ", " @ 0x"))
            and not any(note in line for note in VLC_NOTES)
        ]
        try:
            with wave.open(str(heard)) as sound:
                return sound.getnframes() / sound.getframerate(), complaints
        except (OSError, EOFError, wave.Error):
            return 0.0, complaints


@pytest.mark.skipif(shutil.which(VLC) is None, reason="VLC is not installed")
@pytest.mark.parametrize("ending", HOMES)
def test_vlc(write: Callable[[str], tuple[Path, float]], ending: str) -> None:
    path, told = write(ending)
    seconds, complaints = by_vlc(path)
    assert complaints == []
    assert seconds == pytest.approx(told, abs=1)  # delays are played, last blocks of FLAC are not


@pytest.mark.skipif(shutil.which(VLC) is None, reason="VLC is not installed")
def test_vlc_complains_of_what_is_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "noise.flac"
    path.write_bytes(bytes(range(256)) * 200)
    seconds, complaints = by_vlc(path)
    assert seconds == 0
    assert complaints


def test_ffmpeg_plays_the_playlist(
    marked: SimpleNamespace, long_article: Article, tmp_path: Path
) -> None:
    """Each of its entries, from where it stands."""
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not installed")
    audio = baonoi.save(marked.record(long_article, tmp_path / "work"), tmp_path / "out")
    entries = [
        line
        for line in audio.with_suffix(".m3u8").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(entries) == 3
    for entry in entries:
        command = ["ffprobe", "-v", "warning", str(audio.parent / entry)]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
