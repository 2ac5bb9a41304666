"""Bare samples, int16 mono: sections for codecs that code the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from baonoi.encode.codec import Coded, SectionCodec, SectionEncoder

if TYPE_CHECKING:
    from baonoi.common.decoder import Samples

CHUNK = 1 << 18
"""Bytes read at once: six seconds."""


@dataclass(frozen=True, slots=True)
class PcmSections(SectionCodec):
    """Each section's samples as they are."""

    exact: ClassVar[bool] = True

    def encoder(self, sample_rate: int) -> SectionEncoder:
        """Hands on what it takes."""
        return _Bare()

    def decoded(self, path: Path) -> Iterator[Samples]:
        """The samples, between -1 and 1."""
        import numpy as np

        with path.open("rb") as file:
            while part := file.read(CHUNK):
                yield np.frombuffer(part, dtype="<i2").astype(np.float32) / np.float32(32768)


class _Bare(SectionEncoder):
    def __init__(self) -> None:
        self._bytes = 0

    def encode(self, pcm: bytes) -> bytes:
        self._bytes += len(pcm)
        return pcm

    def finish(self) -> bytes:
        return b""

    @property
    def coded(self) -> Coded:
        return Coded(self._bytes // 2, self._bytes)
