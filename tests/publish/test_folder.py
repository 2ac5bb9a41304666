from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from fake_voice import FakeEngine, coded_once, humming, perform, spelled_out
from mutagen.id3 import ID3

from baonoi.audio.gaps import LEAD
from baonoi.encode import Mp3Sections
from baonoi.errors import OutputError
from baonoi.model import VIETNAM_TIME, Article, Block, Recording, Role, Section
from baonoi.publish import MANIFEST, bundle_of, place, publish, write_file
from baonoi.publish.episodes import _guid
from baonoi.publish.library import entries
from baonoi.publish.namesakes import ADDRESSES
from baonoi.reading.record import record
from baonoi.store.local import LocalStore

WORD = 1500
"""Samples of a word."""


def recorded(article: Article, folder: Path) -> Recording:
    with spelled_out(), coded_once():
        return record(perform(article, FakeEngine(humming(WORD))), folder, Mp3Sections())


def published(article: Article, directory: Path) -> Path:
    store = LocalStore(directory)
    with place(store, article) as where:
        return directory / publish(bundle_of(recorded(article, where.work), where.slug), store)


def test_a_folder_a_recording(article: Article, tmp_path: Path) -> None:
    audio = published(article, tmp_path)
    folder = tmp_path / "cau-moi-qua-song-thong-xe"
    assert audio == folder / "cau-moi-qua-song-thong-xe.mp3"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {
        "cau-moi-qua-song-thong-xe.mp3",
        "recording.json",
        str(Path("sections/01-mo-dau.mp3")),
        str(Path("sections/02-viec-con-lai.mp3")),
    } <= names
    assert not list(folder.glob(".*"))


