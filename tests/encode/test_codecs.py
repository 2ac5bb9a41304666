"""What every codec owes: the whole in one file, as long as it is, everything where it belongs."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
import pytest
import soundfile

from baonoi.encode import HOMES, codec_of
from baonoi.errors import OutputError, UsageError
from baonoi.model import Cover

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63606060000000040001f61738550000000049454e44ae426082"
)
COVER = Cover(PNG, "image/png")
ENDINGS = tuple(HOMES)
MP4 = (".m4a", ".m4b")
TAGGED = tuple(ending for ending in ENDINGS if ending != ".mp3")  # its tags are no codec's
SAID_OF_ANY_FILE = (
    "Guessed Channel Layout",  # of every WAV
    "timescale not set",  # of every MP4 with a cover, FFmpeg's own as well
    "Unsupported codec with id 98314",  # of every MP4 with chapters: they are a text track
)
RATE = 22050

Write = Callable[..., Any]


def heard(path: Path) -> np.ndarray:
    """By libsndfile, or by FFmpeg's libraries what that does not read; at the source's rate."""
    if path.suffix in MP4:
        av = pytest.importorskip("av")
        with av.open(str(path)) as container:
            frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        return np.concatenate(frames, axis=1)[0]
    sound, told = soundfile.read(path)
    if told != RATE:
        places = np.arange(len(sound) * RATE // told) * told / RATE
        sound = np.interp(places, np.arange(len(sound)), sound)
    return sound


@pytest.mark.parametrize("ending", ENDINGS)
def test_everything_is_heard_where_it_belongs(
    write: Write, lag: Callable[[np.ndarray, int, int], float], ending: str
) -> None:
    made = write(ending)
    sound = heard(made.path)
    for number, start in enumerate(made.starts):
        assert abs(lag(sound, number, start)) < 0.001 * RATE


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_whole_decodes_to_its_length(write: Write, ending: str) -> None:
    made = write(ending)
    samples = sum(map(len, made.codec.decoded(made.path)))
    rate = 24000 if ending == ".opus" else RATE
    wanted = round(made.length * rate / RATE)
    if ending in MP4:  # its last frame is whole
        assert wanted <= samples <= wanted + 1024
    else:
        assert samples == wanted


@pytest.mark.parametrize("ending", ENDINGS)
def test_players_are_told_the_length(write: Write, ending: str) -> None:
    made = write(ending)
    told = mutagen.File(made.path).info.length
    assert told == pytest.approx(made.length / RATE, abs=0.08)
    if ending in MP4:
        av = pytest.importorskip("av")
        with av.open(str(made.path)) as container:
            (stream,) = container.streams.audio
            assert stream.duration * stream.time_base * RATE == made.length


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_section_decodes_to_what_is_told(write: Write, ending: str, tmp_path: Path) -> None:
    codec = codec_of(Path(f"bai{ending}"))
    how = codec.sections(None, 7)
    put_in = 30_011
    encoder = how.encoder(RATE)
    noise = np.random.default_rng(1).normal(0, 3000, put_in).astype("<i2").tobytes()
    path = tmp_path / "section"
    path.write_bytes(encoder.encode(noise) + encoder.finish())
    coded = encoder.coded
    assert coded.bytes == path.stat().st_size
    assert sum(map(len, how.decoded(path))) == coded.samples
    assert put_in <= coded.samples <= put_in + 1.03 * how.left_over(RATE)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_section_of_nothing(ending: str) -> None:
    how = codec_of(Path(f"bai{ending}")).sections(None, 7)
    encoder = how.encoder(RATE)
    assert len(encoder.finish()) == encoder.coded.bytes
    assert encoder.coded.samples <= how.left_over(RATE)


@pytest.mark.parametrize("ending", ENDINGS)
def test_codecs_travel(ending: str) -> None:
    codec = codec_of(Path(f"bai{ending}"))
    how = codec.sections(96, 2)
    assert pickle.loads(pickle.dumps(codec)) == codec
    assert pickle.loads(pickle.dumps(how)) == how
    assert {codec: 1, how: 2}[how] == 2
    assert how == codec.sections(96, 2)


@pytest.mark.parametrize("ending", [".wav", ".flac"])
def test_nothing_is_lost(write: Write, ending: str) -> None:
    first, second = (write(each).path for each in (ending, ".wav"))
    sound, _ = soundfile.read(first, dtype="int16")
    assert sound.astype("<i2").tobytes() in second.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_bytes_twice(write: Write, ending: str) -> None:
    first = write(ending, cover=COVER, name="một")
    second = write(ending, cover=COVER, name="hai")
    assert first.path.read_bytes() == second.path.read_bytes()


@pytest.mark.parametrize("ending", [".mp3", ".ogg", ".opus", ".m4a"])
def test_the_bitrate_counts(write: Write, ending: str) -> None:
    without_a_pause = ((0,) * 40,) * 3
    small = write(ending, bitrate=32, gaps=without_a_pause, name="nhỏ").path
    large = write(ending, bitrate=96, gaps=without_a_pause, name="lớn").path
    assert small.stat().st_size * 1.5 < large.stat().st_size


@pytest.mark.parametrize("ending", TAGGED)
def test_ffprobe_has_nothing_to_say(write: Write, ending: str) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not installed")
    made = write(ending, cover=COVER)
    command = ["ffprobe", "-v", "warning", "-show_chapters", "-show_format", "-of", "json"]
    told = subprocess.run([*command, str(made.path)], capture_output=True, text=True, check=True)
    warnings = [
        line
        for line in told.stderr.splitlines()
        if line.strip() and not any(known in line for known in SAID_OF_ANY_FILE)
    ]
    assert warnings == []
    found = json.loads(told.stdout)
    if ending not in (".ogg", ".opus"):  # FFmpeg keeps these with the stream
        tags = {name.lower(): value for name, value in found["format"]["tags"].items()}
        assert tags["title"] == "Làng nghề bên sông & những mùa lũ"
    assert float(found["format"]["duration"]) == pytest.approx(made.length / RATE, abs=0.08)
    if ending != ".wav":
        starts = [float(chapter["start_time"]) for chapter in found["chapters"]]
        assert starts == pytest.approx([start / RATE for start in made.sections], abs=0.005)


def test_endings(tmp_path: Path) -> None:
    assert codec_of(Path("BÀI.MP3")).ending == ".mp3"
    with pytest.raises(UsageError, match=r"as \.aac") as caught:
        codec_of(Path("bai.aac"))
    assert caught.value.fields["formats"] == ".mp3, .wav, .flac, .ogg, .opus, .m4a, .m4b"
    with pytest.raises(UsageError, match="has no ending"):
        codec_of(tmp_path / "bai")


@pytest.mark.parametrize("ending", TAGGED)
def test_a_folder_that_is_not_there(write: Write, ending: str, tmp_path: Path) -> None:
    made = write(ending)
    pcm, metadata = [bytes(2000)], made.metadata
    with pytest.raises(OSError, match=r".+"):
        made.codec.write(pcm, tmp_path / "none" / f"bai{ending}", metadata, None, 1000)


def test_importing_it_brings_no_library() -> None:
    dear = "{'numpy', 'soundfile', 'lameenc', 'soxr', 'av', 'mutagen'}"
    command = f"import baonoi.encode, sys; print({dear} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)
    assert told.stdout.strip() == b"set()"


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baonoi.encode.aac.find_spec", lambda _: None)
    with pytest.raises(OutputError, match="PyAV") as caught:
        codec_of(Path("bai.m4b"))
    assert caught.value.fields["extra"] == "formats"
