"""One section's clips become bare samples in a file, for formats other than MP3."""

from __future__ import annotations

from pathlib import Path

from baonoi.stitch.encode import Encoded, Encoding, PieceQueue
from baonoi.stitch.mp3 import Coded


def write_section(pieces: PieceQueue, path: Path, sample_rate: int, _: Encoding) -> Encoded:
    """Write the section's samples, int16 mono, to ``path``."""
    with pieces.emptied():
        from baonoi.audio.loudness import Meter

        meter = Meter(sample_rate)
        with path.open("wb") as file:
            while (piece := pieces.get()) is not None:
                for pcm in piece.pcm():
                    meter.feed(pcm)
                    file.write(pcm)
            size = file.tell()
    return Encoded(Coded(size // 2, size), meter.energies)
