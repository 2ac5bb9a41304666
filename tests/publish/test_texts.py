from __future__ import annotations

import html
from array import array
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pysubs2
import pytest
import soundfile
import webvtt

from baonoi.model import Article, Recording, Script, Timeline, Voice
from baonoi.publish.audio import write_whole
from baonoi.publish.cues import Cue, cues
from baonoi.publish.texts import FORMATS, Lrc, Srt, write_texts


@pytest.fixture
def texts(marked: SimpleNamespace, long_article: Article, tmp_path: Path) -> dict[str, Path]:
    made = marked.record(long_article, tmp_path / "work")
    files = {kind.name: BytesIO() for kind in FORMATS}
    write_texts(made, files)
    paths = {name: tmp_path / f"text.{name}" for name in files}
    for name, path in paths.items():
        path.write_bytes(files[name].getvalue())
    with (tmp_path / "whole.mp3").open("wb") as file:
        write_whole(made, file)
    return {**paths, "mp3": tmp_path / "whole.mp3"}


@pytest.fixture
def written(marked: SimpleNamespace, long_article: Article, tmp_path: Path) -> list[str]:
    return [cue.text for cue in cues(marked.record(long_article, tmp_path / "again"))]


def test_webvtt_as_another_parser_reads_it(texts: dict[str, Path], written: list[str]) -> None:
    captions = webvtt.read(texts["vtt"]).captions
    plain = [html.unescape(caption.text).replace("\n", " ") for caption in captions]
    assert plain == written
    source = texts["vtt"].read_text(encoding="utf-8")
    assert "&lt;b&gt;bùn&lt;/b&gt;" in source
    assert "--&gt; rút" in source
    assert source.startswith("WEBVTT\n\n")


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_cues_as_pysubs2_reads_them(texts: dict[str, Path], written: list[str], kind: str) -> None:
    subtitles = pysubs2.load(str(texts[kind]), encoding="utf-8")
    assert len(subtitles) == len(written)
    for event, text in zip(subtitles, written, strict=True):
        assert 0 <= event.start < event.end
        if "<" not in text:
            plain = event.plaintext.replace("\u200b", "").replace("\n", " ")
            assert (html.unescape(plain) if kind == "vtt" else plain) == text


def test_srt_has_nothing_a_player_takes_for_a_mark(texts: dict[str, Path]) -> None:
    source = texts["srt"].read_text(encoding="utf-8")
    assert "<b>" not in source
    assert "{\\" not in source
    assert source.count("-->") == source.count("\n\n")
    assert "\u200bb>bùn" in source


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_every_cue_is_heard_when_it_says(
    texts: dict[str, Path],
    written: list[str],
    kind: str,
    lag: Callable[[np.ndarray, int, float], float],
) -> None:
    sound, _ = soundfile.read(texts["mp3"])
    word = 0
    for event, text in zip(pysubs2.load(str(texts[kind]), encoding="utf-8"), written, strict=True):
        assert abs(lag(sound, word, event.start / 1000)) < 0.005
        word += len(text.split())


def test_every_line_of_lyrics_is_heard_when_it_says(
    texts: dict[str, Path], written: list[str], lag: Callable[[np.ndarray, int, float], float]
) -> None:
    sound, _ = soundfile.read(texts["mp3"])
    word = 0
    lines = texts["lrc"].read_text(encoding="utf-8").splitlines()[2:]
    for line, text in zip(lines, written, strict=True):
        minutes, seconds = line[1 : line.index("]")].split(":")
        said = 60 * int(minutes) + float(seconds)
        assert abs(lag(sound, word, said)) < 0.005 + 0.005  # it holds hundredths of a second
        word += len(text.split())


def test_lrc(texts: dict[str, Path], written: list[str]) -> None:
    lines = texts["lrc"].read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["[ti:Làng nghề bên sông & những mùa lũ]", "[ar:Báo Thử]"]
    said = lines[2:]
    assert [line.partition("]")[2].replace("\u200b", "") for line in said] == written
    assert said[0].startswith("[00:00.30]")
    assert not any(line.partition("]")[2].startswith("[") for line in said)


def test_lrc_beyond_an_hour() -> None:

    timeline = Timeline(100, array("q"), array("q"), array("q"))
    voice = Voice("test", "Test", "test", "male")
    empty = Recording(Article("", ()), Script(()), voice, timeline, (), b"")
    late = Cue(100 * 36_000 + 1, 100 * 36_000 + 1, ("Hết.",))
    assert Lrc(empty).cue(late) == "[600:00.01]Hết.\n"
    assert Srt(empty).cue(late) == "1\n10:00:00,010 --> 10:00:00,011\nHết.\n\n"
