from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import mutagen
import pytest
from mutagen.flac import Picture

from baonoi.model import Cover

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


@pytest.mark.parametrize("ending", [".flac", ".ogg", ".opus"])
def test_comments(write: Callable[..., Any], ending: str) -> None:
    made = write(ending, cover=Cover(PNG, "image/png"))
    file = mutagen.File(made.path)
    assert file["title"] == [made.metadata.title]
    assert file["artist"] == ["Báo Thử"]
    assert file["language"] == ["vie"]
    assert file["ai-content"] == ["true"]
    assert file["comment"] == [made.metadata.url]
    assert file["lyrics"] == [made.metadata.text]
    names = [file[f"chapter00{number}name"][0] for number in (1, 2, 3)]
    assert names == [chapter.title for chapter in made.metadata.chapters]
    hours, minutes, seconds = file["chapter002"][0].split(":")
    assert (hours, minutes) == ("00", "00")
    start = made.sections[1] / made.metadata.sample_rate
    assert float(seconds) == pytest.approx(start, abs=0.001)
    if ending == ".flac":
        (picture,) = file.pictures
    else:
        picture = Picture(base64.b64decode(file["metadata_block_picture"][0]))
    assert (picture.data, picture.mime) == (PNG, "image/png")