def test_the_manifest_says_when_each_word_is_said(article: Article, tmp_path: Path) -> None:
    audio = published(article, tmp_path)
    manifest = json.loads((audio.parent / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["title"] == article.title
    assert manifest["published"] == "2025-03-01T08:00:00+07:00"
    assert manifest["voice"] == "test"
    assert [section["heading"] for section in manifest["sections"]] == [None, "Việc còn lại"]
    title = manifest["sections"][0]["sentences"][0]
    assert title["words"][1] == {
        "written": "mới",
        "spoken": "mới",
        "from": 4,
        "to": 7,
        "start": round(LEAD + WORD / 22050, 6),
        "end": round(LEAD + 2 * WORD / 22050, 6),
    }
    for section in manifest["sections"]:
        assert (audio.parent / section["file"]).is_file()
        for sentence in section["sentences"]:
            assert section["start"] <= sentence["start"] < sentence["end"] <= section["end"]
            for word in sentence["words"]:
                assert sentence["written"][word["from"] : word["to"]] == word["written"]
    assert manifest["sections"][-1]["end"] == manifest["duration"]


def test_tags(article: Article, tmp_path: Path) -> None:
    audio = published(article, tmp_path)
    tag = ID3(audio)
    assert tag["TIT2"].text == [article.title]
    assert tag["TPE1"].text == ["Báo Thử"]
    assert tag["TALB"].text == ["Báo Nói"]
    assert str(tag["TDRC"].text[0]) == "2025-03-01"
    assert tag["TLAN"].text == ["vie"]
    second = ID3(audio.parent / "sections" / "02-viec-con-lai.mp3")
    assert second["TIT2"].text == ["Việc còn lại"]
    assert second["TRCK"].text == ["2/2"]


def test_the_same_article_again_takes_the_same_folder(article: Article, tmp_path: Path) -> None:
    assert published(article, tmp_path) == published(article, tmp_path)


def test_another_article_of_that_title_is_told_apart(article: Article, tmp_path: Path) -> None:
    first = published(article, tmp_path)
    second = published(replace(article, source="Báo Khác"), tmp_path)
    assert first != second
    assert len(second.stem) <= 60
    assert second == published(replace(article, source="Báo Khác"), tmp_path)


def test_sections_of_an_earlier_run_do_not_stay(article: Article, tmp_path: Path) -> None:
    audio = published(article, tmp_path)
    published(replace(article, sections=article.sections[:1]), tmp_path)
    assert [path.name for path in (audio.parent / "sections").iterdir()] == ["01-mo-dau.mp3"]


def test_a_failure_leaves_nothing_behind(article: Article, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="broken"), place(LocalStore(tmp_path / "new"), article):
        raise RuntimeError("broken")
    assert not (tmp_path / "new").exists()


def test_a_failure_keeps_the_earlier_recording(
    article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audio = published(article, tmp_path)
    before = audio.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("baonoi.publish.bundle.write_section", full)
    with pytest.raises(OutputError, match="No space left"):
        published(article, tmp_path)
    assert audio.read_bytes() == before
    assert (audio.parent / MANIFEST).is_file()
    assert not list(audio.parent.glob(".*"))


def test_a_file_where_the_folder_should_be(article: Article, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(OutputError, match="Cannot write"),
        place(LocalStore(tmp_path / "file"), article),
    ):
        pass


def test_audio_alone_goes_to_a_file_whole_or_not_at_all(article: Article, tmp_path: Path) -> None:
    recording = recorded(article, tmp_path)
    write_file(recording, tmp_path / "one.mp3")
    assert (tmp_path / "one.mp3").read_bytes()[:3] == b"ID3"
    with pytest.raises(OutputError):
        write_file(recording, tmp_path / "missing" / "one.mp3")
    with pytest.raises(OutputError):
        write_file(recording, tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} <= {".mp3", ".frames", ""}


def test_a_device_that_is_full(article: Article, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(OutputError, match="No space left"):
        write_file(recorded(article, tmp_path), full)


def test_a_namesake_gets_a_folder_of_its_own(article: Article, tmp_path: Path) -> None:
    first = published(article, tmp_path)
    other = Section(None, (Block(Role.PARAGRAPH, "Chợ nổi họp lại sau một năm vắng khách."),))
    namesake = published(replace(article, sections=(other,)), tmp_path)
    assert namesake.parent != first.parent
    assert first.is_file()
    assert published(replace(article, sections=(other,)), tmp_path) == namesake
    assert published(article, tmp_path) == first
    corrected = replace(article, sections=(*article.sections, other))
    assert published(corrected, tmp_path) == first


def test_what_has_the_same_address_is_the_same_article(article: Article, tmp_path: Path) -> None:
    here = replace(article, url="https://bao.vn/cau-moi.html")
    other = Section(None, (Block(Role.PARAGRAPH, "Bài đã được viết lại từ đầu."),))
    assert published(here, tmp_path) == published(replace(here, sections=(other,)), tmp_path)


GOLD = "Giá vàng hôm nay"
DAILY = Block(Role.PARAGRAPH, "Giá vàng miếng được các công ty niêm yết như sau.")


def daily(article: Article, day: int, url: str | None = None) -> Article:
    """A column of one title and one first sentence each day."""
    return replace(
        article,
        title=GOLD,
        url=url,
        published=datetime(2025, 3, day, 9, 0, tzinfo=VIETNAM_TIME),
        sections=(Section(None, (Block(Role.TITLE, GOLD), DAILY)),),
    )


@pytest.mark.parametrize("addressed", [True, False])
def test_a_daily_column_is_an_article_a_day(
    article: Article, tmp_path: Path, addressed: bool
) -> None:
    def url(day: int) -> str | None:
        return f"https://bao.vn/gia-vang-{day}.html" if addressed else None

    made = [published(daily(article, day, url(day)), tmp_path) for day in (1, 2, 3)]
    assert len({path.parent for path in made}) == 3
    again = [published(daily(article, day, url(day)), tmp_path) for day in (3, 1, 2)]
    assert again == [made[2], made[0], made[1]]
    assert len(entries(tmp_path)) == 3


def test_a_shared_address_is_the_same_article(article: Article, tmp_path: Path) -> None:
    first = published(daily(article, 1, "https://bao.vn/a.html"), tmp_path)
    shared = daily(article, 1, "https://m.bao.vn/a.html?utm_source=zalo")
    assert published(shared, tmp_path) == first


def test_a_new_title_keeps_folder_and_guid(article: Article, tmp_path: Path) -> None:
    addressed = replace(article, url="https://bao.vn/cau-moi.html")
    first = published(addressed, tmp_path)
    guid = _guid(entries(tmp_path)[0])
    retitled = replace(addressed, title="Cầu mới đã thông xe", url=f"{addressed.url}?fbclid=x")
    assert published(retitled, tmp_path) == first
    (entry,) = entries(tmp_path)
    assert entry.first.title == "Cầu mới đã thông xe"
    assert _guid(entry) == guid


def test_a_note_of_an_address_that_leads_nowhere_is_not_believed(
    article: Article, tmp_path: Path
) -> None:
    addressed = replace(article, url="https://bao.vn/cau-moi.html")
    first = published(addressed, tmp_path)
    shutil.rmtree(first.parent)
    assert published(addressed, tmp_path) == first
    (note,) = (path for path in (tmp_path / ADDRESSES).rglob("*") if path.is_file())
    for damage in (b"", b"../../etc", b"\xff", b"khong-co"):
        note.write_bytes(damage)
        assert published(addressed, tmp_path) == first
        assert note.read_bytes() == first.parent.name.encode()


def test_recordings_without_a_date_stand_where_they_were_made(
    article: Article, tmp_path: Path
) -> None:
    old = published(replace(article, title="Bài cũ", published=None), tmp_path)
    os.utime(old.parent / MANIFEST, (0, 0))
    published(article, tmp_path)
    new = published(replace(article, title="Bài mới", published=None), tmp_path)
    assert [entry.slug for entry in entries(tmp_path)] == [
        new.parent.name,
        "cau-moi-qua-song-thong-xe",
        old.parent.name,
    ]
