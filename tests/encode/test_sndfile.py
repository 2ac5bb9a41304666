from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import soundfile


def test_a_long_wav_is_rf64(write: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baonoi.encode.sndfile.LARGEST_WAV", 1000)
    made = write(".wav")
    assert made.path.read_bytes()[:4] == b"RF64"
    assert soundfile.info(made.path).frames == made.length


@pytest.mark.parametrize(("ending", "rate"), [(".wav", 22050), (".ogg", 22050), (".opus", 24000)])
def test_the_rate_is_the_sources_where_it_can_be(
    write: Callable[..., Any], ending: str, rate: int
) -> None:
    assert soundfile.info(write(ending).path).samplerate == rate


def test_a_wav_says_what_it_is(write: Callable[..., Any]) -> None:
    made = write(".wav")
    with soundfile.SoundFile(made.path) as file:
        told = (file.title, file.artist, file.album, file.date, file.comment)
    about = made.metadata
    assert told == (about.title, about.artist, about.album, about.date, about.url)
