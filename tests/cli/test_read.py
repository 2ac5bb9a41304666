from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile

VOICE = ("--voice", "espeak-nam-bac")


def assert_two_line_error(result: subprocess.CompletedProcess[str], status: int) -> None:
    assert result.returncode == status, result.stderr
    lines = result.stderr.strip("\n").split("\n")
    assert len(lines) == 2, result.stderr
    assert lines[0].startswith("baonoi: ")
    assert lines[1].startswith("  ")
    assert len(lines[1].strip()) > 5
    assert result.stdout == ""


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_path_alone_on_standard_output(baonoi, story, tmp_path) -> None:
    result = baonoi("read", *VOICE, story)
    assert result.returncode == 0, result.stderr
    (line,) = result.stdout.splitlines()
    audio = tmp_path / "work" / line
    assert audio == tmp_path / "work/output/cau-moi-qua-song-thong-xe/cau-moi-qua-song-thong-xe.mp3"
    sound, rate = soundfile.read(audio)
    manifest = json.loads((audio.parent / "recording.json").read_text(encoding="utf-8"))
    assert len(sound) == round(manifest["duration"] * rate)
    assert len(manifest["sections"]) == 2


def test_standard_input_and_an_audio_file(baonoi, story, tmp_path) -> None:
    out = tmp_path / "bai.mp3"
    result = baonoi("read", *VOICE, "-o", out, "-", input=story.read_text(encoding="utf-8"))
    assert (result.returncode, result.stdout) == (0, f"{out}\n"), result.stderr
    assert soundfile.info(out).duration > 5
    assert not (tmp_path / "work" / "output").exists()


def test_a_pipe(baonoi, story, tmp_path) -> None:
    result = baonoi("read", *VOICE, "-o", "-", story, encoding=None)
    assert result.returncode == 0, result.stderr
    (tmp_path / "piped.mp3").write_bytes(result.stdout)
    assert soundfile.info(tmp_path / "piped.mp3").duration > 5


def test_json(baonoi, story) -> None:
    result = baonoi("read", *VOICE, "--json", story)
    manifest = json.loads(result.stdout)
    assert manifest["version"] == 1
    assert manifest["title"] == "Cầu mới qua sông thông xe"
    assert manifest["path"].endswith(".mp3")


def test_captions_are_read_when_asked_for(baonoi, tmp_path, seed) -> None:
    without = baonoi("read", *VOICE, "--json", seed)
    captioned = baonoi("read", *VOICE, "--json", "--captions", seed)
    roles = [
        [s["role"] for part in json.loads(r.stdout)["sections"] for s in part["sentences"]]
        for r in (without, captioned)
    ]
    assert "caption" not in roles[0]
    assert roles[1].count("caption") == 3


def test_notes_are_read_when_asked_for(baonoi, tmp_path) -> None:
    noted = tmp_path / "noted.md"
    noted.write_text("# Dân số\n\nXã có 350[^1] hộ.\n\n[^1]: Đếm năm ngoái.\n", encoding="utf-8")
    roles = [
        [s["role"] for part in json.loads(r.stdout)["sections"] for s in part["sentences"]]
        for r in (
            baonoi("read", *VOICE, "--json", noted),
            baonoi("read", *VOICE, "--json", "--notes", noted),
        )
    ]
    assert roles == [["title", "paragraph"], ["title", "paragraph", "note"]]


