"""A playlist of the sections: extended M3U in UTF-8, paths relative to it.

Sections that are parts of one file are told as HTTP Live Streaming has it (RFC 8216, 4.3.2.2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import BinaryIO

from baonoi.model import Recording
from baonoi.publish.audio import Part
from baonoi.publish.metadata import section_title


def write_playlist(recording: Recording, files: Sequence[str | Part], file: BinaryIO) -> None:
    """Write the playlist; ``files`` names the sections' files, or the part that each is."""
    timeline = recording.timeline
    bounds, rate = timeline.sections, timeline.sample_rate
    lengths = [(bounds[2 * n + 1] - bounds[2 * n]) / rate for n in range(len(files))]
    in_parts = any(isinstance(name, Part) for name in files)
    lines = ["#EXTM3U", f"#PLAYLIST:{_one_line(recording.article.title)}"]
    if in_parts:
        longest = math.ceil(max(lengths))
        lines += ["#EXT-X-VERSION:4", f"#EXT-X-TARGETDURATION:{longest}"]
        lines.append("#EXT-X-PLAYLIST-TYPE:VOD")
    for number, (name, seconds) in enumerate(zip(files, lengths, strict=True)):
        lines.append(f"#EXTINF:{seconds:.3f},{_one_line(section_title(recording, number))}")
        if isinstance(name, Part):
            lines.append(f"#EXT-X-BYTERANGE:{name.end - name.start}@{name.start}")
        lines.append(name.file if isinstance(name, Part) else name)
    if in_parts:
        lines.append("#EXT-X-ENDLIST")
    file.write("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
