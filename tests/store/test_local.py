from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from baonoi.errors import OutputError
from baonoi.store.local import LocalStore


def tree(folder: Path) -> dict[str, bytes]:
    """Everything below, hidden or not."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Breaking(BytesIO):
    """Gives some of its content, and then none."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(3)


def test_a_file_is_put_whole_or_not_at_all(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.put("bai/a.mp3", BytesIO(b"before"))
    for name in ("bai/a.mp3", "bai/b.mp3"):
        with pytest.raises(OutputError, match="Input/output error") as caught:
            store.put(name, Breaking(b"half of it"))
        assert caught.value.code == "unwritable"
        assert caught.value.fields["path"] == str(tmp_path / name)
    assert tree(tmp_path) == {"bai/a.mp3": b"before"}


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.put("bai/a", BytesIO(b""))
    for ask in (store.get, store.delete, lambda name: store.put(name, BytesIO())):
        with pytest.raises(OutputError):
            ask("bai")
    with pytest.raises(OutputError, match="Cannot write"):
        store.put("bai/a/b", BytesIO())
    assert list(store.list()) == ["bai/a"]


def test_what_is_being_made_is_not_listed(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.put("bai/a", BytesIO(b""))
    (tmp_path / "bai" / ".b").write_bytes(b"half")
    with store.workshop("bai") as work:
        (work / "c").write_bytes(b"half")
        assert list(store.list("bai")) == ["bai/a"]


def test_empty_folders_go_when_they_are_pruned(tmp_path: Path) -> None:
    root = tmp_path / "kho"
    store = LocalStore(root)
    for name in ("bai/a/b/c", "bai/d/e", "khac/f/g"):
        store.put(name, BytesIO(b""))
        if name != "bai/d/e":
            store.delete(name)
    with store.workshop("bai/d") as work:
        (work / "made").mkdir()
        store.prune("bai")
        assert (work / "made").is_dir()
    assert sorted(path.name for path in (root / "bai").rglob("*")) == ["d", "e"]
    assert (root / "khac" / "f").is_dir()
    store.prune("khac")
    store.prune("not there")
    assert [path.name for path in root.iterdir()] == ["bai"]


def test_a_workshop_takes_its_empty_folders_with_it(tmp_path: Path) -> None:
    root = tmp_path / "here" / "new" / "kho"
    store = LocalStore(root)
    with store.workshop("bai/nam") as work:
        assert work.parent == root
    assert not (tmp_path / "here").exists()
    with pytest.raises(RuntimeError, match="broken"), store.workshop("bai/nam"):
        raise RuntimeError("broken")
    assert not (tmp_path / "here").exists()
    with store.workshop("bai/nam") as work:
        (work / "made").mkdir()
        store.move_in(work / "made", "bai", last="end")
        store.put("bai/a", BytesIO(b""))
    assert [path.name for path in (root / "bai").iterdir()] == ["a"]


def test_a_workshop_is_as_near_as_can_be(tmp_path: Path) -> None:
    """Another folder may be another disk; one that is not there yet comes whole, by one rename."""
    store = LocalStore(tmp_path / "kho")
    (tmp_path / "kho" / "bai").mkdir(parents=True)
    with store.workshop("bai/nam") as work:
        assert work.parent == tmp_path / "kho" / "bai"
    with store.workshop("bai") as work:
        assert work.parent == tmp_path / "kho" / "bai"
    with store.workshop("khac") as work:
        assert work.parent == tmp_path / "kho"


def test_a_workshop_where_there_can_be_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="Cannot write"), LocalStore(tmp_path).workshop("file/a"):
        pass


def test_what_a_dead_run_left_is_swept(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    for place in (tmp_path / "bai", tmp_path / "bai" / "nam"):
        leaving = place / ".making-dead"
        leaving.mkdir(parents=True)
        (leaving / ".owner").write_bytes(b"[]")
        (leaving / "half").write_bytes(b"half")
    with store.workshop("bai/nam") as work:
        assert [path.parent for path in tmp_path.rglob(".making-*")] == [work.parent]


def made(store: LocalStore, work: Path, files: dict[str, bytes]) -> Path:
    folder = work / "made"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


EARLIER = {"a.mp3": b"a1", "parts/1": b"11", "parts/2": b"12", "end": b"e1"}
LATER = {"a.mp3": b"a2", "parts/1": b"21", "z": b"z2", "end": b"e2"}


def test_files_take_the_places_of_earlier_ones(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    for files in (EARLIER, LATER):
        with store.workshop("bai") as work:
            store.move_in(made(store, work, files), "bai", last="end")
    assert tree(tmp_path / "bai") == LATER