def test_what_a_person_should_know_of_an_article_is_said(baonoi, tmp_path) -> None:
    page = tmp_path / "gung.html"
    page.write_text(
        "<html><head><title>Gừng đen được giá</title><meta property=og:image content=g.webp></head>"
        "<body><h1>Gừng đen được giá ở vùng cao</h1><p>Sáng nay, hợp tác xã bán mười tấn gừng đen, "
        "giá cao gấp đôi năm ngoái và được trả ngay.</p><p>富貴滿堂</p>"
        "<p>Người trồng mừng vì không phải chở gừng xuống chợ huyện như mọi năm nữa.</p>"
        "<p>Đăng nhập để đọc tiếp</p></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "g.webp").write_bytes(b"RIFF\x04\0\0\0WEBPVP8 ")
    result = baonoi("read", *VOICE, "-d", tmp_path / "out", "--json", page)
    assert result.returncode == 0
    manifest = json.loads(result.stdout)
    assert manifest["incomplete"] is True
    listening = Path(manifest["path"]).with_name("index.html").read_text(encoding="utf-8")
    assert "chỉ cho xem phần đầu của bài" in listening
    assert len(result.stderr.splitlines()) == 4
    assert f"to listen, open {tmp_path / 'out'}" in result.stderr
    assert "“Gừng đen được giá ở vùng cao” is incomplete" in result.stderr
    assert "is WebP, which players do not show" in result.stderr
    assert "no voice here reads: 富貴滿堂" in result.stderr


def test_a_page_that_is_no_article_takes_two_lines_and_anyway(baonoi, tmp_path) -> None:
    page = tmp_path / "loi.html"
    page.write_text(
        "<title>Không tìm thấy trang</title><h1>404</h1><p>Trang bạn tìm không còn tồn tại.</p>",
        encoding="utf-8",
    )
    refused = baonoi("read", *VOICE, page)
    assert refused.returncode == 3
    what, do = refused.stderr.splitlines()
    assert what.endswith("looks like an error page, not like an article.")
    assert "--anyway" in do
    assert baonoi("read", *VOICE, "--anyway", page).returncode == 0


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda folder: folder / "missing.txt", 3),
        (lambda folder: folder, 3),
        (lambda folder: written(folder, b""), 3),
        (lambda folder: written(folder, b"\n \n\t\n"), 3),
        (lambda folder: written(folder, bytes(range(256)) * 40), 3),
        (lambda folder: written(folder, b"\x89PNG\r\n\x1a\n" + bytes(500)), 3),
        (lambda folder: written(folder, "Trang chủ\nThời sự\nĐăng nhập\n".encode()), 3),
        (lambda folder: written(folder, b"<html><body><nav>Menu</nav></body></html>"), 3),
    ],
    ids=["missing", "folder", "empty", "blank", "binary", "picture", "menu", "menu page"],
)
def test_bad_sources(baonoi, tmp_path, make, status) -> None:
    result = baonoi("read", *VOICE, make(tmp_path))
    assert_two_line_error(result, status)
    assert files(tmp_path / "work") == []


def written(folder: Path, data: bytes) -> Path:
    path = folder / "source.txt"
    path.write_bytes(data)
    return path


def test_a_source_that_may_not_be_read(baonoi, story) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    story.chmod(0)
    assert_two_line_error(baonoi("read", *VOICE, story), 3)


def test_an_output_folder_that_cannot_be(baonoi, story, tmp_path) -> None:
    (tmp_path / "taken").write_text("")
    result = baonoi("read", *VOICE, "-d", tmp_path / "taken" / "below", story)
    assert_two_line_error(result, 1)


def test_where_nothing_was_read_the_shelf_adds_no_error(baonoi, story, tmp_path) -> None:
    assert baonoi("read", *VOICE, "-d", tmp_path / "out", story).returncode == 0
    worker = tmp_path / "out" / "bao-noi-worker.js"
    worker.unlink()
    worker.mkdir()  # so that none can be written
    assert_two_line_error(baonoi("read", *VOICE, "-d", tmp_path / "out", "nichts.txt"), 3)
    again = baonoi("read", *VOICE, "-d", tmp_path / "out", story)
    assert again.returncode == 1
    assert "The recordings themselves are there." in again.stderr


