"""Shards become an index, an index a list of failures, and recordings an index again."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import permutations
from pathlib import Path

import pytest
from object_store import ObjectStore

from baonoi.archive.index import (
    FAILED,
    SHARDS,
    Merged,
    Summary,
    merged,
    rebuild,
    write_index,
    write_shard,
)
from baonoi.archive.manifest import rows
from baonoi.archive.record import Record, Status
from baonoi.archive.sweep import sweep
from baonoi.store.local import LocalStore


def record(number: int, status: Status = "read", **more: object) -> Record:
    key = f"{number:02d}/{number:018d}"
    told = {"home": f"articles/{key}/{'a' * 16}", "duration": 2.5, "bytes": 10, "voice": "nam"}
    if status == "failed":
        told = {"code": "no-page", "kind": "SourceError"}
    return Record.from_told({"key": key, "status": status, "source": f"{number}", **told, **more})


def manifest(record: Record, revision: str, title: str = "Tin") -> bytes:
    head = {
        "revision": revision,
        "title": title,
        "voice": record.voice,
        "duration": record.duration,
        "archive": {"id": record.id, "source": record.source, "bytes": record.bytes},
    }
    return json.dumps({**head, "sections": []}).encode()


def told(found: Merged) -> list[Record]:
    return list(found.records())


def test_what_is_told_last_counts() -> None:
    store = ObjectStore()
    write_shard(store, "2", "0", [record(1, "failed"), record(2)])
    write_shard(store, "1", "0", [record(1), record(3, "failed")])
    with merged(store) as found:
        assert [each.status for each in told(found)] == ["failed", "read", "failed"]
        assert found.home(record(1).key) == record(1).home, "where it is stays known"
        summary = found.summary()
    assert (summary.statuses, summary.codes["no-page"]) == ({"read": 1, "failed": 2}, 2)
    assert (summary.duration, summary.bytes) == (2.5, 10)


def test_a_shard_is_put_once() -> None:
    store = ObjectStore()
    assert write_shard(store, "1", "0", [record(1)])
    assert not write_shard(store, "1", "0", [record(2)])
    with merged(store) as found:
        assert told(found) == [record(1)]


def test_the_order_of_shards_of_one_run_does_not_matter() -> None:
    shards = [[record(1)], [record(2, "failed")], [record(3)]]
    results = []
    for order in permutations(range(3)):
        store = ObjectStore()
        for number in order:
            write_shard(store, "1", str(number), shards[number])
        with merged(store) as found:
            results.append(told(found))
    assert all(each == results[0] for each in results)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_an_index_holds_all_that_is_known(tmp_path: Path, form: str) -> None:
    store = LocalStore(tmp_path)
    records = [record(number, title=f"Tin “{number}”") for number in range(50)]
    write_shard(store, "1", "0", records)
    with merged(store) as found:
        name = write_index(store, found, form)
    if form == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
        kept = [Record(**row) for row in parquet.read_table(tmp_path / name).to_pylist()]
    else:
        lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        kept = [Record.from_json(line) for line in lines]
    assert kept == records


def test_what_failed_is_a_list_by_kind_that_can_be_read_again(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    asked = {"asked_voice": "nu", "asked_options": '{"bitrate": 48}'}
    failures = [
        record(1, "failed", code="no-page", id="một", **asked),
        record(2, "failed", code="host-silent"),
        record(3),
        record(4, "failed", code="no-page"),
    ]
    write_shard(store, "1", "0", failures)
    with merged(store) as found:
        write_index(store, found, "jsonl")
    lines = (tmp_path / FAILED).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["host-silent", "no-page", "no-page"]
    again = list(rows(str(tmp_path / FAILED)))
    assert again[1].id == "một"
    assert (again[1].voice, again[1].options) == ("nu", '{"bitrate": 48}')


def test_an_index_is_made_anew_from_the_manifests() -> None:
    store = ObjectStore()
    records = [record(number, id=str(number)) for number in range(20)]
    for each in records:
        store.put(f"{each.home}/recording.json", BytesIO(manifest(each, "b" * 16)))
        store.put(f"{each.home}/{'b' * 16}/tin.mp3", BytesIO(b"mp3"))
    store.put(f"{record(30).home}/{'b' * 16}/tin.mp3", BytesIO(b"whose worker was killed"))
    assert rebuild(store, "9") == 20
    with merged(store) as found:
        kept = told(found)
    assert [each.key for each in kept] == [each.key for each in records]
    assert all(each.status == "kept" and each.duration == 2.5 for each in kept)
    assert kept[3].audio == f"{records[3].home}/{'b' * 16}/tin.mp3"


def test_a_sweep_leaves_what_the_index_names_and_nothing_else() -> None:
    store = ObjectStore()
    kept = record(1, home=f"articles/{record(1).key}/{'a' * 16}")
    earlier = f"articles/{record(1).key}/{'c' * 16}"
    for home in (kept.home, earlier):
        store.put(f"{home}/{'b' * 16}/tin.mp3", BytesIO(b"mp3"))
        store.put(f"{home}/recording.json", BytesIO(manifest(kept, "b" * 16)))
    store.put(f"{kept.home}/{'d' * 16}/tin.mp3", BytesIO(b"of who came second, and was killed"))
    unknown = record(2)
    store.put(f"{unknown.home}/{'b' * 16}/tin.mp3", BytesIO(b"mp3"))
    store.put(f"{unknown.home}/recording.json", BytesIO(manifest(unknown, "b" * 16)))
    store.put(f"{record(3).home}/{'b' * 16}/tin.mp3", BytesIO(b"of a killed worker"))
    store.put("probe/0123", BytesIO(b"first"))
    write_shard(store, "1", "0", [record(1, home=earlier), record(4, "failed")])
    write_shard(store, "2", "0", [kept])
    assert sweep(store, "3").files == 5
    assert list(store.list("articles")) == sorted(
        f"{each.home}/{name}"
        for each in (kept, unknown)
        for name in (f"{'b' * 16}/tin.mp3", "recording.json")
    )
    assert list(store.list(SHARDS)) == [f"{SHARDS}/3/00000000.jsonl"]
    with merged(store) as found:
        assert [each.status for each in told(found)] == ["read", "failed"]
        assert found.home(kept.key) == kept.home
    assert sweep(store, "4").files == 0


def test_a_sweep_leaves_what_is_new(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "kho")
    name = f"{record(1).home}/{'b' * 16}/tin.mp3"
    store.put(name, BytesIO(b"being made"))
    assert sweep(store, "1").files == 0
    assert store.exists(name)
    assert sweep(store, "2", age=-5).files == 1
    assert not any((tmp_path / "kho").iterdir())  # nor the folders in which it was


def test_an_empty_archive_has_an_empty_index() -> None:
    with merged(ObjectStore()) as found:
        assert found.summary() == Summary()
        assert found.home("none") == ""
