"""What an archive needs no more: earlier revisions, what killed workers left, shards of the index.

No run may be under way meanwhile; what is newer than an age is left in any case.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from baonoi.archive.index import SHARDS, Merged, key_of, merged, write_shard
from baonoi.archive.places import ARTICLES
from baonoi.common.log import Log
from baonoi.publish.library import MANIFEST
from baonoi.publish.once import head_of_kept
from baonoi.store.shared import Entry, SharedStore

_log = Log(__name__)
PROBE = "probe"
"""The folder in which a store is probed."""
AGE = 3600.0
"""Seconds after which a file without a manifest is nobody's any more: no article takes as long."""
_RECORDS = 4096
"""In a shard of what all earlier ones told."""


@dataclass(slots=True)
class Swept:
    """What was taken away."""

    files: int = 0
    bytes: int = 0


def sweep(store: SharedStore, run: str, age: float = AGE) -> Swept:
    """Take away what no article of the index needs; make one run's shards of all.

    Args:
        store: of the archive.
        run: the name of a new run, which tells what all earlier ones told.
        age: seconds; what was put later stays.

    Raises:
        OutputError: something cannot be read, written or taken away.
    """
    swept = Swept()
    before = time.time() - age
    with merged(store) as found:
        shards = list(store.list(SHARDS))
        for key, entries in groupby(store.entries(ARTICLES), lambda each: key_of(each.name)):
            _delete(store, swept, _strays(store, found, key, list(entries), before))
        _delete(store, swept, (each for each in store.entries(PROBE) if each.modified < before))
        if len({name.split("/")[1] for name in shards}) > 1:
            records = found.records()
            number = 0
            while some := list(islice(records, _RECORDS)):
                write_shard(store, run, f"{number:08d}", some)
                number += 1
            for name in shards:
                store.delete(name)
        for folder in (ARTICLES, PROBE, SHARDS):
            store.prune(folder)
    return swept


def _strays(
    store: SharedStore, found: Merged, key: str, entries: list[Entry], before: float
) -> Iterator[Entry]:
    """The files of an article that no one needs: manifests first, then what they named."""
    manifests = [each for each in entries if _is_manifest(each.name)]
    homes = {each.name.rpartition("/")[0] for each in manifests}
    kept = found.home(key)
    if kept not in homes and manifests:
        kept = max(manifests, key=lambda each: each.modified).name.rpartition("/")[0]
    needed = f"{kept}/{_revision(store, kept, entries)}/" if kept in homes else None
    strays = [
        each
        for each in entries
        if each.modified < before
        and each.name != f"{kept}/{MANIFEST}"
        and not (needed and each.name.startswith(needed))
    ]
    yield from sorted(strays, key=lambda each: not _is_manifest(each.name))


def _revision(store: SharedStore, home: str, entries: list[Entry]) -> str:
    """The folder that a manifest names; one that stands alone need not be asked for."""
    folders = {
        each.name.removeprefix(f"{home}/").partition("/")[0]
        for each in entries
        if each.name.startswith(f"{home}/") and not _is_manifest(each.name)
    }
    if len(folders) == 1:
        return folders.pop()
    return str((head_of_kept(store, home) or {}).get("revision", ""))


def _is_manifest(name: str) -> bool:
    return name.count("/") == 4 and name.endswith(f"/{MANIFEST}")


def _delete(store: SharedStore, swept: Swept, entries: Iterator[Entry]) -> None:
    for entry in entries:
        store.delete(entry.name)
        swept.files += 1
        swept.bytes += entry.size
        _log.debug("%s removed", entry.name)
