from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from lxml import etree

from baonoi.cli.app import baonoi
from baonoi.common.printable import without_acting
from baonoi.errors import OutputError, UsageError
from baonoi.model import Article, Block, Role, Section, SpokenText
from baonoi.publish.feed import Channel, renew_feed, write_feed

URL = "https://bao.example/nghe"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("podcast.rng")))
NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}


def feed_of(directory: Path, channel: Channel | None = None) -> Any:
    tree = etree.parse(write_feed(directory, URL, channel or Channel()))
    SCHEMA.assertValid(tree)
    return tree.getroot()


def texts(feed: Any, path: str) -> list[str]:
    return [str(each) for each in feed.xpath(path, namespaces=NAMES)]


def test_the_seed_and_others_agree(seed_page: Path) -> None:
    feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed")
    directory = seed_page.parent.parent
    feed = feed_of(directory)
    parsed = feedparser.parse((directory / "feed.xml").read_bytes())
    assert not parsed.bozo
    assert parsed.feed.title == "Báo Nói"
    assert parsed.feed.language == "vi"
    [item] = parsed.entries
    manifest = json.loads((seed_page.parent / "recording.json").read_text(encoding="utf-8"))
    assert item.title == manifest["title"]
    assert item.published_parsed[:5] == (2024, 2, 9, 15, 11)
    [sound] = item.enclosures
    audio = seed_page.parent / f"{seed_page.parent.name}.mp3"
    assert sound.href == f"{URL}/{seed_page.parent.name}/{audio.name}"
    assert (int(sound.length), sound.type) == (audio.stat().st_size, "audio/mpeg")
    assert int(item.itunes_duration) == round(manifest["duration"])
    assert item.summary.startswith("Năm 2024, với tinh thần đoàn kết")
    assert texts(feed, "//podcast:transcript/@type") == ["text/vtt", "application/x-subrip"]
    [address] = texts(feed, "//podcast:chapters/@url")
    chapters = json.loads((directory / address.removeprefix(f"{URL}/")).read_text(encoding="utf-8"))
    assert chapters["version"] == "1.2.0"
    assert [(each["startTime"], each["title"]) for each in chapters["chapters"]] == [
        (each["start"], each["heading"] or manifest["title"]) for each in manifest["sections"]
    ]


def test_every_address_leads_to_a_file(record: Any, article: Article, tmp_path: Path) -> None:
    record(article, subfolder="nam", label="Giọng nam")
    record(article, subfolder="nu", label="Giọng nữ")
    record(replace(article, title="Tin khác"))
    feed = feed_of(tmp_path / "out")
    addresses = texts(feed, "//item//@url | //item//@uri | //item/link/text()")
    assert len(addresses) >= 6
    for address in addresses:
        assert (tmp_path / "out" / unquote(address.removeprefix(f"{URL}/"))).is_file()
    for path, length in zip(
        texts(feed, "//@length/../@url | //@length/../podcast:source/@uri"),
        texts(feed, "//@length"),
        strict=True,
    ):
        file = tmp_path / "out" / unquote(path.removeprefix(f"{URL}/"))
        assert file.stat().st_size == int(length)


def test_guids_stay_and_differ(record: Any, article: Article, tmp_path: Path) -> None:
    record(article)
    first = texts(feed_of(tmp_path / "out"), "//item/guid/text()")
    record(article, word=3000)
    assert texts(feed_of(tmp_path / "out"), "//item/guid/text()") == first
    record(replace(article, source="Báo Khác"))
    both = texts(feed_of(tmp_path / "out"), "//item/guid/text()")
    assert len(set(both)) == 2
    assert first[0] in both
    write_feed(tmp_path / "out", "https://khac.example", Channel())
    moved = etree.parse(tmp_path / "out" / "feed.xml")
    assert set(texts(moved, "//item/guid/text()")) == set(both)


def test_the_same_recordings_give_the_same_feed(
    record: Any, article: Article, tmp_path: Path
) -> None:
    record(article)
    path = write_feed(tmp_path / "out", URL, Channel())
    before = path.read_bytes()
    assert write_feed(tmp_path / "out", URL, Channel()).read_bytes() == before


