from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import mutagen
import numpy as np
import pytest
import soundfile

from baonoi.errors import OutputError, UsageError
from baonoi.model import Article, Cover, Recording
from baonoi.publish.formats import HOMES, format_of
from baonoi.stitch import pcm
from baonoi.stitch.encode import encode_section

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63606060000000040001f61738550000000049454e44ae426082"
)
ENDINGS = tuple(HOMES)
SAID_OF_ANY_FILE = (
    "Guessed Channel Layout",  # of every WAV
    "timescale not set",  # of every MP4 with a cover, FFmpeg's own as well
    "Unsupported codec with id 98314",  # of every MP4 with chapters: they are a text track
)
LOSSLESS = (".wav", ".flac")


@pytest.fixture
def write(
    marked: SimpleNamespace, long_article: Article, tmp_path: Path
) -> Callable[..., tuple[Path, Recording]]:
    def make(
        ending: str, *, cover: Cover | None = None, bitrate: int | None = None, name: str = "bài"
    ) -> tuple[Path, Recording]:
        path = tmp_path / f"{name}{ending}"
        form = format_of(path)
        sink = pcm.write_section if form.from_samples else encode_section
        made = marked.record(long_article, tmp_path / f"work-{name}", sink=sink)
        form.write(made, path, cover, bitrate)
        return path, made

    return make


