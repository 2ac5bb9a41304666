"""One article of the archive, made once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import baonoi
from baonoi.archive.job import Desk, NoTurns, pinned
from baonoi.archive.order import Order
from baonoi.archive.row import Row
from baonoi.errors import UsageError, VoiceError
from baonoi.model import VoiceRequest
from baonoi.publish import MANIFEST
from baonoi.reading.options import ReadingOptions
from baonoi.voices import Host

TEXT = "Cầu mới thông xe\n\nSáng 1/3, cây cầu dài 1,5 km đã thông xe sau hai năm xây dựng.\n"


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "bai.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path, host: Host) -> Desk:
    voice = pinned(VoiceRequest("nam", offline=True))
    return Desk(Order(str(tmp_path / "kho"), voice), host, NoTurns())


def files(desk: Desk) -> dict[str, bytes]:
    folder = Path(desk.order.target)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_what_is_there_is_not_made_again(desk: Desk, source: Path) -> None:
    first = desk.read(Row(str(source)))
    made = files(desk)
    again = desk.read(Row(str(source)))
    assert (first.status, again.status) == ("read", "kept")
    assert files(desk) == made
    now = {name: getattr(first, name) for name in ("stored", "files", "seconds")}
    assert replace(again, status="read", **now) == first


def test_the_sound_is_what_read_makes(desk: Desk, source: Path, tmp_path: Path) -> None:
    record = desk.read(Row(str(source)))
    read = baonoi.read(str(source), voice=VoiceRequest("nam", offline=True))
    alone = baonoi.save(read, tmp_path / "output")
    made = files(desk)
    assert made[record.audio] == alone.read_bytes()
    folder = record.audio.rpartition("/")[0]
    for name in ("transcript.vtt", "transcript.srt", "index.html"):
        assert made[f"{folder}/{name}"] == (alone.parent / name).read_bytes(), name
    manifest = json.loads(made[f"{record.home}/{MANIFEST}"])
    assert manifest["archive"]["source"] == str(source)
    assert record.bytes == alone.stat().st_size
    assert record.stored == sum(map(len, made.values()))


def test_a_correction_is_a_revision_of_its_own(desk: Desk, source: Path) -> None:
    first = desk.read(Row(str(source)))
    source.write_text(TEXT.replace("hai năm", "ba năm"), encoding="utf-8")
    second = desk.read(Row(str(source)))
    assert second.status == "read"
    assert second.key == first.key
    assert second.home != first.home
    assert {first.audio, second.audio} <= set(files(desk))


def test_other_options_are_a_revision_of_their_own(desk: Desk, source: Path) -> None:
    homes = {
        desk.read(Row(str(source), options=options)).home
        for options in ("", '{"bitrate": 48}', '{"without": ["title"]}', "{}")
    }
    louder = replace(desk.order, options=ReadingOptions(loudness=-18.0))
    homes.add(Desk(louder, desk.host, NoTurns()).read(Row(str(source))).home)
    assert len(homes) == 4


def test_who_reads_a_row_is_who_it_names(desk: Desk, source: Path) -> None:
    usual = desk.read(Row(str(source)))
    other = desk.read(Row(str(source), voice="espeak-nu-bac"))
    assert (usual.voice, other.voice) == ("espeak-nam-bac", "espeak-nu-bac")
    assert other.home != usual.home


def test_what_cannot_be_read_is_told_with_its_code(desk: Desk, tmp_path: Path) -> None:
    empty, page = tmp_path / "rong.txt", tmp_path / "anh.jpg"
    empty.write_bytes(b"")
    page.write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    rows = {
        "no-such-file": Row(str(tmp_path / "khong-co.txt")),
        "source-empty": Row(str(empty)),
        "not-text": Row(str(page)),
        "voice-unknown": Row(str(empty), voice="nobody"),
        "row-unusable": Row.from_told({"id": "7"}),
    }
    for code, row in rows.items():
        record = desk.read(row)
        assert (record.status, record.code) == ("failed", code)
        assert record.message
    assert files(desk) == {}


def test_an_identity_is_the_id_or_the_address_however_it_was_shared() -> None:
    assert Row("a.html", "7").key == Row("b.html", "7").key
    shared = Row("https://www.bao.example/a.html?utm_source=x")
    assert shared.key == Row("https://bao.example/a.html").key
    assert Row("a.html").key != Row("b.html").key


@pytest.mark.parametrize(
    "told",
    [
        {"source": "a", "options": '{"lexicon": "/etc/passwd"}'},
        {"source": "a", "options": {"allow_private": True}},
        {"source": "a", "options": "["},
        {"source": "a", "options": {"loudness": 5}},
        {"source": "a", "options": {"without": ["nothing"]}},
        {"source": "a" * 5000},
        {"source": None},
    ],
)
def test_a_row_that_cannot_be_used_says_why(told: dict[str, object]) -> None:
    assert Row.from_told(told).fault


def test_a_voice_is_pinned_to_the_one_that_would_speak() -> None:
    request = pinned(VoiceRequest("nam", offline=True))
    assert (request.name, request.engine) == ("espeak-nam-bac", "espeak")
    assert pinned(request) == request
    with pytest.raises(UsageError):
        pinned(VoiceRequest("nobody"))
    with pytest.raises(VoiceError):
        pinned(VoiceRequest("edge", offline=True))
