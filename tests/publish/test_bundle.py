"""The files of a recording, and what becomes of an earlier one while they are published."""

from __future__ import annotations

import base64
import json
import pickle
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from handmade import recording_of
from object_store import ObjectStore

import baonoi
from baonoi.errors import OutputError
from baonoi.model import Article, Block, Recording, Role, Section
from baonoi.publish import MANIFEST, Bundle, bundle, bundle_of, place, publish
from baonoi.store.local import LocalStore
from baonoi.store.store import Store

SLUG = "cau-moi-qua-song-thong-xe"
FILES = [
    f"{SLUG}.mp3",
    "sections/01-mo-dau.mp3",
    "sections/02-viec-con-lai.mp3",
    f"{SLUG}.m3u8",
    "transcript.vtt",
    "transcript.srt",
    f"{SLUG}.lrc",
    "index.html",
]


@pytest.fixture
def earlier(article: Article) -> Bundle:
    return bundle_of(recording_of(article, sound=b"earlier"), SLUG)


@pytest.fixture
def later(article: Article) -> Bundle:
    """Corrected: one section less, another sound."""
    corrected = replace(article, sections=article.sections[:1])
    return bundle_of(recording_of(corrected, sound=b"later"), SLUG)


def written(bundle: Bundle, name: str) -> bytes:
    file = BytesIO()
    bundle.files[name](file)
    return file.getvalue()


def as_published(bundle: Bundle) -> dict[str, bytes]:
    """What a folder holds of it."""
    manifest = BytesIO()
    bundle.manifest(manifest)
    files = {name: written(bundle, name) for name in bundle.files}
    return {**files, MANIFEST: manifest.getvalue()}


