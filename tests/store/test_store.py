"""What every store does, wherever it keeps its files."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from object_store import ObjectStore

from baonoi.errors import OutputError
from baonoi.store.local import LocalStore
from baonoi.store.store import Store, checked


@pytest.fixture(params=["local", "objects"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return LocalStore(tmp_path / "kho") if request.param == "local" else ObjectStore()


def content(store: Store, name: str) -> bytes:
    with store.get(name) as file:
        return file.read()


def test_what_is_put_can_be_got(store: Store) -> None:
    assert not store.exists("bai/01.mp3")
    store.put("bai/01.mp3", BytesIO(b"one"))
    assert store.exists("bai/01.mp3")
    assert not store.exists("bai")
    assert content(store, "bai/01.mp3") == b"one"
    store.put("bai/01.mp3", BytesIO(b"another"))
    assert content(store, "bai/01.mp3") == b"another"


def test_content_is_taken_from_where_it_stands(store: Store) -> None:
    file = BytesIO(b"head and body")
    file.seek(9)
    store.put("a", file)
    assert content(store, "a") == b"body"


def test_all_below_a_folder_is_listed_in_order(store: Store) -> None:
    assert list(store.list()) == list(store.list("bai")) == []
    names = ["bai/a.mp3", "bai/phan/01.mp3", "bai/phan/02.mp3", "bai-khac/a.mp3", "xem.html"]
    for name in random.Random(3).sample(names, len(names)):
        store.put(name, BytesIO(b""))
    assert list(store.list()) == sorted(names)
    assert list(store.list("bai")) == names[:3]
    assert list(store.list("bai/phan")) == names[1:3]


def test_what_is_deleted_is_gone(store: Store) -> None:
    store.put("bai/a", BytesIO(b""))
    store.delete("bai/a")
    store.delete("bai/a")
    assert not store.exists("bai/a")
    assert list(store.list()) == []


def test_what_is_not_there_cannot_be_got(store: Store) -> None:
    with pytest.raises(OutputError) as caught:
        store.get("bai/a")
    assert caught.value.code == "not-readable"


def test_a_workshop_is_of_this_machine_and_gone_at_the_end(store: Store) -> None:
    with store.workshop("bai/nam") as work:
        (work / "half").write_bytes(b"half")
        assert list(store.list()) == []
    assert not work.exists()
    assert list(store.list()) == []


ELSEWHERE = ("", "/", "/etc/passwd", "a/", "a//b", ".", "..", "../a", "a/../../b")
ODD = ("a\\..\\b", "C:a", "a\0", ".making-1/a", "a/.part")


@pytest.mark.parametrize("name", ELSEWHERE + ODD)
def test_a_name_leads_nowhere_else(store: Store, name: str) -> None:
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
