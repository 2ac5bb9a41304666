from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import soundfile

import baonoi
from baonoi.model import Article


def test_the_playlist_names_the_sections(
    marked: SimpleNamespace, long_article: Article, tmp_path: Path
) -> None:
    audio = baonoi.save(marked.record(long_article, tmp_path / "work"), tmp_path / "out")
    lines = audio.with_suffix(".m3u8").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["#EXTM3U", "#PLAYLIST:Làng nghề bên sông & những mùa lũ"]
    titles = [line.partition(",")[2] for line in lines[2::2]]
    assert titles == ["Mở đầu", "Mùa lũ <năm nay>", "Giữ nghề"]
    for told, name in zip(lines[2::2], lines[3::2], strict=True):
        seconds = float(told.removeprefix("#EXTINF:").partition(",")[0])
        assert seconds == pytest.approx(soundfile.info(audio.parent / name).duration, abs=0.001)
