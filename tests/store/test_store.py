"""What every store does, wherever it keeps its files."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from object_store import ObjectStore

from baonoi.errors import OutputError
from baonoi.store.local import LocalStore
from baonoi.store.shared import SharedStore, probe
from baonoi.store.store import checked


@pytest.fixture(params=["local", "objects"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SharedStore:
    return LocalStore(tmp_path / "kho") if request.param == "local" else ObjectStore()


def content(store: SharedStore, name: str) -> bytes:
    with store.get(name) as file:
        return file.read()


def test_what_is_put_can_be_got(store: SharedStore) -> None:
    assert not store.exists("bai/01.mp3")
    store.put("bai/01.mp3", BytesIO(b"one"))
    assert store.exists("bai/01.mp3")
    assert not store.exists("bai")
    assert content(store, "bai/01.mp3") == b"one"
    store.put("bai/01.mp3", BytesIO(b"another"))
    assert content(store, "bai/01.mp3") == b"another"


def test_content_is_taken_from_where_it_stands(store: SharedStore) -> None:
    file = BytesIO(b"head and body")
    file.seek(9)
    store.put("a", file)
    assert content(store, "a") == b"body"


def test_all_below_a_folder_is_listed_in_order(store: SharedStore) -> None:
    assert list(store.list()) == list(store.list("bai")) == []
    names = ["bai/a.mp3", "bai/phan/01.mp3", "bai/phan/02.mp3", "bai-khac/a.mp3", "xem.html"]
    for name in random.Random(3).sample(names, len(names)):
        store.put(name, BytesIO(b""))
    assert list(store.list()) == sorted(names)
    assert list(store.list("bai")) == names[:3]
    assert list(store.list("bai/phan")) == names[1:3]


def test_what_is_deleted_is_gone(store: SharedStore) -> None:
    store.put("bai/a", BytesIO(b""))
    store.delete("bai/a")
    store.delete("bai/a")
    assert not store.exists("bai/a")
    assert list(store.list()) == []


def test_what_is_not_there_cannot_be_got(store: SharedStore) -> None:
    with pytest.raises(OutputError) as caught:
        store.get("bai/a")
    assert caught.value.code == "not-readable"


def test_a_workshop_is_of_this_machine_and_gone_at_the_end(store: SharedStore) -> None:
    with store.workshop("bai/nam") as work:
        (work / "half").write_bytes(b"half")
        assert list(store.list()) == []
    assert not work.exists()
    assert list(store.list()) == []


ELSEWHERE = ("", "/", "/etc/passwd", "a/", "a//b", ".", "..", "../a", "a/../../b")
ODD = ("a\\..\\b", "C:a", "a\0", ".making-1/a", "a/.part")


@pytest.mark.parametrize("name", ELSEWHERE + ODD)
def test_a_name_leads_nowhere_else(store: SharedStore, name: str) -> None:
    for ask in (store.get, store.exists, store.delete, lambda name: store.put(name, BytesIO())):
        with pytest.raises(OutputError) as caught:
            ask(name)
        assert caught.value.code == "not-a-file-name"


@given(st.lists(st.text(st.characters(exclude_characters="/"), max_size=4), max_size=4))
def test_a_good_name_stays_below(parts: list[str]) -> None:
    name = "/".join(parts)
    try:
        assert checked(name) == name
    except OutputError:
        return
    path = Path("/kho", name)
    assert path.relative_to("/kho").parts == tuple(parts)
    assert ".." not in parts


def test_what_is_there_is_not_put_anew(store: SharedStore) -> None:
    assert store.put_new("a/b", BytesIO(b"first"))
    assert not store.put_new("a/b", BytesIO(b"second"))
    assert content(store, "a/b") == store.read("a/b") == b"first"
    store.delete("a/b")
    assert store.put_new("a/b", BytesIO(b"third"))


def test_a_file_begins_as_it_does(store: SharedStore) -> None:
    store.put("a/b", BytesIO(b"head and body"))
    assert store.begin("a/b", 4) == b"head"
    assert store.begin("a/b", 1000) == b"head and body"
    assert store.begin("a/c", 4) is store.begin("a/b/c", 4) is None


def test_entries_tell_names_and_sizes(store: SharedStore) -> None:
    for name in ("a/2", "b", "a/1"):
        store.put(name, BytesIO(name.encode()))
    listed = [(each.name, each.size) for each in store.entries()]
    assert listed == [("a/1", 3), ("a/2", 3), ("b", 1)]
    assert [each.name for each in store.entries("a")] == ["a/1", "a/2"]


def test_of_many_who_put_a_file_at_once_one_does(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    begun = threading.Barrier(8)

    def put(number: int) -> bool:
        begun.wait()
        return store.put_new("a", BytesIO(b"%d" % number))

    with ThreadPoolExecutor(8) as pool:
        put_it = list(pool.map(put, range(8)))
    assert sum(put_it) == 1
    assert store.read("a") == b"%d" % put_it.index(True)


def test_a_store_that_ignores_conditions_is_found_out(store: SharedStore) -> None:
    assert probe(store, "probe")
    assert not probe(ObjectStore(conditional=False), "probe")
    assert list(store.list()) == []
