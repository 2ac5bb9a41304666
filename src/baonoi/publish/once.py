"""A bundle that is published once, whoever else makes the same one at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from baonoi.common.log import Log
from baonoi.errors import OutputError
from baonoi.publish.bundle import Bundle, revision_of, write_all
from baonoi.publish.library import MANIFEST, head_of
from baonoi.store.files import writing
from baonoi.store.shared import SharedStore
from baonoi.told import Told

_log = Log(__name__)
HEAD = 1 << 13
"""Bytes of a manifest in which its head ends nearly always."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where a recording is."""

    revision: str
    """The folder of its files, beside the manifest."""
    bytes: int
    """Of all its files."""
    ours: bool
    """Whether this manifest is the one just put, and no one else's."""


def publish_once(
    bundle: Bundle, store: SharedStore, work: Path, *, conditional: bool = True
) -> Published:
    """Put the files under a hash of what is in them, and last the manifest, if there is none.

    Who puts the same article at the same time puts his files beside these, or the very same ones;
    one manifest stands in the end, and all that it names. The files of who comes second are taken
    away again, unless they are the ones it names.

    Args:
        bundle: of the recording.
        store: where it goes.
        work: an empty folder of this machine to make the files in.
        conditional: whether the store puts a file only if there is none; if not, the last manifest
            of several stands, and what it does not name is left to be swept.

    Raises:
        OutputError: a file cannot be written; there is no manifest then.
    """
    with writing(work):
        write_all(bundle, work)
        revision = revision_of(work, (*bundle.files, MANIFEST))
        home = f"{bundle.folder}/{revision}"
        size = 0
        for name in bundle.files:
            size += (work / name).stat().st_size
            with (work / name).open("rb") as file:
                store.put(f"{home}/{name}", file)
        manifest = BytesIO()
        bundle.manifest(manifest, revision)
    manifest.seek(0)
    path = f"{bundle.folder}/{MANIFEST}"
    size += manifest.getbuffer().nbytes
    if not conditional:
        store.put(path, manifest)
    elif not store.put_new(path, manifest):
        # An answer that got lost on its way makes our own manifest look like another's.
        told = head_of_kept(store, bundle.folder) or {}
        if told.get("revision") != revision:
            _log.info("%s was published by another meanwhile", bundle.folder)
            for name in bundle.files:
                store.delete(f"{home}/{name}")
            return Published(str(told.get("revision", "")), size, ours=False)
    _log.info("%s published, %d files", home, len(bundle.files) + 1)
    return Published(revision, size, ours=True)


def head_of_kept(store: SharedStore, folder: str) -> dict[str, Any] | None:
    """What the manifest in a folder tells at its head; None where there is none. One request.

    Raises:
        OutputError: the store cannot be asked.
    """
    path = f"{folder}/{MANIFEST}"
    begun = store.begin(path, HEAD)
    if begun is None:
        return None
    line, _, rest = begun.partition(b"\n")
    try:
        return head_of(BytesIO(line + b"\n" if rest else store.read(path)))
    except ValueError as error:
        raise OutputError(
            Told("Cannot read {path}: {reason}.", path=path, reason=Told("it is damaged")),
            "not-readable",
        ) from error
