from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from mutagen.id3 import ID3

from baonoi.errors import UsageError
from baonoi.model import Article, Chapter, Cover, Metadata
from baonoi.publish.cover import LARGEST, cover_of, read_cover
from baonoi.publish.metadata import of_section, of_stream, of_whole
from baonoi.publish.tags import id3

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


def read(metadata: Metadata) -> ID3:
    return ID3(BytesIO(id3(metadata)))


def test_the_whole(marked: SimpleNamespace, long_article: Article, tmp_path: Path) -> None:
    made = marked.record(long_article, tmp_path, cover=Cover(PNG, "image/png"))
    tag = read(of_whole(made))
    assert tag.version == (2, 4, 0)
    assert tag["TIT2"].text == ["Làng nghề bên sông & những mùa lũ"]
    assert tag["COMM::vie"].text == ["https://bao.example/lang-nghe?a=1&b=2"]
    assert "TDRC" not in tag
    assert tag["USLT::vie"].text.split("\n\n")[1] == "Nước rút, người làng lại ra bãi."
    assert tag["APIC:"].data == PNG
    lines = tag["SYLT::vie"].text
    assert [line for line, _ in lines][:2] == [
        "Làng nghề bên sông & những mùa lũ",
        "Nước rút, người làng lại ra bãi.",
    ]
    starts = made.timeline.sentences[::2]
    assert [time for _, time in lines] == [round(start * 1000 / marked.rate) for start in starts]


def test_a_machine_reads(marked: SimpleNamespace, long_article: Article, tmp_path: Path) -> None:
    """The whole, a section alone, and what is told before anything is made."""
    made = marked.record(long_article, tmp_path)
    for metadata in (of_whole(made), of_section(made, 1), of_stream(long_article)):
        tag = read(metadata)
        assert tag["TXXX:ai-content"].text == ["true"]
        assert "giọng tổng hợp" in tag["TXXX:narrator"].text[0]


def test_chapters_in_order(marked: SimpleNamespace, long_article: Article, tmp_path: Path) -> None:
    """As they stand in the file, too: some players do not sort them."""
    made = marked.record(long_article, tmp_path)
    data = id3(of_whole(made))
    tag = ID3(BytesIO(data))
    (contents,) = tag.getall("CTOC")
    names = contents.child_element_ids
    titles = ["Mở đầu", "Mùa lũ <năm nay>", "Giữ nghề"]
    assert [tag[f"CHAP:{name}"].sub_frames["TIT2"].text[0] for name in names] == titles
    written = re.findall(rb"CHAP.{6}(\w+)\0", data, re.DOTALL)
    assert [name.decode() for name in written] == names
    starts = made.timeline.sections[::2]
    assert [tag[f"CHAP:{name}"].start_time for name in names] == [
        round(start * 1000 / marked.rate) for start in starts
    ]
    ends = [tag[f"CHAP:{name}"].end_time for name in names]
    assert ends[:-1] == [tag[f"CHAP:{name}"].start_time for name in names[1:]]
    assert ends[-1] == round(made.timeline.samples * 1000 / marked.rate)


def test_a_section(marked: SimpleNamespace, long_article: Article, tmp_path: Path) -> None:
    made = marked.record(long_article, tmp_path)
    tag = read(of_section(made, 2))
    assert tag["TIT2"].text == ["Giữ nghề"]
    assert tag["TALB"].text == [long_article.title]
    assert tag["TRCK"].text == ["3/3"]
    assert tag["SYLT::vie"].text[0] == ("Giữ nghề", 295)
    assert tag["USLT::vie"].text == "Giữ nghề\n\n[00:01] là giờ lò đỏ lửa. 2024 cũng vậy."
    assert not tag.getall("CHAP")
    assert read(of_section(made, 0))["TIT2"].text == ["Mở đầu"]


def test_more_chapters_than_a_contents_frame_counts() -> None:
    chapters = tuple(Chapter(f"Phần {number}", number, number + 1) for number in range(600))
    metadata = Metadata("Dài", None, "Báo Nói", None, None, "", (), chapters, 1)
    tag = read(metadata)
    contents = {frame.element_id: frame.child_element_ids for frame in tag.getall("CTOC")}
    names = [name for part in contents["contents"] for name in contents[part]]
    assert [tag[f"CHAP:{name}"].start_time for name in names] == list(range(0, 600_000, 1000))


def test_covers(tmp_path: Path) -> None:
    path = tmp_path / "anh.png"
    path.write_bytes(PNG)
    assert read_cover(path) == Cover(PNG, "image/png")
    assert cover_of(b"\xff\xd8\xff\xe0") == Cover(b"\xff\xd8\xff\xe0", "image/jpeg")
    assert cover_of(PNG + bytes(LARGEST)) is None
    path.write_bytes(b"RIFF....WEBP")
    with pytest.raises(UsageError, match="cannot be a cover"):
        read_cover(path)
    with pytest.raises(UsageError, match="Cannot read the cover"):
        read_cover(tmp_path / "none.png")