def decoded(path: Path, rate: int) -> np.ndarray:
    """By libsndfile, or by FFmpeg's libraries what that does not read."""
    if path.suffix in (".m4a", ".m4b"):
        av = pytest.importorskip("av")
        with av.open(str(path)) as container:
            frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        return np.concatenate(frames, axis=1)[0]
    sound, told = soundfile.read(path)
    if told != rate:
        places = np.arange(len(sound) * rate // told) * told / rate
        sound = np.interp(places, np.arange(len(sound)), sound)
    return sound


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_word_is_heard_when_it_says(
    write: Callable[..., tuple[Path, Recording]],
    lag: Callable[[np.ndarray, int, float], float],
    ending: str,
) -> None:
    path, made = write(ending)
    timeline = made.timeline
    sound = decoded(path, timeline.sample_rate)
    for number, start in enumerate(timeline.words[::2]):
        assert abs(lag(sound, number, start / timeline.sample_rate)) < 0.005


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_length_is_the_timelines(
    write: Callable[..., tuple[Path, Recording]], ending: str
) -> None:
    path, made = write(ending)
    told = made.timeline.samples / made.timeline.sample_rate
    assert mutagen.File(path).info.length == pytest.approx(told, abs=0.08)
    if ending not in (".m4a", ".m4b"):
        info = soundfile.info(path)
        assert info.frames == round(told * info.samplerate)


@pytest.mark.parametrize("ending", [".m4a", ".m4b"])
def test_ffmpeg_plays_mp4_for_as_long_as_the_timeline(
    write: Callable[..., tuple[Path, Recording]], ending: str
) -> None:
    av = pytest.importorskip("av")
    path, made = write(ending)
    with av.open(str(path)) as container:
        (stream,) = container.streams.audio
        assert stream.duration * stream.time_base * made.timeline.sample_rate == (
            made.timeline.samples
        )


@pytest.mark.parametrize("ending", LOSSLESS)
def test_nothing_is_lost(write: Callable[..., tuple[Path, Recording]], ending: str) -> None:
    path, made = write(ending)
    sound, _ = soundfile.read(path, dtype="int16")
    given = b"".join(stream.path.read_bytes() for stream in made.streams)
    assert sound.astype("<i2").tobytes() == given


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_bytes_twice(write: Callable[..., tuple[Path, Recording]], ending: str) -> None:
    cover = Cover(PNG, "image/png")
    first, _ = write(ending, cover=cover, name="một")
    second, _ = write(ending, cover=cover, name="hai")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("ending", [".flac", ".ogg", ".opus"])
def test_comments(write: Callable[..., tuple[Path, Recording]], ending: str) -> None:
    path, made = write(ending, cover=Cover(PNG, "image/png"))
    file = mutagen.File(path)
    assert file["title"] == [made.article.title]
    assert file["artist"] == ["Báo Thử"]
    assert file["comment"] == [made.article.url]
    assert file["lyrics"][0].startswith(made.article.title)
    names = [file[f"chapter00{number}name"][0] for number in (1, 2, 3)]
    assert names == ["Mở đầu", "Mùa lũ <năm nay>", "Giữ nghề"]
    hours, minutes, seconds = file["chapter002"][0].split(":")
    start = made.timeline.sections[2] / made.timeline.sample_rate
    assert (hours, minutes) == ("00", "00")
    assert float(seconds) == pytest.approx(start, abs=0.001)


@pytest.mark.parametrize("ending", [".m4a", ".m4b"])
def test_mp4_tags_and_chapters(write: Callable[..., tuple[Path, Recording]], ending: str) -> None:
    av = pytest.importorskip("av")
    path, made = write(ending, cover=Cover(PNG, "image/png"))
    tags = mutagen.File(path).tags
    assert tags["\xa9nam"] == [made.article.title]
    assert tags["covr"] == [PNG]
    assert tags["\xa9lyr"][0].startswith(made.article.title)
    assert tags.get("stik") == ([2] if ending == ".m4b" else None)
    with av.open(str(path)) as container:
        chapters = container.chapters()
        titles = [chapter["metadata"]["title"] for chapter in chapters]
        starts = [float(chapter["start"] * chapter["time_base"]) for chapter in chapters]
    assert titles == ["Mở đầu", "Mùa lũ <năm nay>", "Giữ nghề"]
    rate = made.timeline.sample_rate
    assert starts == pytest.approx(
        [start / rate for start in made.timeline.sections[::2]], abs=0.001
    )


@pytest.mark.parametrize("ending", [".ogg", ".opus", ".m4a"])
def test_the_bitrate_counts(write: Callable[..., tuple[Path, Recording]], ending: str) -> None:
    small, _ = write(ending, bitrate=32, name="nhỏ")
    large, _ = write(ending, bitrate=96, name="lớn")
    assert small.stat().st_size * 1.5 < large.stat().st_size


@pytest.mark.parametrize("ending", ENDINGS)
def test_ffprobe_has_nothing_to_say(
    write: Callable[..., tuple[Path, Recording]], ending: str
) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not installed")
    path, made = write(ending, cover=Cover(PNG, "image/png"))
    command = ["ffprobe", "-v", "warning", "-show_chapters", "-show_format", "-of", "json"]
    told = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    warnings = [
        line
        for line in told.stderr.splitlines()
        if line.strip() and not any(known in line for known in SAID_OF_ANY_FILE)
    ]
    assert warnings == []
    found = json.loads(told.stdout)
    if ending not in (".ogg", ".opus"):  # FFmpeg keeps these with the stream
        tags = {name.lower(): value for name, value in found["format"]["tags"].items()}
        assert tags["title"] == made.article.title
    rate = made.timeline.sample_rate
    length = float(found["format"]["duration"])
    assert length == pytest.approx(made.timeline.samples / rate, abs=0.08)
    if ending != ".wav":
        starts = [float(chapter["start_time"]) for chapter in found["chapters"]]
        assert starts == pytest.approx(
            [start / rate for start in made.timeline.sections[::2]], abs=0.005
        )


def test_a_long_wav_is_rf64(
    write: Callable[..., tuple[Path, Recording]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baonoi.publish.formats.sound.LARGEST_WAV", 1000)
    path, made = write(".wav")
    assert path.read_bytes()[:4] == b"RF64"
    assert soundfile.info(path).frames == made.timeline.samples


def test_endings(tmp_path: Path) -> None:
    assert format_of(Path("BÀI.MP3")).ending == ".mp3"
    with pytest.raises(UsageError, match=r"as \.aac") as caught:
        format_of(Path("bai.aac"))
    assert ".mp3, .wav, .flac, .ogg, .opus, .m4a, .m4b" in caught.value.hint
    with pytest.raises(UsageError, match="has no ending"):
        format_of(tmp_path / "bai")


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baonoi.publish.formats.mp4.find_spec", lambda _: None)
    with pytest.raises(OutputError, match="PyAV") as caught:
        format_of(Path("bai.m4b"))
    assert "baonoi[formats]" in caught.value.hint


@pytest.mark.parametrize("ending", [".wav", ".ogg", ".m4a"])
def test_a_folder_that_is_not_there(
    write: Callable[..., tuple[Path, Recording]], ending: str, tmp_path: Path
) -> None:
    _, made = write(ending)
    with pytest.raises(OSError, match=r".+"):
        format_of(Path(f"bai{ending}")).write(made, tmp_path / "none" / f"bai{ending}", None, None)
