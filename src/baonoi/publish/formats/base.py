"""What a format is: it writes a recording to one file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from baonoi.model import Cover, Recording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 1 << 18
"""Bytes of samples handed on at once: six seconds."""


@dataclass(frozen=True)
class Format(ABC):
    """Writes one format."""

    ending: str
    from_samples: ClassVar[bool] = True
    """Whether the recording's streams must be bare samples instead of MP3 frames."""
    ceiling: ClassVar[float | None] = None
    """Largest sample it is given, of full scale, where its coding adds much; None where not."""

    def check(self) -> None:
        """See that what it needs is here.

        Raises:
            OutputError: it is not.
        """
        return

    @abstractmethod
    def write(
        self, recording: Recording, path: Path, cover: Cover | None, bitrate: int | None
    ) -> None:
        """Write the whole recording.

        Args:
            recording: its streams are as ``from_samples`` says.
            path: a new file.
            cover: the picture on it.
            bitrate: in kbit/s; None where the format shall choose. Lossless ones have none.

        Raises:
            OSError: it cannot be written.
        """

    def decoded(self, path: Path) -> Iterator[NDArray[np.float32]]:
        """What a file of this format decodes to, some samples at a time."""
        from baonoi.common.decoder import decoded

        return decoded(path)


def samples(recording: Recording) -> Iterator[bytes]:
    """The samples of all sections, int16 mono, some at a time."""
    for stream in recording.streams:
        with stream.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
