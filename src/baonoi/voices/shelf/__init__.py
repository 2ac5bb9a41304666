"""The shelf of installed voices: what each needs on the disk, how it comes there and stays whole.

Weights are the files of one or several voices, from one commit of a repository at the hub of
models. The commit is resolved once and recorded, with the size and the digest of every file.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from baonoi.common.log import Log
from baonoi.common.tables import rows_under_head
from baonoi.errors import OutputError, VoiceError
from baonoi.store import paths
from baonoi.store.files import writing
from baonoi.told import Told
from baonoi.voices.shelf import digest, hub, record
from baonoi.voices.shelf.record import Part, Record

_log = Log(__name__)
LOCK = ".lock"
"""File beside the others that whoever downloads holds."""

Progress = Callable[[int, int], None]
"""Called with the bytes that are there, and those that will be."""
Tell = Callable[[Record], None]
"""Called with what will be downloaded, before it is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The files that a voice needs."""

    name: str
    extra: str
    """Of this package: what brings the libraries to load and to use it."""
    repository: str
    files: tuple[tuple[str, str], ...]
    """Path at the hub, and a digest that is known beforehand, or nothing."""

    @property
    def folder(self) -> Path:
        """Where it stands once it is installed."""
        return paths.voices() / self.name

    def file(self, path: str) -> Path:
        """Where one of its files stands."""
        return self.folder / path.rpartition("/")[2]


@cache
def all_weights() -> dict[str, Weights]:
    """What can be installed, by name."""
    table = rows_under_head(Path(__file__).with_name("weights.tsv"))
    return {
        key[0]: Weights(*key, tuple((row[3], row[4]) for row in rows))
        for key, rows in groupby(table, lambda row: (row[0], row[1], row[2]))
    }


def commit(weights: Weights) -> str:
    """The commit that stands on the shelf; empty where none does."""
    known = _known(weights)
    return known.commit if known else ""


def fault(weights: Weights) -> str:
    """Why weights cannot be used, as far as a look at their folder tells; empty where they can."""
    known = _known(weights)
    if known is None:
        return Told("it is not installed")
    if not known.whole:
        return Told("its download is not finished")
    if any(_size(weights.file(part.path)) != part.size for part in known.parts):
        return Told("its files are damaged")
    return ""


def verified(weights: Weights, voice: str) -> Path:
    """The folder of installed weights, in which every file is what it was when it came.

    A file of the size and the time that are recorded is taken for what it was; of another time its
    digest is looked at.

    Raises:
        VoiceError: a file is missing or another.
    """
    known = _known(weights)
    if known is None or fault(weights):
        raise _damaged(weights, voice)
    for part in known.parts:
        path = weights.file(part.path)
        changed = path.stat().st_mtime_ns
        if changed == part.changed:
            continue
        if not digest.matches(path, part.digest):
            raise _damaged(weights, voice)
        known = known.having(replace(part, changed=changed))
        with suppress(OSError):  # it is looked at again next time
            record.save(known, weights.folder)
    return weights.folder


def install(
    weights: Weights,
    voice: str,
    *,
    offline: bool = False,
    tell: Tell | None = None,
    progress: Progress | None = None,
) -> Path:
    """Download weights and give their folder; of what is there only the digests are looked at.

    A download that was cut off goes on where it stopped, at the commit where it began. A file takes
    its name when its size and digest are right. ``voice`` is the name in errors.

    Raises:
        VoiceError: it could not be downloaded, or is not what it should be.
        OutputError: it cannot be written.
    """
    with writing(weights.folder, "voice-unwritable"):
        known = _known(weights)
        if known is not None:
            known = _looked_at(weights, known)
        if known is None or not known.whole:
            _ready_to_ask(weights, voice, offline)
            _download(weights, voice, known, tell, progress)
        else:
            record.save(known, weights.folder)
    return weights.folder


def _known(weights: Weights) -> Record | None:
    """What is recorded of weights; None where that is nothing, or of other files."""
    known = record.load(weights.folder)
    wanted = weights.repository, [path for path, _ in weights.files]
    if known is None or wanted != (known.repository, [part.path for part in known.parts]):
        return None
    return known


def _ready_to_ask(weights: Weights, voice: str, offline: bool) -> None:
    """See that the hub may be asked, and can be.

    Raises:
        VoiceError: one of both is not so.
    """
    if offline or paths.told_to_stay_offline():
        raise VoiceError(
            Told(
                "The voice {voice} is not installed, and the network is not to be used.",
                voice=voice,
            ),
            "install-offline",
        )
    if find_spec("huggingface_hub") is None:
        raise VoiceError(
            Told("To install {voice} a library is needed.", voice=voice),
            "library-missing",
            extra=weights.extra,
        )


def _download(
    weights: Weights, voice: str, known: Record | None, tell: Tell | None, progress: Progress | None
) -> None:
    """Load what is missing, one file after another; one process at a time."""
    from filelock import FileLock  # the hub's library has it

    paths.private(weights.folder)
    with FileLock(weights.folder / LOCK):
        known = known or hub.resolve(voice, weights.repository, [path for path, _ in weights.files])
        known = _looked_at(weights, known)
        record.save(known, weights.folder)
        if tell is not None:
            tell(known)
        _see_room(weights, known)
        for part in known.parts:
            if part.changed is None:
                known = known.having(_fetched(weights, voice, known, part, progress))
                record.save(known, weights.folder)
        shutil.rmtree(weights.folder / hub.STAGE, ignore_errors=True)


def _looked_at(weights: Weights, known: Record) -> Record:
    """The record, with every file that is not what it should be marked as missing."""
    for part in known.parts:
        path = weights.file(part.path)
        right = _size(path) == part.size and digest.matches(path, part.digest)
        known = known.having(_there(part, path) if right else replace(part, changed=None))
    return known


def _there(part: Part, path: Path) -> Part:
    """What is recorded of a file that is what it should be."""
    return replace(part, digest=digest.sha256(path), changed=path.stat().st_mtime_ns)


def _see_room(weights: Weights, known: Record) -> None:
    """See that what is missing fits on the disk."""
    missing = sum(part.size for part in known.parts if part.changed is None)
    stage = weights.folder / hub.STAGE
    begun = sum(_size(path) or 0 for path in stage.rglob("*.incomplete"))
    free = shutil.disk_usage(weights.folder).free
    if free < missing - begun:
        raise OutputError(
            Told(
                "Cannot write {path}: {missing:.0f} MB are needed, {free:.0f} MB are free.",
                path=str(weights.folder),
                missing=missing / 1000000.0,
                free=free / 1000000.0,
            ),
            "voice-unwritable",
            reason=Told("there is no room"),
        )


def _fetched(
    weights: Weights, voice: str, known: Record, part: Part, progress: Progress | None
) -> Part:
    """Load one file and hold it against its size and its digests; what is wrong does not stay."""
    done = sum(each.size for each in known.parts if each.changed is not None)

    def count(have: int) -> None:
        if progress is not None:
            progress(done + have, known.size)

    _log.info("%s of %s at %s", part.path, known.repository, known.commit)
    beforehand = dict(weights.files)[part.path]
    try:
        path = hub.fetch(voice, known, part, weights.folder, count)
        if path.stat().st_size != part.size or not all(
            digest.matches(path, each) for each in (part.digest, beforehand) if each
        ):
            raise hub.altered(voice)
    except VoiceError as error:
        if error.code == "download-altered":
            shutil.rmtree(weights.folder / hub.STAGE, ignore_errors=True)
        if error.code == "download-gone":
            (weights.folder / record.FILE).unlink()
        raise
    count(part.size)
    whole = weights.file(part.path)
    path.replace(whole)
    return _there(part, whole)


def _size(path: Path) -> int | None:
    """Bytes of a file; None where there is none."""
    with suppress(OSError):
        return path.stat().st_size
    return None


def _damaged(weights: Weights, voice: str) -> VoiceError:
    return VoiceError(
        Told(
            "The files of {voice} in {path} are not what was installed.",
            voice=voice,
            path=str(weights.folder),
        ),
        "model-altered",
    )
