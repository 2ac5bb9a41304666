"""Bulletins: what is told, in which order and words, and what it costs."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from newsstand import Paper, story
from station.conftest import BEGIN, DAY, HOUR, Station

from baonoi.errors import NoArticleError
from baonoi.model import VIETNAM_TIME, Article, Block, Role, Section
from baonoi.reading.section_cache import RecordedSection, SectionCache
from baonoi.station import broadcast
from baonoi.station.bulletin import Edition, wording
from baonoi.station.choice import Story, chosen
from baonoi.station.content import packed, unpacked
from baonoi.station.likeness import Likeness
from baonoi.station.pruning import overdue_bulletins
from baonoi.station.shelf import tidy_shelf
from baonoi.station.subjects import subject_of


def manifest(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((path.parent / "recording.json").read_text(encoding="utf-8"))
    return told


def written(section: dict[str, Any]) -> list[str]:
    return [each["written"] for each in section["sentences"]]


@pytest.fixture
def news(station: Station, papers: list[Paper]) -> list[Paper]:
    """Five articles of two papers, read."""
    one, two, _ = papers
    for number, subject in enumerate(("Kinh tế", "Thể thao", "kinh doanh")):
        one.add(number, BEGIN - number * HOUR, category=subject)
    for number, subject in enumerate(("Thể thao", "")):
        two.add(number, BEGIN - (number + 5) * HOUR, category=subject)
    station.follow(one, two)
    station.update()
    return papers


def test_opening_headlines_news_by_subject_and_close(station: Station, news: list[Paper]) -> None:
    path = station.bulletin(minutes=6)
    told = manifest(path)
    day = datetime.fromtimestamp(BEGIN, VIETNAM_TIME)
    assert told["kind"] == "bulletin"
    assert told["title"].startswith("Bản tin chiều thứ Năm, ngày 9 tháng 10 năm 2025")
    assert day.hour == 15
    first, second = news[0].stories[::-1], news[1].stories[::-1]
    assert [section["heading"] for section in told["sections"]] == [
        None,
        "Kinh tế", first[0].title, first[2].title,
        "Thể thao", first[1].title, second[0].title,
        second[1].title,
        "Bản tin đến đây là hết",
    ]  # fmt: skip
    opening = written(told["sections"][0])
    assert opening[0] == told["title"]
    order = [first[0], first[2], first[1], second[0], second[1]]
    assert opening[-5:] == [each.title for each in order]
    item = written(told["sections"][2])
    assert item[0] == first[0].title
    assert item[1].startswith("Theo ")
    assert item[2] == first[0].paragraphs[0]
    assert (path.parent / "index.html").exists()
    assert first[0].title in (path.parent / "transcript.vtt").read_text(encoding="utf-8")


def test_the_same_again_costs_nothing_and_is_the_same(station: Station, news: list[Paper]) -> None:
    path = station.bulletin(minutes=6)
    before = {each.name: each.read_bytes() for each in path.parent.glob("*.*")}
    said = len(station.engine.said)
    station.now += 60
    assert station.bulletin(minutes=6, since=BEGIN - DAY) == path
    assert {each.name: each.read_bytes() for each in path.parent.glob("*.*")} == before
    assert len(station.engine.said) == said


def test_an_update_prepares_the_next_bulletin(station: Station, news: list[Paper]) -> None:
    station.bulletin(minutes=6)
    station.now = BEGIN + DAY
    added = [news[0].add(number, station.now - number) for number in (10, 11)]
    station.update()
    before = len(station.engine.said)
    path = station.bulletin(minutes=1, since=BEGIN + HOUR)
    roles = {each.role for each in station.engine.said[before:]}
    assert roles <= {Role.TITLE}  # the day
    headings = [section["heading"] for section in manifest(path)["sections"]]
    assert headings[1:-1] == [each.title for each in added]


def test_an_update_codes_what_the_next_bulletin_tells_in_short_and_in_whole(
    station: Station, news: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    station.bulletin(minutes=6)
    station.now = BEGIN + DAY
    for number in (10, 11, 12):
        news[0].add(number, station.now - number)
    station.update()
    coded: list[str] = []
    store = SectionCache.store

    def noted(cache: SectionCache, key: str, section: RecordedSection) -> None:
        coded.append(section.frames.name)
        store(cache, key, section)

    monkeypatch.setattr(SectionCache, "store", noted)
    path = station.bulletin(minutes=20, since=BEGIN + HOUR)
    told = manifest(path)["sections"]
    assert all(len(written(section)) > 6 for section in told[1:-1])  # in whole
    assert coded == ["01.frames"]  # its opening
    station.now += 60
    short = station.bulletin(minutes=1, since=BEGIN + HOUR)
    assert len(written(manifest(short)["sections"][1])) == 3
    assert set(coded) == {"01.frames"}


@pytest.mark.parametrize("dies", [KeyboardInterrupt, OSError])
def test_a_bulletin_that_was_not_published_was_not_told(
    station: Station, news: list[Paper], monkeypatch: pytest.MonkeyPatch, dies: type[BaseException]
) -> None:
    def die(*_: object, **__: object) -> None:
        raise dies

    with monkeypatch.context() as patch:
        patch.setattr(broadcast, "to_folder", die)
        patch.setattr(broadcast, "settle", lambda _: None)  # killed, or it had settled that itself
        with pytest.raises(dies):
            station.bulletin()
    assert station.database.row("SELECT 1 FROM bulletin") is not None
    station.now += 6 * HOUR
    assert station.bulletin().exists()
    assert len(station.database.rows("SELECT 1 FROM bulletin")) == 1


def test_a_bulletin_that_a_killed_run_published_is_known(
    station: Station, news: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = broadcast.to_folder

    def publish_and_die(*args: Any, **more: Any) -> None:
        publish(*args, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(broadcast, "to_folder", publish_and_die)
        with pytest.raises(KeyboardInterrupt):
            station.bulletin()
    station.now += 6 * HOUR
    with pytest.raises(NoArticleError):
        station.bulletin()
    (row,) = station.database.rows("SELECT slug FROM bulletin")
    assert (station.directory / row["slug"] / "recording.json").exists()


def test_what_one_bulletin_told_another_does_not(station: Station, news: list[Paper]) -> None:
    station.bulletin()
    station.now += 6 * HOUR
    with pytest.raises(NoArticleError):
        station.bulletin()
    late = news[1].add(20, station.now)
    station.update()
    (section,) = manifest(station.bulletin())["sections"][1:-1]
    assert section["heading"] == late.title


def test_from_one_paper_since_a_time(station: Station, news: list[Paper], tmp_path: Path) -> None:
    out = tmp_path / "tin.mp3"
    assert station.bulletin(papers=("Báo Thử 2",), output=out) == out
    assert out.stat().st_size > 1000
    path = station.bulletin(papers=("Báo Thử 1",), since=BEGIN - HOUR - 1)
    titles = {each.title for each in news[0].stories[1:]}
    heard = {section["heading"] for section in manifest(path)["sections"]}
    assert heard >= titles
    assert not heard & {each.title for each in news[1].stories}


def test_old_bulletins_go(station: Station, news: list[Paper]) -> None:
    first = station.bulletin()
    news[0].add(30, BEGIN + DAY)
    station.now += DAY
    station.update()
    second = station.bulletin(keep=1)
    old = overdue_bulletins(station.database, station.directory)
    tidy_shelf(station.database, station.directory, "https://nghe.example", old)
    assert (first.exists(), second.exists()) == (False, True)
    assert overdue_bulletins(station.database, station.directory) == []
    feed = (station.directory / "feeds" / "ban-tin.xml").read_text(encoding="utf-8")
    assert feed.count("<item>") == 1


def test_an_update_does_what_a_killed_bulletin_left(station: Station, news: list[Paper]) -> None:
    feed = station.directory / "feeds" / "ban-tin.xml"
    made = []
    for number in (30, 31, 32):
        made.append(station.bulletin(keep=2))
        station.now += DAY
        news[0].add(number, station.now)
        station.update()
    made.append(station.bulletin(keep=2))  # and killed before it told of itself
    assert [path.exists() for path in made] == [False, True, True, True]
    station.update()
    assert [path.exists() for path in made] == [False, False, True, True]
    assert made[3].parent.name in feed.read_text(encoding="utf-8")
    written = feed.stat().st_mtime_ns
    station.update()
    assert feed.stat().st_mtime_ns == written


def test_no_bulletin_goes_for_one_that_was_not_published(
    station: Station, news: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = station.bulletin(keep=1)
    station.now += DAY
    news[0].add(30, station.now)
    station.update()

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(broadcast, "to_folder", die)
        patch.setattr(broadcast, "settle", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            station.bulletin(keep=1)
    station.update()
    assert first.exists()


def told(number: int, *, paper: str = "A", subject: str = "", age: float = 0.0,
         title: str = "", text: str = "") -> Story:  # fmt: skip
    texts = [text] if text else story(f"tin {number}", 4)
    blocks = tuple(Block(Role.PARAGRAPH, each) for each in texts)
    article = Article(title or f"Tin {number} {text[:20]}", (Section(None, blocks),))
    return Story(number, paper, subject, -age, article, Likeness.of(article))


def test_many_papers_and_subjects_before_many_of_one() -> None:
    many = [told(n, paper="A", subject="Thể thao", age=60 * n) for n in range(9)]
    others = [told(20, paper="B", subject="Kinh tế", age=2 * HOUR),
              told(21, paper="C", subject="Thế giới", age=3 * HOUR)]  # fmt: skip
    picked = {pick.story.number for pick in chosen([*many, *others], 120)}
    assert picked >= {0, 20, 21}


def test_nothing_twice() -> None:
    same = story("một việc", 4)
    one, two = (told(n, paper=f"{n}", text=" ".join(same[:n])) for n in (3, 4))
    three = told(5, title="Cầu mới qua sông thông xe sáng nay", paper="x")
    four = told(6, title="Sáng nay cầu mới qua sông thông xe", paper="y", age=9)
    numbers = {pick.story.number for pick in chosen([one, two, three, four], 3600)}
    assert numbers in ({3, 5}, {4, 5})


def test_no_longer_than_asked_and_whole_where_time_is_left() -> None:
    stories = [told(n, paper=f"{n}") for n in range(5)]
    assert all(pick.whole for pick in chosen(stories, 3600))
    short = chosen(stories, 60)
    assert 0 < len(short) < 5
    assert not all(pick.whole for pick in short)
    assert chosen(stories, 1) == []


@pytest.mark.parametrize(
    ("filed", "url", "name"),
    [
        ("Kinh doanh", "https://a.vn/x.html", "Kinh tế"),
        ("", "https://a.vn/the-thao/bong-da/x.html", "Thể thao"),
        ("Nhịp sống số", "https://a.vn/", "Khoa học và công nghệ"),
        ("Chuyện làng", "https://a.vn/x", "Chuyện làng"),
        ("", "https://a.vn/the-thao-123.html", ""),
        ("kỳ 12", "https://a.vn/", ""),
    ],
)
def test_subjects(filed: str, url: str, name: str) -> None:
    assert subject_of(filed, url) == name


@pytest.mark.parametrize(
    ("hour", "part", "begins"),
    [(0, "rạng sáng", 0), (6, "sáng", 4), (12, "trưa", 11), (23, "đêm", 22)],
)
def test_editions(hour: int, part: str, begins: int) -> None:
    now = datetime(2026, 3, 1, hour, 59, tzinfo=VIETNAM_TIME)
    edition = Edition.at(now.timestamp())
    assert (edition.part, edition.begins, edition.name) == (part, begins, f"2026-03-01 {part}")
    assert edition.moment.hour == begins


def test_both_accents_have_all_words() -> None:
    assert set(wording("northern")) == set(wording("southern"))
    assert wording("northern") != wording("southern")
    assert all({**wording("northern"), **wording("southern")}.values())


def test_an_article_is_kept_as_it_is(article: Article) -> None:
    again = unpacked(packed(article))
    assert again == article
    with pytest.raises(ValueError, match="decompressing"):
        unpacked(b"x")
