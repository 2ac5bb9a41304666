from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from baonoi.errors import OutputError
from baonoi.model import VIETNAM_TIME, Article
from baonoi.publish import MANIFEST, write_shelf
from baonoi.publish.library import entries, entry_of


def test_the_latest_comes_first(record: Any, article: Article, tmp_path: Path) -> None:
    day = datetime(2025, 3, 1, 8, 0, tzinfo=VIETNAM_TIME)
    for title, published in (
        ("Bài hai", day + timedelta(days=1)),
        ("Bài không ngày", None),
        ("Bài ba", (day + timedelta(days=2)).date()),
        ("Bài một", day),
    ):
        record(replace(article, title=title, published=published))
    found = entries(tmp_path / "out")
    assert [entry.first.title for entry in found] == [
        "Bài không ngày",
        "Bài ba",
        "Bài hai",
        "Bài một",
    ]
    assert found[1].first.published == datetime(2025, 3, 3, tzinfo=VIETNAM_TIME)


def test_voices_of_an_article_are_one_entry(record: Any, article: Article, tmp_path: Path) -> None:
    record(article, subfolder="nu", label="Giọng nữ")
    _, audio = record(article, subfolder="nam", label="Giọng nam")
    [entry] = entries(tmp_path / "out")
    assert [each.label for each in entry.voices] == ["Giọng nam", "Giọng nữ"]
    assert entry.first.audio == audio
    assert entry.first.page == tmp_path / "out" / entry.slug / "index.html"
    assert entry == entry_of(tmp_path / "out" / entry.slug)


def test_an_article_of_the_same_title_in_several_voices_is_told_apart(
    record: Any, article: Article
) -> None:
    _, first = record(article, subfolder="nam")
    _, other = record(replace(article, source="Báo Khác"), subfolder="nam")
    assert first.parent.parent != other.parent.parent


def test_a_manifest_written_by_others_is_read_whole(
    record: Any, article: Article, tmp_path: Path
) -> None:
    _, audio = record(article)
    manifest = audio.parent / MANIFEST
    before = entries(tmp_path / "out")
    content, made = json.loads(manifest.read_text(encoding="utf-8")), manifest.stat()
    manifest.write_text(json.dumps(content, indent=2), encoding="utf-8")
    os.utime(manifest, ns=(made.st_atime_ns, made.st_mtime_ns))  # its time tells when it was made
    assert entries(tmp_path / "out") == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"title": 1}',
        '{"title": "x", "duration": "y"}',
        '{"title": "x", "voice": "nam", "duration": NaN}',
        '{"title": "x", "voice": "nam", "duration": Infinity}',
        '{"title": "x", "voice": "nam", "duration": 1e999}',
        '{"title": "x", "voice": "nam", "duration": -1}',
        '{"title": "x", "voice": "nam", "duration": null}',
        '{"title": "x", "voice": "nam", "duration": 1' + "0" * 400 + "}",
        '{"title": "x", "voice": "nam", "duration": 1, "published": "0000-13-01"}',
    ],
)
def test_half_a_recording_is_none(
    record: Any, article: Article, tmp_path: Path, content: str
) -> None:
    _, audio = record(article)
    (audio.parent / MANIFEST).write_text(content, encoding="utf-8")
    assert entries(tmp_path / "out") == []
    assert entries(tmp_path / "missing") == []


def test_a_manifest_that_is_cut_off_anywhere_is_half_a_recording(
    record: Any, article: Article, tmp_path: Path
) -> None:
    _, audio = record(article)
    manifest = audio.parent / MANIFEST
    whole = manifest.read_bytes()
    for size in (*range(0, len(whole) - 40, 97), *range(len(whole) - 40, len(whole) - 8)):
        manifest.write_bytes(whole[:size])
        assert entries(tmp_path / "out") == [], size


def test_what_is_still_being_made_is_not_on_the_shelf(
    record: Any, article: Article, tmp_path: Path
) -> None:
    _, audio = record(article)
    shutil.copytree(audio.parent, tmp_path / "out" / ".making-x" / "made")
    assert len(entries(tmp_path / "out")) == 1


def test_the_shelf_lists_title_date_length_and_source(
    record: Any, article: Article, tmp_path: Path
) -> None:
    _, audio = record(replace(article, title="Giá cà phê & hồ tiêu <tăng>"))
    page = write_shelf(tmp_path / "out")
    assert page == tmp_path / "out" / "index.html"
    text = page.read_text(encoding="utf-8")
    for piece in (
        f'href="{audio.parent.name}/index.html"',
        "Giá cà phê &amp; hồ tiêu &lt;tăng&gt;",
        "Báo Thử",
        'datetime="2025-03-01T08:00:00+07:00">01/03/2025 08:00<',
        "Giọng thử",
        '<span class="long">0:',
    ):
        assert piece in text
    assert "feed.xml" not in text


def test_an_empty_shelf(record: Any, article: Article, tmp_path: Path) -> None:
    assert write_shelf(tmp_path) is None
    assert not (tmp_path / "index.html").exists()
    _, audio = record(article)
    assert write_shelf(tmp_path / "out") is not None
    shutil.rmtree(audio.parent)
    page = write_shelf(tmp_path / "out")
    assert page is not None
    assert "Chưa có bài nào." in page.read_text(encoding="utf-8")


def test_a_page_of_somebody_else_is_left_alone(
    record: Any, article: Article, tmp_path: Path
) -> None:
    record(article)
    page = tmp_path / "out" / "index.html"
    page.write_text("<title>Trang nhà</title>", encoding="utf-8")
    assert write_shelf(tmp_path / "out") is None
    assert page.read_text(encoding="utf-8") == "<title>Trang nhà</title>"
    page.unlink()
    assert write_shelf(tmp_path / "out") == page
    assert write_shelf(tmp_path / "out") == page