@pytest.mark.parametrize(
    "text", ["</title><script>x</script>", "\x00\x08\ufffe &amp; ]]>", "\u202e đảo", "N" * 10_000]
)
def test_hostile_text_stays_text(record: Any, article: Article, tmp_path: Path, text: str) -> None:
    section = Section(Block(Role.HEADING, text), (Block(Role.LEAD, f"Một {text}"),))
    hostile = replace(
        article,
        title=f"Tin {text}",
        source=text,
        byline=text,
        url="javascript:x",
        sections=(section,),
    )
    record(hostile, say=lambda text: SpokenText(text, text))
    feed = feed_of(tmp_path / "out")
    kept = without_acting(text).replace("\ufffe", "")
    assert texts(feed, "//item/title/text()") == [f"Tin {kept}"]
    assert not [each for each in texts(feed, "//link/text()") if "javascript" in each]


def test_an_article_without_a_date_has_that_of_its_recording(
    record: Any, article: Article, tmp_path: Path
) -> None:
    record(replace(article, published=None))
    [date] = texts(feed_of(tmp_path / "out"), "//pubDate/text()")
    assert date.endswith("+0700")


def test_an_empty_feed_is_valid(tmp_path: Path) -> None:
    assert texts(feed_of(tmp_path), "//item") == []