def tree(folder: Path) -> dict[str, bytes]:
    """Everything below, hidden or not."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def told(store: ObjectStore, folder: str = SLUG) -> dict[str, bytes]:
    """What a reader gets who goes by the manifest: all files of its revision are there."""
    manifest = json.loads(store.objects[f"{folder}/{MANIFEST}"])
    home = f"{folder}/{manifest['revision']}/"
    files = {
        name.removeprefix(home): content
        for name, content in store.objects.items()
        if name.startswith(home)
    }
    for section in manifest["sections"]:
        assert f"{folder}/{section['file']}" in store.objects
        assert section["file"].startswith(f"{manifest['revision']}/")
    return files


def full(file: BinaryIO, revision: str = "") -> None:
    file.write(b"half")
    raise OSError(28, "No space left on device")


class TestBundle:
    def test_the_files_of_a_recording(self, earlier: Bundle) -> None:
        assert list(earlier.files) == FILES
        assert earlier.audio == FILES[0]
        assert earlier.folder == SLUG
        whole = written(earlier, FILES[0])
        assert whole.startswith(b"ID3")
        assert whole.endswith(b"head of all;earlier of section 0;earlier of section 1;")
        assert written(earlier, FILES[2]).endswith(b"head;earlier of section 1;")

    def test_each_may_be_written_again(self, earlier: Bundle) -> None:
        assert as_published(earlier) == as_published(earlier)

    def test_it_travels(self, earlier: Bundle) -> None:
        assert as_published(pickle.loads(pickle.dumps(earlier))) == as_published(earlier)

    def test_a_voice_among_several_has_its_own_folder(self, article: Article) -> None:
        made = bundle_of(recording_of(article), SLUG, voice="nam")
        assert made.folder == f"{SLUG}/nam"
        assert list(made.files) == FILES

    @pytest.mark.parametrize("length", range(4))
    def test_a_page_with_the_sound_inside(self, article: Article, length: int) -> None:
        recording = recording_of(article, sound=b"x" * length)
        made = bundle_of(recording, SLUG, single_file=True)
        page = written(made, "index.html").decode()
        inside = re.search(r'src="data:audio/mpeg;base64,([^"]*)"', page)
        assert inside is not None
        assert base64.b64decode(inside[1], validate=True) == written(made, FILES[0])


class TestFolder:
    def test_all_of_it_and_nothing_else(self, earlier: Bundle, tmp_path: Path) -> None:
        assert publish(earlier, LocalStore(tmp_path)) == f"{SLUG}/{SLUG}.mp3"
        assert tree(tmp_path / SLUG) == as_published(earlier)
        assert "revision" not in json.loads((tmp_path / SLUG / MANIFEST).read_bytes())

    def test_it_takes_the_place_of_an_earlier_one(
        self, earlier: Bundle, later: Bundle, tmp_path: Path
    ) -> None:
        for each in (earlier, later):
            publish(each, LocalStore(tmp_path))
        assert tree(tmp_path / SLUG) == as_published(later)

    @pytest.mark.parametrize("number", range(len(FILES)))
    def test_a_full_disk_keeps_the_earlier_one(
        self, earlier: Bundle, later: Bundle, tmp_path: Path, number: int
    ) -> None:
        publish(earlier, LocalStore(tmp_path))
        names = [*later.files, MANIFEST]
        broken = replace(later, files={**later.files, names[number]: full})
        if names[number] == MANIFEST:
            broken = replace(later, manifest=full)
        with pytest.raises(OutputError, match="No space left") as caught:
            publish(broken, LocalStore(tmp_path))
        assert caught.value.fields["path"] == str(tmp_path / SLUG)
        assert tree(tmp_path / SLUG) == as_published(earlier)

    def test_a_full_disk_leaves_nothing_of_a_first_one(
        self, earlier: Bundle, tmp_path: Path
    ) -> None:
        with pytest.raises(OutputError):
            publish(replace(earlier, manifest=full), LocalStore(tmp_path / "new"))
        assert not (tmp_path / "new").exists()


class TestObjects:
    def test_files_are_under_a_revision_and_the_manifest_comes_last(self, earlier: Bundle) -> None:
        store = ObjectStore()
        audio = publish(earlier, store)
        revision = audio.split("/")[1]
        assert re.fullmatch(r"[0-9a-f]{16}", revision)
        assert store.puts == [
            *(f"{SLUG}/{revision}/{name}" for name in FILES),
            f"{SLUG}/{MANIFEST}",
        ]
        expected = as_published(earlier)
        assert told(store) == {name: expected[name] for name in FILES}
        assert store.objects[audio] == expected[FILES[0]]

    def test_the_manifest_tells_the_same_in_other_places(self, earlier: Bundle) -> None:
        store = ObjectStore()
        publish(earlier, store)
        manifest = json.loads(store.objects[f"{SLUG}/{MANIFEST}"])
        revision = manifest.pop("revision")
        for section in manifest["sections"]:
            section["file"] = section["file"].removeprefix(f"{revision}/")
        assert manifest == json.loads(as_published(earlier)[MANIFEST])

    def test_the_same_recording_has_the_same_revision(
        self, article: Article, earlier: Bundle
    ) -> None:
        first, second = ObjectStore(), ObjectStore()
        publish(earlier, first)
        again = bundle_of(recording_of(article, sound=b"earlier"), SLUG)
        for _ in range(2):
            publish(again, second)
        assert first.objects == second.objects

    def test_whatever_differs_has_another(self, article: Article) -> None:
        recording = recording_of(article)
        variants = [
            bundle_of(recording, SLUG),
            bundle_of(recording, SLUG, single_file=True),
            bundle_of(recording_of(article, sound=b"other"), SLUG),
            bundle_of(replace(recording, passed_over=(("hay-hon", "im lặng"),)), SLUG),
        ]
        assert len({publish(each, ObjectStore()) for each in variants}) == len(variants)

    def test_an_earlier_revision_goes(self, earlier: Bundle, later: Bundle) -> None:
        store = ObjectStore()
        for each in (earlier, later):
            publish(each, store)
        assert told(store).keys() == later.files.keys()
        assert len(store.objects) == len(later.files) + 1

    def test_nothing_else_goes(self, article: Article, earlier: Bundle, later: Bundle) -> None:
        store = ObjectStore()
        others = (f"{SLUG}/note.txt", f"{SLUG}-khac/0123456789abcdef/a", "0123456789abcdef/a")
        for name in others:
            store.put(name, BytesIO(name.encode()))
        publish(bundle_of(recording_of(article), SLUG, voice="nam"), store)
        before = dict(store.objects)
        for each in (earlier, later):
            publish(each, store)
        assert before.items() <= store.objects.items()
        assert told(store, f"{SLUG}/nam").keys() == set(FILES)

    @pytest.mark.parametrize("number", range(len(FILES)))
    def test_a_publish_that_is_cut_off_leaves_the_earlier_one(
        self, earlier: Bundle, later: Bundle, number: int
    ) -> None:
        store = ObjectStore()
        publish(earlier, store)
        before = dict(store.objects)
        store.fails = number
        assert number < len(later.files) + 1
        with pytest.raises(OutputError, match="broke"):
            publish(later, store)
        assert before.items() <= store.objects.items()
        kept = as_published(earlier)
        assert told(store) == {name: kept[name] for name in FILES}
        whole = as_published(later)
        for name in store.objects.keys() - before.keys():
            assert store.objects[name] == whole[name.split("/", 2)[2]]
        store.fails = None
        publish(later, store)
        assert told(store) == {name: whole[name] for name in later.files}
        assert len(store.objects) == len(later.files) + 1

    def test_a_disk_that_is_full_before_anything_is_put(self, earlier: Bundle) -> None:
        store = ObjectStore()
        with pytest.raises(OutputError, match="No space left"):
            publish(replace(earlier, manifest=full), store)
        assert store.objects == {}

    def test_what_cannot_be_deleted_goes_with_the_next(
        self, article: Article, earlier: Bundle, later: Bundle
    ) -> None:
        store = ObjectStore()
        publish(earlier, store)
        store.deletes = False
        publish(later, store)
        assert told(store).keys() == later.files.keys()
        assert len(store.objects) == len(earlier.files) + len(later.files) + 1
        store.deletes = True
        publish(later, store)
        assert len(store.objects) == len(later.files) + 1

    def test_so_many_go_at_once(
        self, earlier: Bundle, later: Bundle, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bundle, "MOST_DELETED", 5)
        store = ObjectStore()
        for each in (earlier, later):
            publish(each, store)
        assert len(store.objects) == len(later.files) + 1 + len(earlier.files) - 5


class TestPublicFunction:
    @pytest.fixture
    def recording(self, article: Article) -> Recording:
        return recording_of(article)

    def test_to_a_folder(self, recording: Recording, tmp_path: Path) -> None:
        for target in (tmp_path, str(tmp_path)):
            assert baonoi.save(recording, target) == tmp_path / SLUG / f"{SLUG}.mp3"
        assert tree(tmp_path / SLUG) == as_published(bundle_of(recording, SLUG))

    def test_to_a_store(self, recording: Recording) -> None:
        store = ObjectStore()
        audio = baonoi.save(recording, store)
        assert audio in store.objects
        assert told(store).keys() == set(FILES)


OTHER = Section(None, (Block(Role.PARAGRAPH, "Chợ nổi họp lại sau một năm vắng khách."),))


@pytest.fixture(params=["local", "objects"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return LocalStore(tmp_path / "kho") if request.param == "local" else ObjectStore()


class TestNamesakes:
    def put(self, store: Store, article: Article, voice: str | None = None) -> str:
        with place(store, article, voice) as where:
            publish(bundle_of(recording_of(article), where.slug, voice=voice), store)
        return where.slug

    def test_the_same_article_again(self, store: Store, article: Article) -> None:
        assert self.put(store, article) == self.put(store, article) == SLUG
        corrected = replace(article, sections=(*article.sections, OTHER))
        assert self.put(store, corrected) == SLUG

    def test_the_same_address(self, store: Store, article: Article) -> None:
        here = replace(article, url="https://bao.example/cau-moi.html")
        assert self.put(store, here) == self.put(store, replace(here, sections=(OTHER,))) == SLUG

    def test_another_paper(self, store: Store, article: Article) -> None:
        self.put(store, article)
        other = replace(article, source="Báo Khác")
        slug = self.put(store, other)
        assert re.fullmatch(rf"{SLUG}-[0-9a-f]{{8}}", slug)
        assert self.put(store, other) == slug
        assert self.put(store, article) == SLUG

    def test_another_article_of_the_same_paper(self, store: Store, article: Article) -> None:
        self.put(store, article)
        namesake = replace(article, sections=(OTHER,))
        assert self.put(store, namesake) == self.put(store, namesake) != SLUG

    def test_voices_in_their_folders_tell_it_too(self, store: Store, article: Article) -> None:
        self.put(store, article, "nam")
        assert self.put(store, article, "nu") == SLUG
        assert self.put(store, replace(article, source="Báo Khác"), "nam") != SLUG

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff", b'{"sections": 1}'])
    def test_a_broken_manifest_tells_nothing(
        self, store: Store, article: Article, content: bytes
    ) -> None:
        store.put(f"{SLUG}/{MANIFEST}", BytesIO(content))
        assert self.put(store, article) == SLUG

    def test_a_manifest_that_cannot_be_read_now_is_not_taken_for_none(
        self, article: Article
    ) -> None:
        class Silent(ObjectStore):
            def get(self, name: str) -> BinaryIO:
                raise OutputError("No answer.", "not-readable", path=name, reason="silent")

        store = Silent()
        with place(store, article):
            store.put(f"{SLUG}/{MANIFEST}", BytesIO(b"{}"))
        with pytest.raises(OutputError, match="No answer"), place(store, article):
            pass

    def test_only_the_folder_in_question_is_looked_into(
        self, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        objects = ObjectStore()
        self.put(objects, article)
        assert set(objects.listed) == {SLUG}
        looked: list[str] = []
        with looking(monkeypatch, looked):
            self.put(LocalStore(tmp_path), article)
            self.put(LocalStore(tmp_path), replace(article, source="Báo Khác"))
        assert looked
        own = (SLUG, ".making-", "cache")
        assert all(path.startswith(tuple(str(tmp_path / name) for name in own)) for path in looked)


@contextmanager
def looking(monkeypatch: pytest.MonkeyPatch, looked: list[str]) -> Iterator[None]:
    """Tell which folders are listed meanwhile."""
    import os

    with monkeypatch.context() as patch:
        for name in ("scandir", "listdir"):
            ask: Any = getattr(os, name)

            def told(path: Any = ".", ask: Any = ask) -> Any:
                if not isinstance(path, int):  # a folder that is being removed
                    looked.append(os.fspath(path))
                return ask(path)

            patch.setattr(os, name, told)
        yield
