"""A playlist of the sections: extended M3U in UTF-8, paths relative to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from baonoi.model import Recording
from baonoi.publish.metadata import section_title


def write_playlist(recording: Recording, files: Sequence[str], file: BinaryIO) -> None:
    """Write the playlist; ``files`` names the sections' files."""
    timeline = recording.timeline
    lines = ["#EXTM3U", f"#PLAYLIST:{_one_line(recording.article.title)}"]
    for number, name in enumerate(files):
        start, end = timeline.sections[2 * number : 2 * number + 2]
        seconds = (end - start) / timeline.sample_rate
        lines += [f"#EXTINF:{seconds:.3f},{_one_line(section_title(recording, number))}", name]
    file.write("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