def test_a_shelf_that_cannot_be_written(
    record: Any, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(article)

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("baonoi.publish.shelf.whole_file", full)
    with pytest.raises(OutputError, match="No space left"):
        write_shelf(tmp_path / "out")


def test_the_shelf_finds_without_tone_marks(
    record: Any, article: Article, tmp_path: Path, visits: Any
) -> None:
    for title in ("Giá cà phê tăng", "Đường sắt mới", "Cầu mới"):
        record(replace(article, title=title, published=date(2025, 3, 1)))
    shelf = write_shelf(tmp_path / "out")
    assert shelf is not None
    page = visits.open(shelf)
    for wish, count in (("duong sat", 1), ("Cà PHÊ", 1), ("mới", 2), ("bao thu", 3), ("tàu", 0)):
        page.fill("#filter", wish)
        assert page.locator(".list li:visible").count() == count
        assert page.inner_text("#found") == str(count)
        assert page.is_visible("#none-found") == (count == 0)
    page.click("#language")
    assert page.inner_text("h1") == "Listen to articles"
    page.fill("#filter", "duong")
    page.click(".list a:visible")
    page.wait_for_selector("#player")
    assert page.inner_text("h1") == "Đường sắt mới"


def test_papers_days_bulletins_and_what_is_new_can_be_chosen(
    record: Any, article: Article, tmp_path: Path, visits: Any
) -> None:
    for number, source in zip(("mưa", "gạo", "phà"), ("Báo A", "Báo  B", "Báo A"), strict=True):
        record(replace(article, title=f"Tin {number}", source=source, published=date(2025, 3, 1)))
    record(replace(article, title="Bản tin sáng", bulletin=True, published=date(2025, 3, 2)))
    shelf = write_shelf(tmp_path / "out")
    assert shelf is not None
    page = visits.open(shelf)
    wishes = {"": 4, "bulletin": 1, "from Báo A": 2, "from Báo  B": 1, "on 2025-03-01": 3}
    for wish, count in wishes.items():
        page.select_option("#choice", wish)
        assert page.locator(".list li:visible").count() == count
    page.select_option("#choice", "from Báo A")
    page.fill("#filter", "pha")
    assert page.locator(".list li:visible").count() == 1
    assert page.locator(".fresh").count() == 0  # nothing is new to who was never here
    kept = "JSON.parse(localStorage.getItem('baonoi.visit'))"
    away = f"const kept = {kept}; kept.at = 0; kept.seen.splice(0, %d);"
    leave = f"() => {{ {away} localStorage.setItem('baonoi.visit', JSON.stringify(kept)) }}"
    page.evaluate(leave % 1)  # they left, one more was read, and they come again
    page.reload()
    assert page.locator(".fresh").count() == 1
    page.select_option("#choice", "new")
    assert page.locator(".list li:visible").count() == 1
    page.reload()  # the same visit
    assert page.locator(".fresh").count() == 1
    page.evaluate(leave % 0)
    page.reload()
    assert page.locator(".fresh").count() == 0


def test_the_page_comes_before_the_manifest(
    record: Any, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("baonoi.publish.page.write_page", broken)
    with pytest.raises(OutputError, match="No space left"):
        record(article)
    assert entries(tmp_path / "out") == []


@pytest.fixture
def long_shelf(record: Any, article: Article, tmp_path: Path) -> Path:
    """250 recordings, a day apart; all but one have no page."""
    _, audio = record(article)
    text = (audio.parent / MANIFEST).read_text(encoding="utf-8")
    for number in range(1, 250):
        day = date(2025, 3, 1) - timedelta(days=number)
        folder = tmp_path / "out" / f"tin-{number}"
        folder.mkdir()
        told = text.replace(json.dumps(article.title, ensure_ascii=False), f'"Tin số {number}"', 1)
        told = told.replace("2025-03-01T08:00", f"{day.isoformat()}T08:00", 1)
        (folder / MANIFEST).write_text(told, encoding="utf-8")
        os.link(audio, folder / f"tin-{number}.mp3")
    shelf = write_shelf(tmp_path / "out")
    assert shelf is not None
    return shelf


def test_rows_of_a_long_shelf_are_made_when_they_are_wanted(long_shelf: Path, visits: Any) -> None:
    page = visits.open(long_shelf)
    rows = page.locator(".list li")
    assert (page.inner_text("#found"), rows.count()) == ("250", 100)
    page.locator("#more").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelectorAll('.list li').length === 200")
    made, first = rows.nth(150), rows.nth(1)
    assert made.locator("a").get_attribute("href") == "tin-150/tin-150.mp3#shelf"
    assert made.locator("time").inner_text() == "02/10/2024 08:00"
    assert made.evaluate("(row) => row.className") == first.evaluate("(row) => row.className")
    names = "(row) => [...row.querySelectorAll('*')].map((each) => each.getAttribute('class'))"
    assert made.evaluate(names) == first.evaluate(names)
    page.reload()
    assert rows.count() == 200
    page.fill("#filter", "tin so 249")
    assert (page.inner_text("#found"), rows.count()) == ("1", 1)
    assert page.locator("#more").is_hidden()
    page.click("[data-do=listen_all]")
    assert page.inner_text("#what") == "Tin số 249"
    assert "current" in (rows.first.get_attribute("class") or "")
    page.fill("#filter", "")
    assert rows.count() == 100
    page.click("#language")
    assert page.inner_text("#more") == "More"


def test_without_scripts_all_of_a_long_shelf_is_listed(long_shelf: Path, visits: Any) -> None:
    page = visits.open(long_shelf, java_script_enabled=False)
    assert page.locator("main li a").count() == 250
    assert page.locator("main li a").last.inner_text() == "Tin số 249"
