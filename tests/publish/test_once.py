"""A bundle that is published once, whoever else makes the same one at the same time."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from handmade import recording_of
from object_store import ObjectStore

from baonoi.errors import OutputError
from baonoi.model import Article
from baonoi.publish import MANIFEST, Bundle, bundle_of
from baonoi.publish.once import head_of_kept, publish_once

HOME = "articles/ab/cd/0123"


def bundle(article: Article, sound: bytes) -> Bundle:
    recording = recording_of(article, sound=sound)
    return replace(bundle_of(recording, "cau-moi", in_parts=True), folder=HOME)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    tmp_path.joinpath("work").mkdir()
    return tmp_path / "work"


def test_sections_are_parts_of_the_whole(article: Article, work: Path) -> None:
    store = ObjectStore()
    recording = recording_of(article, sound=b"sound")
    publish_once(bundle(article, b"sound"), store, work)
    manifest = json.loads(store.objects[f"{HOME}/{MANIFEST}"])
    for section, encoded in zip(manifest["sections"], recording.sections, strict=True):
        start, end = section["bytes"]
        sound = store.objects[f"{HOME}/{section['file']}"][start:end]
        assert sound == b"".join(encoded.parts())
    assert not any("sections/" in name for name in store.objects)


def test_the_manifest_comes_last_and_names_all(article: Article, work: Path) -> None:
    store = ObjectStore()
    published = publish_once(bundle(article, b"sound"), store, work)
    assert published.ours
    assert store.puts[-1] == f"{HOME}/{MANIFEST}"
    assert head_of_kept(store, HOME) is not None
    assert {name.split("/")[4] for name in store.puts} == {published.revision, MANIFEST}
    assert published.bytes == sum(map(len, store.objects.values()))


def test_who_comes_second_leaves_what_is_there(article: Article, tmp_path: Path) -> None:
    store = ObjectStore()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    first = publish_once(bundle(article, b"one"), store, tmp_path / "one")
    kept = dict(store.objects)
    second = publish_once(bundle(article, b"two"), store, tmp_path / "two")
    assert not second.ours
    assert second.revision == first.revision
    assert store.objects == kept


def test_who_comes_second_with_the_same_takes_nothing(article: Article, tmp_path: Path) -> None:
    store = ObjectStore()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert publish_once(bundle(article, b"same"), store, tmp_path / name).ours
    assert f"{HOME}/{MANIFEST}" in store.objects


def test_without_conditions_the_last_stands(article: Article, tmp_path: Path) -> None:
    store = ObjectStore(conditional=False)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        done = publish_once(
            bundle(article, name.encode()), store, tmp_path / name, conditional=False
        )
    assert (head_of_kept(store, HOME) or {})["revision"] == done.revision


@pytest.mark.parametrize("fails", range(8))
def test_what_breaks_leaves_no_manifest(article: Article, work: Path, fails: int) -> None:
    store = ObjectStore()
    store.fails = fails
    whole = bundle(article, b"sound")
    if fails > len(whole.files):
        pytest.skip("all is put by then")
    with pytest.raises(OutputError):
        publish_once(whole, store, work)
    assert head_of_kept(store, HOME) is None


def test_a_long_head_is_read_whole(article: Article, work: Path) -> None:
    store = ObjectStore()
    recording = recording_of(article, sound=b"sound")
    told = bundle_of(recording, "a", in_parts=True, also={"archive": {"id": "x" * 20_000}})
    publish_once(replace(told, folder=HOME), store, work)
    assert (head_of_kept(store, HOME) or {})["archive"] == {"id": "x" * 20_000}


def test_a_damaged_manifest_is_an_error(article: Article) -> None:
    store = ObjectStore()
    store.put(f"{HOME}/{MANIFEST}", BytesIO(b"{"))
    with pytest.raises(OutputError, match="damaged"):
        head_of_kept(store, HOME)
