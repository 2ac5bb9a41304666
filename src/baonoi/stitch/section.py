"""A section on its way into the recording: its own timeline, and what its stream came to."""

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
from zlib import crc32

from baonoi.audio.mastering import Mastering
from baonoi.model import Clip, Passage, ScriptSection
from baonoi.stitch.encode import Encoded, Encoding
from baonoi.stitch.mp3 import Coded
from baonoi.store.files import prune, whole_file

FORMAT = 4
"""Of the file, of mastering and of coding: it goes up when one of them changes."""
LIMIT = 256 << 20
"""Bytes the kept sections may take: about nine hours at 64 kbit/s."""


@dataclass(slots=True)
class Draft:
    """A section's times, from its own beginning."""

    sample_rate: int = 0
    length: int = 0
    sentences: array[int] = field(default_factory=lambda: array("q"))
    words: array[int] = field(default_factory=lambda: array("q"))

    def add(self, passage: Passage, clip: Clip, silences: tuple[int, ...]) -> None:
        """Lay a clip's sentences behind what is there, each followed by its silence."""
        spoken = [text.spoken.split() for text in passage.sentences]
        times = clip.words or _estimated(clip, spoken)
        start = word = 0
        for words, end, silence in zip(spoken, clip.sentences, silences, strict=True):
            shift = self.length - start
            self.sentences.extend((self.length, end + shift))
            last = word + 2 * len(words)
            self.words.extend(time + shift for time in times[word:last])
            word = last
            self.length += end - start + silence
            start = end


def _estimated(clip: Clip, words: list[list[str]]) -> array[int]:
    from baonoi.audio.word_times import estimate

    return estimate(clip.pcm, clip.sample_rate, clip.sentences, words)


def address(
    section: ScriptSection, clips: Sequence[str], mastering: Mastering, encoding: Encoding
) -> str:
    """The hash of everything that shapes a section's stream: clips, pauses, mastering, coding."""
    parts: list[object] = [FORMAT, list(clips), astuple(mastering)]
    parts += [encoding.bitrate, encoding.quality]
    parts.append([passage.pauses for passage in section.passages])
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()


class SectionCache:
    """Encoded sections kept on disk: one that did not change is not encoded again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, key: str, stream: Path) -> tuple[Draft, Encoded] | None:
        """Copy the kept stream to ``stream``; None where there is none or it is damaged."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                head = json.loads(file.read(struct.unpack("<I", file.read(4))[0]))
                sentences, words, energies = array("q"), array("q"), array("f")
                for numbers, count in zip((sentences, words), head["times"], strict=True):
                    numbers.fromfile(file, count)
                energies.fromfile(file, head["energies"])
                check = 0
                with stream.open("wb") as frames:
                    while chunk := file.read(1 << 20):
                        check = crc32(chunk, check)
                        frames.write(chunk)
                    written = frames.tell()
        except (OSError, ValueError, KeyError, TypeError, EOFError, struct.error):
            return None
        if (written, check) != (head.get("bytes"), head.get("check")):
            return None
        draft = Draft(head["sample_rate"], head["length"], sentences, words)
        return draft, Encoded(Coded(head["samples"], head["bytes"]), energies)

    def store(self, key: str, draft: Draft, encoded: Encoded, stream: Path) -> None:
        """Keep a section, whole or not at all; a cache that cannot be written is no error."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file, stream.open("rb") as frames:
                check = 0
                while chunk := frames.read(1 << 20):
                    check = crc32(chunk, check)
                frames.seek(0)
                head = _head(draft, encoded, check)
                file.write(struct.pack("<I", len(head)) + head)
                for numbers in (draft.sentences, draft.words, encoded.energies):
                    file.write(numbers.tobytes())
                shutil.copyfileobj(frames, file, 1 << 20)

    def prune(self) -> None:
        """Remove the sections used longest ago until the rest fits."""
        prune(self.folder, LIMIT)

    def _path(self, key: str) -> Path:
        return self.folder / key


def _head(draft: Draft, encoded: Encoded, check: int) -> bytes:
    return json.dumps(
        {
            "sample_rate": draft.sample_rate,
            "length": draft.length,
            "samples": encoded.coded.samples,
            "bytes": encoded.coded.bytes,
            "times": [len(draft.sentences), len(draft.words)],
            "energies": len(encoded.energies),
            "check": check,
        }
    ).encode("utf-8")
