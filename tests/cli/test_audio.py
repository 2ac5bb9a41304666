"""The audio alone: formats, streams, covers and how it is coded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from array import array
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, RawIOBase
from itertools import pairwise
from pathlib import Path

import mutagen
import numpy as np
import pyloudnorm
import pytest
import soundfile
from mutagen.id3 import ID3

from baonoi.model import Article, Clip, Passage, Voice, VoiceChoice, VoiceSpec
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.target import to_pipe
from baonoi.voices import Availability, Host

VOICE = ("--voice", "espeak-nam-bac")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


@pytest.mark.parametrize("ending", [".wav", ".flac", ".ogg", ".opus"])
def test_the_ending_names_the_format(baonoi, story, tmp_path, ending) -> None:
    out = tmp_path / f"bai{ending}"
    result = baonoi("read", *VOICE, "-o", out, story)
    assert (result.returncode, result.stdout) == (0, f"{out}\n"), result.stderr
    assert soundfile.info(out).duration > 15
    if ending != ".wav":
        assert mutagen.File(out)["title"] == ["Cầu mới qua sông thông xe"]
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {out.name, story.name}


def test_every_format_is_as_loud_and_long(baonoi, story, tmp_path) -> None:
    sounds = {}
    for ending in (".mp3", ".wav"):
        baonoi("read", *VOICE, "-o", tmp_path / f"bai{ending}", story)
        sounds[ending], rate = soundfile.read(tmp_path / f"bai{ending}")
    power = {ending: np.sqrt(np.mean(sound**2)) for ending, sound in sounds.items()}
    assert 20 * abs(np.log10(power[".mp3"] / power[".wav"])) < 1
    assert abs(len(sounds[".mp3"]) - len(sounds[".wav"])) < rate / 4


def test_an_unknown_ending_is_named_before_anything_is_said(baonoi, story, tmp_path) -> None:
    result = baonoi("read", *VOICE, "-o", tmp_path / "bai.aac", story)
    assert result.returncode == 2
    assert ".mp3, .wav, .flac, .ogg, .opus, .m4a, .m4b" in result.stderr


def test_the_same_file_on_one_core_and_on_all(baonoi, story, tmp_path, monkeypatch) -> None:
    assert baonoi("read", *VOICE, "-o", tmp_path / "all.opus", story).returncode == 0
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    monkeypatch.setenv("BAONOI_CACHE", str(tmp_path / "another"))
    assert baonoi("read", *VOICE, "-o", tmp_path / "one.opus", story).returncode == 0
    assert (tmp_path / "one.opus").read_bytes() == (tmp_path / "all.opus").read_bytes()


@pytest.mark.parametrize(("bitrate", "quality"), [("16", "9"), ("32", "5"), ("160", "2")])
def test_bitrate_and_quality(baonoi, story, tmp_path, bitrate, quality) -> None:
    options = ("--bitrate", bitrate, "--quality", quality)
    result = baonoi("read", *VOICE, *options, "--json", story)
    manifest = json.loads(result.stdout)
    path = tmp_path / "work" / manifest["path"]
    assert mutagen.File(path).info.bitrate == pytest.approx(1000 * int(bitrate), rel=0.01)
    info = soundfile.info(path)
    assert info.frames == round(manifest["duration"] * info.samplerate)


def test_loudness(baonoi, story, tmp_path) -> None:
    pyloudnorm = pytest.importorskip("pyloudnorm")
    for target in (-16, -23):
        out = tmp_path / "bai.mp3"
        baonoi("read", *VOICE, "--loudness", str(target), "-o", out, story)
        sound, rate = soundfile.read(out)
        assert pyloudnorm.Meter(rate).integrated_loudness(sound) == pytest.approx(target, abs=0.5)


def test_a_cover(baonoi, story, tmp_path) -> None:
    (tmp_path / "anh.png").write_bytes(PNG)
    result = baonoi("read", *VOICE, "--cover", tmp_path / "anh.png", story)
    audio = tmp_path / "work" / result.stdout.strip()
    assert ID3(audio)["APIC:"].data == PNG
    for section in (audio.parent / "sections").iterdir():
        assert ID3(section)["APIC:"].data == PNG


def test_a_cover_is_drawn_where_there_is_no_picture(baonoi, story, tmp_path) -> None:
    result = baonoi("read", *VOICE, story)
    audio = tmp_path / "work" / result.stdout.strip()
    picture = ID3(audio)["APIC:"]
    assert picture.mime == "image/png"
    assert picture.data == (audio.parent / "cover.png").read_bytes()
    manifest = json.loads((audio.parent / "recording.json").read_text(encoding="utf-8"))
    assert manifest["cover"] == "cover.png"


def test_the_picture_saved_with_a_page(baonoi, tmp_path) -> None:
    (tmp_path / "bai_files").mkdir()
    (tmp_path / "bai_files" / "anh.png").write_bytes(PNG)
    page = tmp_path / "bai.html"
    page.write_text(
        '<meta charset="utf-8"><meta property="og:image" content="bai_files/anh.png">'
        "<title>Cầu mới</title><h1>Cầu mới qua sông thông xe</h1>"
        + "<p>Sáng nay, cây cầu nối hai bờ sông đã chính thức thông xe sau hai năm thi công.</p>"
        "<p>Người dân hai bờ từ nay đi lại dễ hơn, không còn phải chờ phà vào những ngày lũ.</p>",
        encoding="utf-8",
    )
    result = baonoi("read", *VOICE, page)
    assert ID3(tmp_path / "work" / result.stdout.strip())["APIC:"].data == PNG


PAGE = (
    '<!doctype html><meta charset="utf-8"><meta property="og:image" content="/anh.png">'
    "<title>Cầu mới</title><h1>Cầu mới qua sông thông xe</h1>"
    "<p>Sáng nay, cây cầu nối hai bờ sông đã chính thức thông xe sau hai năm thi công.</p>"
    "<p>Người dân hai bờ từ nay đi lại dễ hơn, không còn phải chờ phà vào những ngày lũ.</p>"
)


class Paper(BaseHTTPRequestHandler):
    """A newspaper of one page and its picture."""

    def do_GET(self) -> None:
        picture = self.path == "/anh.png"
        self.send_response(200)
        self.send_header("Content-Type", "image/png" if picture else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PNG if picture else PAGE.encode("utf-8"))

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def paper() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Paper) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/bai.html"
        server.shutdown()


def test_a_private_page_s_picture_is_fetched_like_the_page(baonoi, paper, tmp_path) -> None:
    proxies = {"http_proxy", "all_proxy"}
    environment = {name: text for name, text in os.environ.items() if name.lower() not in proxies}
    environment["BAONOI_OFFLINE"] = "0"
    result = baonoi("read", *VOICE, "--allow-private", paper, env=environment)
    assert result.returncode == 0, result.stderr
    assert ID3(tmp_path / "work" / result.stdout.strip())["APIC:"].data == PNG
    assert baonoi("read", *VOICE, paper, env=environment).returncode == 3


@pytest.mark.parametrize(
    "options",
    [
        ("--cover", "khong-co.png"),
        ("--bitrate", "63"),
        ("--quality", "10"),
        ("--loudness", "-3"),
        ("--loudness", "nan"),
        ("--play", "-o", "-"),
        ("-o", "bai.xyz"),
    ],
)
def test_wrong_wishes(baonoi, story, options) -> None:
    result = baonoi("read", *VOICE, *options, story)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_standard_output_into_a_file_gets_all_of_it(baonoi, story, tmp_path) -> None:
    out = tmp_path / "bai.mp3"
    with out.open("wb") as file:
        options = {"capture_output": False, "stdout": file, "stderr": subprocess.PIPE}
        assert baonoi("read", *VOICE, "-o", "-", story, **options).returncode == 0
    baonoi("read", *VOICE, "-o", tmp_path / "same.mp3", story)
    assert out.read_bytes() == (tmp_path / "same.mp3").read_bytes()
    assert len(ID3(out).getall("CHAP")) == 2


def test_the_wanted_loudness_counts_on_a_pipe(baonoi, story) -> None:
    heard = {}
    for target in (-16, -24):
        options = ("read", *VOICE, "--loudness", str(target), "-o", "-", story)
        sound, rate = soundfile.read(BytesIO(baonoi(*options, encoding=None).stdout))
        heard[target] = pyloudnorm.Meter(rate).integrated_loudness(sound)
    assert heard[-24] - heard[-16] == pytest.approx(-8, abs=1)


def test_whoever_has_enough_may_close_the_pipe(story) -> None:
    command = [sys.executable, "-m", "baonoi", "read", *VOICE, "-o", "-", str(story)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    "options", [("--quality", "2"), ("--bitrate", "32"), ("--loudness", "-14"), ()]
)
@pytest.mark.parametrize("ending", [".mp3", ".ogg"])
def test_no_setting_brings_out_too_high_a_peak(baonoi, story, tmp_path, options, ending) -> None:
    out = tmp_path / f"bai{ending}"
    assert baonoi("read", *VOICE, *options, "-o", out, story).returncode == 0
    sound, _ = soundfile.read(out)
    curve = np.fft.irfft(np.fft.rfft(sound), 4 * len(sound)) * 4
    assert 20 * np.log10(np.abs(curve).max()) <= -1.4


@pytest.mark.parametrize(
    "coded",
    [
        ".mp3",
        ".mp3 --bitrate 32 --loudness -14",
        ".mp3 --bitrate 16 --quality 9 --loudness -30",
        ".mp3 --bitrate 160 --quality 0",
        ".wav --loudness -14",
        ".flac --loudness -30",
        ".ogg --bitrate 16",
        ".ogg --bitrate 160 --loudness -14",
        ".opus --bitrate 16 --loudness -14",
        ".opus --bitrate 160",
        ".m4a --bitrate 16 --loudness -14",
        ".m4a --bitrate 160",
        ".m4b",
    ],
)
def test_no_library_talks_on_standard_error(baonoi, tmp_path, coded) -> None:
    ending, *options = coded.split()
    if ending in (".m4a", ".m4b"):
        pytest.importorskip("av")
    text = tmp_path / "bai.txt"
    text.write_text("Sáng nay, cây cầu nối hai bờ sông đã chính thức thông xe.", encoding="utf-8")
    result = baonoi("read", "-q", *VOICE, *options, "-o", f"bai{ending}", text)
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "work" / f"bai{ending}").stat().st_size > 1000


NOT_THE_BEST = "not nam-minh: 127.0.0.1 cannot be reached"


def cut_off() -> dict[str, str]:
    """As on a machine whose network leads nowhere."""
    environment = {**os.environ, "HTTPS_PROXY": "http://127.0.0.1:9"}
    del environment["BAONOI_OFFLINE"]
    return environment


@pytest.mark.parametrize(
    "options",
    [(), ("-o", "bai.mp3"), ("-o", "-"), ("-o", "bai.ogg", "--loudness", "-14", "--bitrate", "32")],
)
def test_why_not_the_best_voice_is_said_once(baonoi, story, options) -> None:
    result = baonoi("read", *options, story, encoding=None, env=cut_off())
    assert result.returncode == 0
    assert result.stderr.decode("utf-8").count(NOT_THE_BEST) == 1
    quiet = baonoi("read", "-q", *options, story, encoding=None, env=cut_off())
    assert quiet.stderr == b""


@pytest.mark.parametrize("options", [("--offline",), VOICE])
def test_nothing_is_said_of_what_was_asked_for(baonoi, story, options) -> None:
    result = baonoi("read", *options, "-o", "bai.mp3", story, env=cut_off())
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_so_it_is_while_it_is_played(baonoi, story, tmp_path) -> None:
    player = tmp_path / "mpv"
    player.write_text(f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\n")
    player.chmod(0o755)
    environment = {**cut_off(), "PATH": str(tmp_path)}
    result = baonoi("read", "--play", "-o", "bai.mp3", story, env=environment)
    assert result.returncode == 0, result.stderr
    assert result.stderr.count(NOT_THE_BEST) == 1


class Pipe(RawIOBase):
    """Cannot be sought; counts what came through."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


