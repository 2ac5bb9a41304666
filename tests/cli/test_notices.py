"""What a run tells a person: one line for each thing, and nothing that he asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from baonoi.cli import notices
from baonoi.cli.listening import tell_voice, unexpected
from baonoi.cli.notices import MANY, Notices
from baonoi.model import Voice, VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.reading.events import Planned
from baonoi.voices import NOT_TO_BE_USED

VOICE = Voice("gan", "Giọng gần", "near", "male")
FAR = ("xa", "xa.example cannot be found")
MISSING = ("lon", "it is not installed")
BROKEN = ("hong", "a file of it is damaged")
ONLINE = ("mang", NOT_TO_BE_USED)


def choice(*passed_over: tuple[str, str], offline: bool = False, name: str = "nam") -> VoiceChoice:
    request = VoiceRequest(name, offline=offline)
    return VoiceChoice(VoiceSpec(VOICE, "near"), request, passed_over)


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (choice(), []),
        (choice(FAR, MISSING), [FAR, MISSING]),
        (choice(MISSING), [MISSING]),
        (choice(ONLINE, MISSING, offline=True), []),
        (choice(ONLINE, BROKEN, offline=True), [BROKEN]),
    ],
)
def test_nothing_is_told_that_was_asked_for(
    chosen: VoiceChoice, told: list[tuple[str, str]]
) -> None:
    assert unexpected(chosen) == told


def test_who_speaks_is_told_once_by_the_name_that_was_asked_for() -> None:
    told: list[str] = []
    gathered = Notices(several=True, tell=told.append)
    for _ in range(3):
        tell_voice(Planned(choice(FAR), 10), gathered)
    tell_voice(Planned(choice(FAR, name="nu"), 10), gathered)
    assert told == [
        "nam: Giọng gần (gan); not xa: xa.example cannot be found",
        "nu: Giọng gần (gan); not xa: xa.example cannot be found",
    ]


def test_of_several_articles_a_thing_is_told_in_one_line() -> None:
    told: list[str] = []
    gathered = Notices(several=True, tell=told.append)
    for number in range(5):
        gathered.of_article("no-cover", f"Bài {number}", "no cover")
    gathered.of_article("unread", "Bài 7", "left unspoken: 富")
    assert told == []
    gathered.tell()
    assert len(told) == 2
    assert "5 articles" in told[0]
    assert "“Bài 0”, “Bài 1”, “Bài 2” and 2 more" in told[0]
    assert told[1] == "“Bài 7”: left unspoken: 富"
    gathered.tell()
    assert len(told) == 2


def test_of_one_article_it_is_told_at_once() -> None:
    told: list[str] = []
    Notices(tell=told.append).of_article("doubted", "Bài", "cut something")
    assert told == ["cut something"]


def test_every_kind_can_be_told_of_several() -> None:
    source = Path(notices.__file__).parent
    named = {
        kind
        for path in source.glob("*.py")
        for kind in MANY
        if f'"{kind}"' in path.read_text(encoding="utf-8").replace(f'    "{kind}": "', "")
    }
    assert named == set(MANY)


def page(folder: Path, title: str) -> Path:
    path = folder / f"{title}.html"
    path.write_text(
        f"<html><body><h1>{title} được giá ở vùng cao</h1><p>Sáng nay, hợp tác xã bán mười tấn, "
        "giá cao gấp đôi năm ngoái và được trả ngay.</p><p>Người trồng mừng vì không phải chở "
        "xuống chợ huyện như mọi năm nữa.</p><p>Đăng nhập để đọc tiếp</p></body></html>",
        encoding="utf-8",
    )
    return path


def test_a_run_tells_each_thing_once_and_where_to_listen(baonoi, tmp_path: Path) -> None:
    pages = [page(tmp_path, title) for title in ("Gừng", "Nghệ", "Sả")]
    done = baonoi("read", "--offline", "-d", "nghe", *pages)
    assert len(done.stdout.splitlines()) == 3
    told = done.stderr.splitlines()
    assert len(told) == 2, told
    assert "3 articles are incomplete" in told[0]
    assert told[1] == f"baonoi: to listen, open {Path('nghe') / 'index.html'}"
    assert (tmp_path / "work" / "nghe" / "index.html").is_file()


def test_where_one_article_is_to_be_heard(baonoi, story: Path) -> None:
    done = baonoi("read", "--offline", story)
    assert (
        done.stderr
        == f"baonoi: to listen, open {Path(done.stdout.strip()).parent / 'index.html'}\n"
    )
    assert baonoi("read", "--offline", "-q", story).stderr == ""