def test_an_unwritable_output_folder(baonoi, story, tmp_path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert_two_line_error(baonoi("read", *VOICE, "-d", folder, story), 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk(baonoi, story) -> None:
    assert_two_line_error(baonoi("read", *VOICE, "-o", "/dev/full", story), 1)
    with Path("/dev/full").open("w") as full:
        result = baonoi(
            "read", *VOICE, story, capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 2


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="needs root to mount a tiny tmpfs"
)
def test_a_tiny_disk(baonoi, story, tmp_path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=32k", "tmpfs", str(disk)]
    if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        result = baonoi("read", *VOICE, "-d", disk / "out", story)
        assert_two_line_error(result, 1)
        assert files(disk) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_wrong_command_lines(baonoi, story) -> None:
    for arguments in (
        ["read"],
        ["read", "--nonsense", story],
        ["read", "--voice", "nobody", story],
        ["read", "-o", "a.mp3", story, story],
        ["nonsense"],
    ):
        assert_two_line_error(baonoi(*arguments), 2)


def test_several_sources_are_each_finished_or_reported(baonoi, story, tmp_path) -> None:
    result = baonoi("read", *VOICE, tmp_path / "missing.txt", story)
    assert result.returncode == 3
    assert "missing.txt" in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("sources", [1, 3])
def test_interrupted(baonoi, story, tmp_path, sources: int) -> None:
    long = tmp_path / "long.txt"
    body = "".join(
        f"Đoạn {number}: người dân hai bờ từ nay đi lại dễ hơn, không còn phải chờ phà.\n\n"
        for number in range(4000)
    )
    long.write_text(story.read_text(encoding="utf-8") + body, encoding="utf-8")
    (tmp_path / "work").mkdir()
    command = [sys.executable, "-m", "baonoi", "read", *VOICE, *[str(long)] * sources]
    # A suite that runs in the background hands an ignored signal on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command, cwd=tmp_path / "work", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "work").rglob("*.frames")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (out, len(error.splitlines())) == ("", 2)
    assert files(tmp_path / "work") == []


def test_the_same_bytes_cold_and_warm_and_in_any_order(baonoi, story, tmp_path) -> None:
    work = tmp_path / "work"
    baonoi("read", *VOICE, "-d", "cold", story)
    baonoi("read", *VOICE, "-d", "warm", story)
    lines = story.read_text(encoding="utf-8").split("\n\n")
    backwards = tmp_path / "backwards.txt"
    backwards.write_text("\n\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    environment = {**os.environ, "BAONOI_CACHE": str(tmp_path / "other")}
    baonoi("read", *VOICE, "-d", "backwards", backwards, env=environment)
    baonoi("read", *VOICE, "-d", "ordered", story, env=environment)
    assert digest(work / "cold") == digest(work / "warm") == digest(work / "ordered")


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be chosen here")
def test_the_same_bytes_on_one_core_and_on_all(baonoi, seed, tmp_path) -> None:
    for name, cores in (("one", {0}), ("all", os.sched_getaffinity(0))):
        environment = {**os.environ, "BAONOI_CACHE": str(tmp_path / name)}
        result = baonoi(
            "read",
            *VOICE,
            "-d",
            name,
            seed,
            env=environment,
            preexec_fn=lambda cores=cores: os.sched_setaffinity(0, cores),
        )
        assert result.returncode == 0, result.stderr
    assert digest(tmp_path / "work" / "one") == digest(tmp_path / "work" / "all")


def test_nothing_that_is_dear_is_imported_for_help(baonoi) -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "baonoi", "--help"],
        check=True,
        capture_output=True,
        text=True,
    )
    modules = {line.rsplit("|", 1)[-1].strip() for line in result.stderr.splitlines()}
    roots = {name.split(".")[0] for name in modules}
    assert not roots & {
        "numpy", "lxml", "rich", "gtts", "edge_tts", "pydub", "mutagen", "soundfile",
        "espeakng_loader", "lameenc", "requests", "aiohttp", "jinja2",
    }  # fmt: skip
    assert "baonoi.voices.espeak" not in modules


def test_a_dry_run_says_and_writes_nothing_and_asks_nobody(baonoi, story, tmp_path) -> None:
    environment = {**os.environ, "HTTPS_PROXY": "http://127.0.0.1:9"}
    del environment["BAONOI_OFFLINE"]
    done = baonoi("read", "--dry-run", "--json", "--voice", "nu", story, env=environment)
    row = json.loads(done.stdout)
    assert (row["version"], row["voice"], row["engine"]) == (1, "hoai-my", "edge")
    assert row["source"] == str(story)
    assert row["requests"] == row["passages"] > 3
    assert 0.2 < row["minutes"] < 2
    told = baonoi("read", "--dry-run", *VOICE, story, story, tmp_path / "khong-co.txt")
    assert told.returncode == 3
    assert "khong-co.txt: No such file" in told.stderr
    first, second, total = told.stdout.splitlines()
    assert first == second
    assert "(espeak-nam-bac)" in first
    assert total.startswith("in all: ")
    assert files(tmp_path / "work") == []
    assert not (tmp_path / "cache" / "clips").exists()


def test_a_paragraph_in_another_language_is_told(baonoi, story, tmp_path) -> None:
    english = "The new bridge was opened this morning after two years of work, officials said."
    text = story.read_text(encoding="utf-8").replace("Việc còn lại", f"{english}\n\nViệc còn lại")
    mixed = tmp_path / "mixed.txt"
    mixed.write_text(text, encoding="utf-8")
    for command in (("clean",), ("read", "--dry-run", *VOICE)):
        told = baonoi(*command, mixed).stderr
        assert told == (
            "baonoi: a paragraph seems not to be Vietnamese: "
            "“The new bridge was opened this morning a…”\n"
        )
        assert baonoi(*command, story).stderr == ""
