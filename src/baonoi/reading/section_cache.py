"""Encoded sections kept on disk: one that did not change is not encoded again."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from baonoi.audio.mastering import Mastering
from baonoi.encode import Coded, SectionCodec
from baonoi.model import Utterance
from baonoi.store.files import prune, whole_file

FORMAT = 6
"""Of the file, of mastering and of coding: it goes up when one of them changes."""
LIMIT = 256 << 20
"""Bytes the kept sections may take: about nine hours at 64 kbit/s."""
CHUNK = 1 << 20
_PREFIX = struct.Struct("<II")
"""Length of the head, a JSON object, and the check sum of all that follows."""
ONE_IN = 64
"""Sections of which one lets the cache be looked through."""


@dataclass(slots=True)
class SectionTimes:
    """A section's times, from its own beginning."""

    sample_rate: int = 0
    length: int = 0
    sentences: array[int] = field(default_factory=lambda: array("q"))
    words: array[int] = field(default_factory=lambda: array("q"))

    def add(self, utterance: Utterance, silence: int) -> None:
        """Lay a sentence behind what is there, and silence behind it."""
        self.sample_rate = utterance.sample_rate
        end = self.length + len(utterance.pcm) // 2
        self.sentences.extend((self.length, end))
        self.words.extend(time + self.length for time in utterance.words)
        self.length = end + silence


@dataclass(frozen=True, slots=True, eq=False)
class RecordedSection:
    """What came of a section."""

    times: SectionTimes
    coded: Coded
    energies: array[float]
    """How loud each 100 ms of what it decodes to is."""
    frames: Path


def section_key(
    clips: Sequence[str],
    pauses: Sequence[tuple[float, ...]],
    mastering: Mastering,
    codec: SectionCodec,
) -> str:
    """The hash of everything that shapes a section's stream: clips, pauses, mastering, coding."""
    parts = [FORMAT, list(clips), astuple(mastering), repr(codec), list(pauses)]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()


class SectionCache:
    """Encoded sections kept on disk: one that did not change is not encoded again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, key: str, stream: Path) -> RecordedSection | None:
        """Copy the kept stream to ``stream``; None where there is none or it is damaged."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                size, told = _PREFIX.unpack(file.read(_PREFIX.size))
                start = file.read(size)
                head = json.loads(start)
                times = SectionTimes(head["sample_rate"], head["length"])
                coded = Coded(head["samples"], head["bytes"])
                energies = array("f")
                check = crc32(start)
                rows: tuple[array[Any], ...] = (times.sentences, times.words, energies)
                for row, count in zip(rows, head["numbers"], strict=True):
                    row.fromfile(file, count)
                    check = crc32(row, check)
                with stream.open("wb") as frames:
                    while chunk := file.read(CHUNK):
                        check = crc32(chunk, check)
                        frames.write(chunk)
        except (OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, struct.error):
            return None
        return RecordedSection(times, coded, energies, stream) if check == told else None

    def store(self, key: str, section: RecordedSection) -> None:
        """Keep a section, whole or not at all; a cache that cannot be written is no error."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file, section.frames.open("rb") as frames:
                head = _head(section)
                check = crc32(head)
                rows = (section.times.sentences, section.times.words, section.energies)
                for row in rows:
                    check = crc32(row, check)
                while chunk := frames.read(CHUNK):
                    check = crc32(chunk, check)
                frames.seek(0)
                file.write(_PREFIX.pack(len(head), check) + head)
                for row in rows:
                    file.write(row)
                shutil.copyfileobj(frames, file, CHUNK)
            if int(key[:8], 16) % ONE_IN == 0:
                self.prune()

    def prune(self) -> None:
        """Remove the sections used longest ago until the rest fits."""
        prune(self.folder, LIMIT)

    def _path(self, key: str) -> Path:
        return self.folder / key


def _head(section: RecordedSection) -> bytes:
    times = section.times
    return json.dumps(
        {
            "sample_rate": times.sample_rate,
            "length": times.length,
            "samples": section.coded.samples,
            "bytes": section.coded.bytes,
            "numbers": [len(times.sentences), len(times.words), len(section.energies)],
        }
    ).encode("utf-8")
