"""``baonoi voices`` and ``baonoi cache``, as a person uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from services import Services

from baonoi.cli.cache import command as cache
from baonoi.cli.voices import command as voices
from baonoi.errors import UsageError, VoiceError
from baonoi.sources.cache import PageCache
from baonoi.store import paths


def run(command: object, *words: str) -> Result:
    return CliRunner().invoke(command, words, catch_exceptions=False)  # type: ignore[arg-type]


def test_the_list_says_who_can_speak_and_what_mends_the_rest() -> None:
    text = run(voices).output
    assert "+ espeak-nam-bac" in text
    assert "- nam-minh" in text
    assert "baonoi voices install vais1000" in text
    assert "nam  = nam-minh, else huu-quan, else espeak-nam-bac; now espeak-nam-bac" in text
    rows = json.loads(run(voices, "--json").output)
    assert rows["version"] == 1
    keys = {"name", "label", "engine", "gender", "accent", "usable", "reason", "mend"}
    assert all(set(row) == keys for row in rows["voices"])
    assert all(row["usable"] or (row["reason"] and row["mend"]) for row in rows["voices"])


@pytest.mark.parametrize("name", ["nam", "espeak-nu-bac", "google"])
def test_trying_a_voice(name: str, services: Services, tmp_path: Path) -> None:
    out = tmp_path / "sample.mp3"
    assert run(voices, "try", name, "-o", str(out)).stdout.splitlines()[-1] == str(out)
    assert out.stat().st_size > 20_000


def test_what_cannot_be_tried_or_installed(tmp_path: Path) -> None:
    with pytest.raises(VoiceError):
        run(voices, "try", "nam-minh", "-o", str(tmp_path / "x.mp3"))
    assert list(tmp_path.glob("*.mp3")) == []
    with pytest.raises(UsageError):
        run(voices, "install", "nobody")


def test_the_cache_is_seen_and_cleared(tmp_path: Path) -> None:
    run(voices, "try", "espeak", "-o", str(tmp_path / "x.mp3"))
    assert run(cache).output.startswith("3 clips of ")
    assert " sections of " in run(cache).output
    assert run(cache, "prune").output.startswith("3 clips of ")
    assert run(cache, "clear").output == "0 clips of 0.0 MB left\n"
    assert run(cache, "show").output.startswith("0 clips of 0.0 MB, in ")


def test_clearing_leaves_nothing_of_ours_and_all_that_is_not(tmp_path: Path) -> None:
    root = paths.cache()
    run(voices, "try", "espeak", "-o", str(tmp_path / "x.mp3"))
    headers = {"etag": '"1"', "content-type": "text/html"}
    PageCache(paths.pages()).put("https://bao.example/bai", headers, b"<p>")
    paths.reach().write_text("{}", encoding="utf-8")
    (paths.clips() / ".half.part").write_bytes(b"of a run that was killed")
    (root / "another.txt").write_text("not ours", encoding="utf-8")
    assert "1 pages of 0.0 MB" in run(cache).output
    run(cache, "clear")
    assert [path for path in root.rglob("*") if path.is_file()] == [root / "another.txt"]
    run(cache, "clear")


def test_pruning_holds_every_folder_to_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(voices, "try", "espeak", "-o", str(tmp_path / "x.mp3"))
    headers = {"etag": '"1"', "content-type": "text/html"}
    PageCache(paths.pages()).put("https://bao.example/bai", headers, b"<p>")
    run(cache, "prune")
    assert all(list((paths.cache() / kind).iterdir()) for kind in paths.FOLDERS)
    monkeypatch.setattr("baonoi.sources.cache.LIMIT", 0)
    monkeypatch.setattr("baonoi.reading.section_cache.LIMIT", 0)
    run(cache, "prune")
    assert [bool(list((paths.cache() / kind).iterdir())) for kind in paths.FOLDERS] == [
        True,
        False,
        False,
    ]


def test_what_is_kept_needs_no_library(services: Services, tmp_path: Path) -> None:
    """A read whose clips are all kept imports neither edge-tts nor what it brings."""
    source = tmp_path / "bai.txt"
    source.write_text("Cầu mới\n\nCây cầu mới qua sông đã thông xe sáng nay.", encoding="utf-8")
    from baonoi.reading.read import read, save

    recording = read(str(source), voice="nam-minh")
    first = save(recording, tmp_path / "one").read_bytes()
    asked = len(services.edge.asked)
    code = (
        "import sys; sys.argv = ['baonoi', 'read', '-q', '--voice', 'nam-minh', *sys.argv[1:]]\n"
        "from baonoi.voices.online import reach\n"
        "reach.probe = lambda host, port: ''\n"
        "from baonoi.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-d", str(tmp_path / "two"), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).read_bytes() == first
    assert len(services.edge.asked) == asked
    assert not {"edge_tts", "aiohttp", "gtts", "requests"} & set(done.stderr.split())