class Slow:
    """An engine that notes how much had come through when it was asked for each passage."""

    name = version = "slow"
    at_once = 1
    online = False

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe
        self.seen: list[int] = []

    def voices(self) -> tuple[Voice, ...]:
        return (Voice("slow", "Slow", "slow", "male"),)

    def availability(self, voice: Voice) -> Availability:
        return Availability(True)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        for passage in passages:
            self.seen.append(len(self.pipe.data))
            count = 6000 * sum(len(text.spoken.split()) for text in passage.sentences)
            hum = (6000 * np.sin(np.arange(count) / 20)).astype("<i2")
            each = count // len(passage.sentences)
            ends = array("i", [each * (n + 1) for n in range(len(passage.sentences))])
            yield Clip(hum.tobytes()[: 2 * ends[-1]], 22050, ends, array("i"), voice.name)

    def close(self) -> None:
        pass


def test_a_pipe_takes_it_while_it_is_made(article: Article, tmp_path: Path) -> None:
    pipe = Pipe()
    engine = Slow(pipe)
    choice = VoiceChoice(VoiceSpec(engine.voices()[0], engine.name))
    with Host({engine.name: engine}) as host:
        to_pipe(Performance(article, choice, ReadingOptions(), Resources(host)), pipe)
    assert engine.seen[0] == 0
    assert all(before < after for before, after in pairwise(engine.seen[1:]))
    path = tmp_path / "live.mp3"
    path.write_bytes(pipe.data)
    tag = ID3(path)
    assert tag["TIT2"].text == [article.title]
    assert "bờ bắc" not in tag["USLT::vie"].text
    assert tag["USLT::vie"].text.startswith(article.title)
    assert not tag.getall("SYLT")
    assert not tag.getall("CHAP")
    assert soundfile.info(path).duration > 20
