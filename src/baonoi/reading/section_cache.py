"""Encoded sections kept on disk: one that did not change is not encoded again."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baonoi.audio import tones
from baonoi.audio.mastering import Mastering
from baonoi.encode import Coded, SectionCodec
from baonoi.model import Utterance
from baonoi.store import kept
from baonoi.store.files import prune
from baonoi.store.kept import Kept

if TYPE_CHECKING:
    from baonoi.store.kept import Buffer

FORMAT = 8
"""Of the file, of mastering, of coding and of word times: it goes up when one of them changes."""
LIMIT = 256 << 20
"""Bytes the kept sections may take: about nine hours at 64 kbit/s."""
CHUNK = 1 << 20
ONE_IN = 64
"""Sections of which one lets the cache be looked through."""


@dataclass(slots=True)
class SectionTimes:
    """A section's times, from its own beginning."""

    sample_rate: int = 0
    length: int = 0
    sentences: array[int] = field(default_factory=lambda: array("q"))
    words: array[int] = field(default_factory=lambda: array("q"))

    def add(self, utterance: Utterance, words: array[int], silence: int) -> None:
        """Lay a sentence with its lead and words behind what is there, and silence behind it."""
        self.sample_rate = utterance.sample_rate
        start = self.length + utterance.lead
        end = start + len(utterance.pcm) // 2
        self.sentences.extend((start, end))
        self.words.extend(time + start for time in words)
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
    tone = tones.mark(mastering.tone)
    parts = [FORMAT, list(clips), astuple(mastering), tone, repr(codec), list(pauses)]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()


def level_key(
    clips: Sequence[str],
    pauses: Sequence[tuple[float, ...]],
    usual: Mastering,
    loudness: float,
    codec: SectionCodec,
) -> str:
    """The hash of everything that a mastering was found from: a sample, and what is asked for."""
    tone = tones.mark(usual.tone)
    parts = [FORMAT, list(clips), astuple(usual), tone, codec.scale, loudness, list(pauses)]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()


class SectionCache:
    """Encoded sections kept on disk: one that did not change is not encoded again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, key: str, stream: Path) -> RecordedSection | None:
        """Copy the kept stream to ``stream``; None where there is none or it is damaged."""
        return kept.load(self._path(key), partial(_read, stream=stream))

    def store(self, key: str, section: RecordedSection) -> None:
        """Keep a section, whole or not at all; a cache that cannot be written is no error."""
        times = section.times
        rows: tuple[array[Any], ...] = (times.sentences, times.words, section.energies)
        head = {
            "sample_rate": times.sample_rate,
            "length": times.length,
            "samples": section.coded.samples,
            "bytes": section.coded.bytes,
            "sizes": [len(row) * row.itemsize for row in rows],
        }
        with suppress(OSError), section.frames.open("rb") as frames:
            parts: chain[Buffer] = chain(rows, iter(partial(frames.read, CHUNK), b""))
            kept.store(self._path(key), head, parts, self.folder.parent)
            if int(key[:8], 16) % ONE_IN == 0:
                self.prune()

    def mastering(self, key: str) -> Mastering | None:
        """What was found for a sample; None where that is not known."""
        return kept.load(self._path(key), lambda told: Mastering(**told.head))

    def store_mastering(self, key: str, mastering: Mastering) -> None:
        """Keep what was found."""
        with suppress(OSError):
            kept.store(self._path(key), asdict(mastering), root=self.folder.parent)

    def prune(self) -> None:
        """Remove the sections used longest ago until the rest fits."""
        prune(self.folder, LIMIT)

    def _path(self, key: str) -> Path:
        return self.folder / key


def _read(told: Kept, stream: Path) -> RecordedSection:
    """The section, its frames copied to ``stream``."""
    head = told.head
    times = SectionTimes(int(head["sample_rate"]), int(head["length"]))
    energies = array("f")
    at = 0
    rows: tuple[array[Any], ...] = (times.sentences, times.words, energies)
    for row, size in zip(rows, head["sizes"], strict=True):
        row.frombytes(told.body[at : at + size])
        at += size
    with stream.open("wb") as frames:
        frames.write(told.body[at:])
    return RecordedSection(times, Coded(int(head["samples"]), int(head["bytes"])), energies, stream)
