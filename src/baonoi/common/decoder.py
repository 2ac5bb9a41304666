"""What a file of coded sound decodes to: once from its beginning to its end, and never back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from soundfile import SoundFile

BLOCK = 1 << 16
"""Samples decoded at once."""

Samples = NDArray[np.float32]


def decoded(path: Path) -> Iterator[Samples]:
    """The samples of a mono file, between -1 and 1, some at a time: those of one whole read."""
    with path.open("rb") as file, _forward_only()(file) as sound:
        # Its own blocks are as long as the head promises: what is not there would be noise.
        while len(part := sound.read(BLOCK, dtype="float32")):
            yield part


@cache
def _forward_only() -> type[SoundFile]:
    import soundfile  # dear, and seldom needed

    class ForwardOnly(soundfile.SoundFile):  # type: ignore[misc]  # it ships without types
        """Reads on where it stopped.

        The library seeks to that place after each read. An MP3 decoder then begins there without
        what earlier frames hold of the next ones: it complains on standard error and is wrong.
        """

        def seekable(self) -> bool:
            return False

    return ForwardOnly