@pytest.mark.parametrize("damage", ["cut off", "NaN", "other", "deep", "no audio", "no text"])
def test_one_that_is_damaged_takes_no_other_down(
    record: Any, article: Article, tmp_path: Path, damage: str
) -> None:
    _, audio = record(article)
    _, bad = record(replace(article, title="Bài hỏng"))
    manifest = bad.parent / "recording.json"
    whole = manifest.read_text(encoding="utf-8")
    head, _, rest = whole.partition("\n")
    if damage == "no audio":
        bad.unlink()
    elif damage == "no text":
        manifest.write_text(whole.replace('"written"', '"writ"'), encoding="utf-8")
    else:
        start = {
            "cut off": rest[: len(rest) // 2],
            "NaN": rest.replace('"start": 0.0', '"start": NaN'),
        }
        other = {"other": '5\n], "estimated": true}', "deep": "[" * 100_000}
        manifest.write_text(f"{head}\n{(start | other)[damage]}", encoding="utf-8")
    left_out: list[str] = []
    path = write_feed(tmp_path / "out", URL, Channel(), tell=left_out.append)
    feed = etree.parse(path)
    assert texts(feed, "//item/title/text()") == [article.title]
    assert audio.is_file()
    if damage not in ("cut off", "deep"):  # those are not even on the shelf
        assert left_out
        assert str(bad.parent) in left_out[0]


def test_a_voice_that_is_damaged_leaves_the_others(
    record: Any, article: Article, tmp_path: Path
) -> None:
    for name in ("nam", "nu", "ba"):
        record(article, subfolder=name, label=f"Giọng {name}")
    folder = next((tmp_path / "out").glob("*/nam")).parent
    (folder / "nam" / f"{folder.name}.mp3").unlink()
    (folder / "nu" / f"{folder.name}.mp3").unlink()
    feed = feed_of(tmp_path / "out")
    assert [url.split("/")[-2] for url in texts(feed, "//enclosure/@url")] == ["ba"]
    assert texts(feed, "//podcast:alternateEnclosure/@title") == []


def test_chapters_go_when_sections_do(record: Any, article: Article, tmp_path: Path) -> None:
    _, audio = record(article)
    assert len(texts(feed_of(tmp_path / "out"), "//podcast:chapters")) == 1
    record(replace(article, sections=article.sections[:1]))
    assert texts(feed_of(tmp_path / "out"), "//podcast:chapters") == []
    assert not (audio.parent / "chapters.json").exists()


def test_a_machine_reads(record: Any, article: Article, tmp_path: Path) -> None:
    record(article)
    feed = feed_of(tmp_path / "out")
    for place in ("channel", "channel/item"):
        assert texts(feed, f"/rss/{place}/podcast:txt[@purpose='ai-content']/text()") == ["true"]


def test_what_the_feed_says_of_itself(record: Any, article: Article, tmp_path: Path) -> None:
    record(article)
    channel = Channel("Tin sáng", "Tin mỗi sáng.", "Báo Thử", "a@bao.example", f"{URL}/bia.jpg")
    feed = feed_of(tmp_path / "out", channel)
    assert texts(feed, "/rss/channel/title/text()") == ["Tin sáng"]
    assert texts(feed, "//itunes:owner/itunes:email/text()") == ["a@bao.example"]
    assert texts(feed, "/rss/channel/itunes:image/@href") == [f"{URL}/bia.jpg"]


def test_the_picture_of_an_episode(record: Any, article: Article, tmp_path: Path) -> None:
    _, audio = record(article)
    (address,) = texts(feed_of(tmp_path / "out"), "//item/itunes:image/@href")
    assert address == f"{URL}/{audio.parent.name}/cover.png"
    manifest = audio.parent / "recording.json"
    told = manifest.read_text(encoding="utf-8")
    for name in ("../../secret.png", "gone.png"):
        manifest.write_text(told.replace('"cover.png"', json.dumps(name), 1), encoding="utf-8")
        (tmp_path / "secret.png").write_bytes(b"")
        assert not texts(feed_of(tmp_path / "out"), "//item/itunes:image/@href")


def test_the_schema_can_say_no(record: Any, article: Article, tmp_path: Path) -> None:
    record(article)
    for path, wrong in (("//enclosure", "type"), ("//guid", "isPermaLink")):
        tree = etree.parse(write_feed(tmp_path / "out", URL, Channel()))
        tree.xpath(path)[0].attrib[wrong] = "wrong"
        assert not SCHEMA.validate(tree)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(baonoi, arguments)


def test_the_command(record: Any, article: Article, tmp_path: Path) -> None:
    record(article)
    out = tmp_path / "out"
    result = run("feed", str(out), "--base-url", f"{URL}/", "--title", "Tin sáng")
    assert result.output.splitlines()[0] == str(out / "feed.xml")
    text = (out / "feed.xml").read_text(encoding="utf-8")
    assert "<title>Tin sáng</title>" in text
    assert f'"{URL}/feed.xml"' in text
    result = run("feed", str(out), "--base-url", URL, "-o", str(tmp_path / "khac.xml"))
    assert result.output.splitlines()[0] == str(tmp_path / "khac.xml")
    assert (tmp_path / "khac.xml").exists()


@pytest.mark.parametrize(
    "url", ["bao.example", "ftp://bao.example", "https://", "https://b/?a", "https://[", ""]
)
def test_an_address_that_cannot_be(tmp_path: Path, url: str) -> None:
    assert isinstance(run("feed", str(tmp_path), "--base-url", url).exception, UsageError)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run("feed", str(tmp_path / "missing"), "--base-url", URL)
    assert isinstance(result.exception, UsageError)


def test_a_feed_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_feed(tmp_path, URL, Channel(), tmp_path / "missing" / "feed.xml")


def test_the_shelf_names_the_feed(record: Any, article: Article, tmp_path: Path) -> None:
    from baonoi.publish import write_shelf

    record(article)
    write_feed(tmp_path / "out", URL, Channel())
    page = write_shelf(tmp_path / "out")
    assert page is not None
    assert 'type="application/rss+xml"' in page.read_text(encoding="utf-8")


def test_a_feed_is_written_anew_as_it_tells_of_itself(
    record: Any, article: Article, tmp_path: Path
) -> None:
    record(article)
    out = tmp_path / "out"
    about = Channel("Tin sáng", "Mỗi sáng một tin.", "Tòa soạn", "a@bao.example", f"{URL}/b.jpg")
    before = write_feed(out, f"{URL}/tin mới", about).read_bytes()
    assert renew_feed(out) == out / "feed.xml"
    assert (out / "feed.xml").read_bytes() == before
    record(replace(article, title="Bài hai"))
    renew_feed(out)
    assert texts(etree.parse(out / "feed.xml").getroot(), "//item/title/text()") == [
        "Bài hai",
        "Cầu mới qua sông thông xe",
    ]
    assert texts(etree.parse(out / "feed.xml").getroot(), "channel/title/text()") == ["Tin sáng"]


@pytest.mark.parametrize(
    "other",
    ["", "<rss", "<rss/>", "<rss><channel><generator>Khác</generator></channel></rss>"],
)
def test_somebody_elses_feed_is_left_alone(other: str, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(other, encoding="utf-8")
    assert renew_feed(tmp_path) is None
    assert (tmp_path / "feed.xml").read_text(encoding="utf-8") == other
    assert renew_feed(tmp_path / "none") is None
