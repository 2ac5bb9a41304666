"""MP3: the frames of the sections as they are."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from baonoi.model import Cover, Recording
from baonoi.publish.audio import write_whole
from baonoi.publish.formats.base import Format


class Mp3(Format):
    """Its bitrate was settled when the sections were encoded."""

    from_samples: ClassVar[bool] = False

    def write(
        self, recording: Recording, path: Path, cover: Cover | None, bitrate: int | None
    ) -> None:
        """Tag, Info frame, frames."""
        with path.open("wb") as file:
            write_whole(recording, file, cover)
