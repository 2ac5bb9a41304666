from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mutagen
import pytest

from baonoi.model import Cover

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


@pytest.mark.parametrize("ending", [".m4a", ".m4b"])
def test_tags_and_chapters(write: Callable[..., Any], ending: str) -> None:
    av = pytest.importorskip("av")
    made = write(ending, cover=Cover(PNG, "image/png"))
    tags = mutagen.File(made.path).tags
    assert tags["\xa9nam"] == [made.metadata.title]
    assert tags["\xa9ART"] == ["Báo Thử"]
    assert tags["covr"] == [PNG]
    assert tags["----:com.apple.iTunes:ai-content"] == [b"true"]
    assert tags["\xa9lyr"] == [made.metadata.text]
    assert tags.get("stik") == ([2] if ending == ".m4b" else None)
    with av.open(str(made.path)) as container:
        chapters = container.chapters()
        titles = [chapter["metadata"]["title"] for chapter in chapters]
        starts = [float(chapter["start"] * chapter["time_base"]) for chapter in chapters]
    assert titles == [chapter.title for chapter in made.metadata.chapters]
    rate = made.metadata.sample_rate
    assert starts == pytest.approx([start / rate for start in made.sections], abs=0.001)
