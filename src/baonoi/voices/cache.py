"""Clips kept on disk: what was said is never said again.

A clip's key is the hash of all that went into it, so nothing in the cache is ever out of date.
Files appear whole, by a rename, and several processes may share the folder.
"""

from __future__ import annotations

import hashlib
from array import array
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from baonoi.model import Clip, Passage, Voice
from baonoi.store import kept, paths
from baonoi.store.files import prune
from baonoi.store.kept import Kept

FORMAT = 2
ONE_IN = 256
"""Clips of which one lets the cache be looked through: about a hundred megabytes."""
DEFAULT_LIMIT = 1 << 30
"""Bytes the cache may hold: about six hours of speech."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much the cache holds."""

    folder: Path
    clips: int
    bytes: int


def clip_key(passage: Passage, voice: Voice, engine_version: str) -> str:
    """The hash of everything that shapes the clip."""
    parts = [str(FORMAT), voice.engine, engine_version, voice.name]
    parts += [passage.role, repr([tuple(map(tuple, rests)) for rests in passage.rests])]
    parts += [sentence.spoken for sentence in passage.sentences]
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


class Clips(Protocol):
    """Where clips are kept, for this recording at least."""

    def __contains__(self, key: str) -> bool:
        """Whether it is there."""
        ...

    def load(self, key: str) -> Clip | None:
        """The clip of that key; None where there is none."""
        ...

    def store(self, key: str, clip: Clip) -> None:
        """Keep a clip."""
        ...


class HeldClips:
    """Clips in memory, for who reads an article once and never again."""

    def __init__(self) -> None:
        self._held: dict[str, Clip] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._held

    def load(self, key: str) -> Clip | None:
        """The clip of that key; None where there is none."""
        return self._held.get(key)

    def store(self, key: str, clip: Clip) -> None:
        """Hold it."""
        self._held[key] = clip


class ClipCache:
    """A folder of clips. A cache that cannot be written is a slower one, not an error."""

    def __init__(self, folder: Path | None = None, limit: int = DEFAULT_LIMIT) -> None:
        self.folder = paths.clips(folder)
        self.limit = limit

    def __contains__(self, key: str) -> bool:
        return self._path(key).exists()

    def load(self, key: str) -> Clip | None:
        """The clip kept under that key; None where there is none or it is damaged.

        Its audio stays in the file until it is used: many clips may wait for the encoder.
        """
        return kept.load(self._path(key), _read)

    def store(self, key: str, clip: Clip) -> None:
        """Keep a clip, whole or not at all."""
        head = {
            "sample_rate": clip.sample_rate,
            "sentences": list(clip.sentences),
            "words": len(clip.words),
            "voice": clip.voice,
        }
        with suppress(OSError):
            kept.store(self._path(key), head, (clip.words, clip.pcm), self.folder.parent)
            if int(key[:8], 16) % ONE_IN == 0:
                self.prune()

    def usage(self) -> Usage:
        """Count what is there."""
        sizes = []
        for path in self.folder.glob("[0-9a-f]*"):
            with suppress(OSError):  # another process may remove it meanwhile
                sizes.append(path.stat().st_size)
        return Usage(self.folder, len(sizes), sum(sizes))

    def prune(self, limit: int | None = None) -> Usage:
        """Remove the clips used longest ago until the rest fits."""
        prune(self.folder, self.limit if limit is None else limit)
        return self.usage()

    def clear(self) -> Usage:
        """Remove every clip."""
        return self.prune(0)

    def _path(self, key: str) -> Path:
        return self.folder / key


def _read(told: Kept) -> Clip:
    end = 4 * told.head["words"]
    words = array("i")
    words.frombytes(told.body[:end])
    sentences = array("i", told.head["sentences"])
    return Clip(
        told.body[end:], int(told.head["sample_rate"]), sentences, words, str(told.head["voice"])
    )
