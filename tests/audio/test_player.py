"""With programs that only write down what they are given."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from baonoi.audio import player
from baonoi.audio.player import CHUNK, Player, find_player
from baonoi.errors import OutputError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, and no PortAudio."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(player, "_has_device", lambda: False)
    return folder


def install(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def keep(heard: Path) -> str:
    return (
        f"open({str(heard)!r} + '.arguments', 'w').write(' '.join(sys.argv[1:]))\n"
        f"open({str(heard)!r}, 'wb', buffering=0).writelines(iter(lambda: "
        "sys.stdin.buffer.read1(4096), b''))"
    )


def test_all_that_is_fed_is_played(program: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    install(program, "aplay", keep(heard))
    parts = [bytes([number]) * (CHUNK // 2 + number) for number in range(20)]
    with Player() as plays:
        for part in parts:
            plays.feed(part, 22050)
        plays.finish()
    assert heard.read_bytes() == b"".join(parts)
    assert "-r 22050" in Path(f"{heard}.arguments").read_text()


def test_it_is_heard_before_all_is_there(program: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    install(program, "mpv", keep(heard))
    with Player() as plays:
        plays.feed(b"12" * 500, 16000)
        patience = time.monotonic() + 20
        while not (heard.exists() and heard.stat().st_size == 1000):
            assert time.monotonic() < patience
            time.sleep(0.01)
        plays.feed(b"34" * 500, 16000)
        plays.finish()
    assert heard.read_bytes() == b"12" * 500 + b"34" * 500


def test_feeding_does_not_wait_for_the_player(program: Path) -> None:
    """More than a pipe holds, to a player that reads nothing."""
    install(program, "mpv", "time.sleep(60)")
    start = time.monotonic()
    with Player() as plays:
        plays.feed(bytes(1 << 20), 22050)
        plays.feed(bytes(1 << 20), 22050)
    assert time.monotonic() - start < 30


def test_leaving_ends_the_player(program: Path, tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    install(program, "mpv", f"sys.stdin.buffer.read()\nopen({str(ended)!r}, 'w')")
    with Player() as plays:
        plays.feed(b"1234", 22050)
    time.sleep(0.2)
    assert not ended.exists()


def test_a_player_that_fails(program: Path) -> None:
    install(program, "mpv", "sys.exit(3)")
    with Player() as plays:
        plays.feed(bytes(1 << 20), 22050)
        with pytest.raises(OutputError, match="mpv could not play"):
            plays.finish()


def test_nothing_fed(program: Path) -> None:
    install(program, "mpv", "sys.exit(3)")
    with Player() as plays:
        plays.finish()


def test_the_best_player_is_taken(program: Path) -> None:
    for name in ("aplay", "ffplay", "mpv"):
        install(program, name, "")
        assert find_player() == name


def test_no_player(program: Path) -> None:
    with pytest.raises(OutputError, match="can play sound") as caught:
        Player()
    assert caught.value.fields["extra"] == "play"


def test_a_loudspeaker_comes_first(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(program, "mpv", "")
    monkeypatch.setattr(player, "_has_device", lambda: True)
    assert find_player() == "PortAudio"
