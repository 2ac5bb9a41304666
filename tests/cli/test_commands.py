from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from baonoi.cli.app import COMMANDS, baonoi
from baonoi.cli.app import baonoi as baonoi_command
from baonoi.errors import NoArticleError


def run(*arguments: str, text: str | None = None) -> str:
    result = CliRunner().invoke(baonoi, arguments, input=text, catch_exceptions=False)
    return result.output


def test_help_names_every_command_and_shows_examples() -> None:
    text = run("--help")
    assert all(name in text for name in COMMANDS)
    assert "Examples" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert "Usage:" in run(name, "--help")


def test_clean_as_json(seed) -> None:
    article = json.loads(run("clean", "--json", str(seed)))
    assert article["published"] == "2024-02-09T22:11:00+07:00"
    assert {block["role"] for block in article["blocks"]} >= {"title", "lead", "caption"}


def test_clean_spoken_is_one_passage_a_line(seed) -> None:
    lines = run("clean", "--spoken", str(seed)).splitlines()
    assert lines[1].startswith("Thứ sáu, ngày chín tháng hai")
    assert lines[-1] == "Bài: Hà Anh"


@pytest.mark.parametrize("how", [[], ["--json"], ["--spoken"]])
def test_an_article_of_which_everything_is_cut_is_none(how: list[str], tmp_path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text("> > Hôm qua, chợ hoa đã mở cửa trở lại.\n\nXem thêm: chợ hoa\n", "utf-8")
    with pytest.raises(NoArticleError) as caught:
        run("clean", "--anyway", *how, str(path))
    assert caught.value.code == "all-cut"
    assert "link to another article" in caught.value.message
    told = run("read", "-q", "--anyway", "-o", str(tmp_path / "a.mp3"), str(path))
    assert "nothing in it that can be said" in told
    assert not (tmp_path / "a.mp3").exists()
    assert "Xem thêm" in run("explain", "--anyway", str(path))


def test_notes_are_spoken_when_asked_for(tmp_path) -> None:
    path = tmp_path / "dan-so.md"
    path.write_text("# Dân số\n\nXã có 350[^1] hộ.\n\n[^1]: Đếm năm ngoái.\n", encoding="utf-8")
    without = run("clean", "--spoken", str(path)).splitlines()
    assert without == ["Dân số", "Xã có ba trăm năm mươi hộ."]
    assert run("clean", "--spoken", "--notes", str(path)).splitlines() == [
        *without,
        "Đếm năm ngoái.",
    ]
    report = json.loads(run("explain", "--json", str(path)))
    assert report["left_out"] == [{"role": "note", "text": "Đếm năm ngoái.", "reason": "note"}]


def test_a_sentence_on_standard_input() -> None:
    assert run("clean", "--spoken", "-", text="Xin chào các bạn\n") == "Xin chào các bạn\n"


def test_normalize_keeps_lines_apart() -> None:
    assert run("normalize", text="năm 2024\n\n105,0%\n").splitlines() == [
        "năm hai nghìn không trăm hai mươi tư",
        "",
        "một trăm linh năm phẩy không phần trăm",
    ]


def test_explain_lists_what_happened(seed) -> None:
    report = json.loads(run("explain", "--json", str(seed)))
    cuts = {(cut["text"], cut["reason"]) for cut in report["cuts"]}
    assert ("leftcenterrightdel", "picture placeholder") in cuts
    assert any("Că năm" in row["written"] for row in report["doubtful"])
    assert any(row["written"] == "105,0%" for row in report["rewrites"])
    assert len(report["left_out"]) == 3
    assert "105,0%" in run("explain", str(seed))


def test_explain_tells_how_sure_a_reading_is_and_what_decided(tmp_path) -> None:
    source = tmp_path / "tin.txt"
    source.write_text(
        "Tin thị trường\n\nPhiên 4/8 có 40,000 lượt mua. TK rồi GV chẳng nói gì thêm cả.\n",
        encoding="utf-8",
    )
    report = json.loads(run("explain", "--json", str(source)))
    (day,) = [row for row in report["rewrites"] if row["written"] == "4/8"]
    assert day["cue"] == "phiên"
    assert day["confidence"] == 0.9
    assert day["alternatives"] == ["bốn phần tám", "bốn trên tám"]
    table = run("explain", str(source))
    assert "confidence" in table
    assert "phiên" in table
    assert "0.90" in table


def test_voices() -> None:
    voices = json.loads(run("voices", "--json"))["voices"]
    espeak = next(voice for voice in voices if voice["name"] == "espeak-nam-bac")
    assert espeak["usable"]
    assert (espeak["gender"], espeak["accent"]) == ("male", "northern")
    assert "espeak-nam-bac" in run("voices")


def test_cache_counts_and_clears(seed, tmp_path) -> None:
    run("read", "-q", "--voice", "espeak-nam-bac", "-o", str(tmp_path / "a.mp3"), str(seed))
    assert not run("cache").startswith("0 clips")
    run("cache", "clear")
    assert run("cache", "show").startswith("0 clips")


def test_doctor() -> None:
    assert "voice espeak-nam-bac" in run("doctor")


HOME = (
    "<html><head><title>Trang chủ</title><link rel=canonical href=https://bao.example/></head><body>"
    + "".join(
        f"<h3><a href=/{n}>Chuyện thứ {n} ở bản vùng cao</a></h3><p>Kể ngắn về chuyện thứ {n}, "
        "dài hơn một câu để làm mồi cho người đọc.</p>"
        for n in range(12)
    )
    + "</body></html>"
)
WALLED = (
    "<h1>Nông dân vùng cao đổi đời nhờ gừng đen</h1><p>Sáng nay, hợp tác xã bán mười tấn gừng, "
    "giá cao gấp đôi năm ngoái và được trả ngay.</p><p>Đăng nhập để đọc tiếp</p>"
)


@pytest.mark.parametrize("command", [("clean", "--json"), ("explain", "--json")])
def test_anyway_reads_what_does_not_look_like_an_article(command, tmp_path) -> None:
    path = tmp_path / "trang.html"
    path.write_text(HOME, encoding="utf-8")
    with pytest.raises(NoArticleError, match="looks like a home page"):
        run(*command, str(path))
    assert json.loads(run(*command, "--anyway", str(path)))


@pytest.mark.parametrize("command", [("clean", "--json"), ("explain", "--json")])
def test_an_incomplete_article_is_named_on_standard_error(baonoi, command, tmp_path) -> None:
    path = tmp_path / "bai.html"
    path.write_text(WALLED, encoding="utf-8")
    result = baonoi(*command, path)
    assert json.loads(result.stdout)
    assert result.stderr.count("\n") == 1
    assert "is incomplete" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("raed", "bai.txt"), "Did you mean 'read'?"),
        (("explian", "bai.txt"), "Did you mean 'explain'?"),
        (("https://bao.vn/bai.html",), "Did you mean 'baonoi read https://bao.vn/bai.html'?"),
        (("read", "--rate", "2", "bai.txt"), "No such option: --rate. Did you mean --speed?"),
        (("read", "--speeed", "2", "bai.txt"), "No such option: --speeed. Did you mean --speed?"),
    ],
)
def test_what_was_meant_is_told(baonoi, arguments: tuple[str, ...], told: str) -> None:
    done = baonoi(*arguments)
    assert done.returncode == 2
    first, hint = done.stderr.splitlines()
    assert told in first
    assert "--help" in hint


def test_nothing_is_suggested_that_the_command_has_not(baonoi) -> None:
    assert "--speed" not in baonoi("clean", "--rate", "2", "bai.txt").stderr
    assert "mean" not in baonoi("xyzzy").stderr


def test_a_file_alone_is_not_a_command(baonoi, story) -> None:
    assert f"Did you mean 'baonoi read {story}'?" in baonoi(str(story)).stderr


@pytest.mark.parametrize("arguments", [(), ("config", "set", "--help")])
def test_help_is_no_error(baonoi, arguments: tuple[str, ...]) -> None:
    """With no arguments, too, which click from 8.2 on takes for an error."""
    done = baonoi(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: ")


def test_help_is_short_too() -> None:
    assert run("-h") == run("--help")
    assert run("read", "-h") == run("read", "--help")


@pytest.mark.parametrize(
    "name",
    [
        "khong-co.txt", "khong-co.html", "bai.docx", "bai.doc", "bai.text", "BAI.TXT", "bai.odt",
        "bai.mp3", "tin-1.2.rtf", "ghi-chep.md", "bai.vn.txt", "bai.txt.gz", "trang.mhtml", "a.py",
        "bai.txt/",
    ],
)  # fmt: skip
def test_a_file_that_is_not_there_is_no_address(baonoi, name: str) -> None:
    assert "https://" not in baonoi("clean", name).stderr


@pytest.mark.parametrize(
    "given",
    ["bao.vn", "bao.com.vn/bai.html", "vi.bao.org?bai=1", "bao.net:8080/a", "bao.info/tin.txt"],
)
def test_an_address_without_its_scheme_is_told(baonoi, given: str) -> None:
    assert f"https://{given}" in baonoi("clean", given).stderr


def test_a_list_of_sources_is_read_where_it_is_offered(baonoi, story, tmp_path) -> None:
    addresses = tmp_path / "ds bài.txt"
    addresses.write_text("# sáng nay\nhttps://a.example/1\nhttps://a.example/2\n", encoding="utf-8")
    refused = baonoi("read", addresses)
    assert refused.returncode == 3
    assert refused.stderr.endswith(f"run: baonoi read --list '{addresses}'\n")
    listed = tmp_path / "ds.txt"
    listed.write_text(f"# hai bài\n{story}\n\n{tmp_path / 'khong-co.txt'}\n", encoding="utf-8")
    done = baonoi("read", "--voice", "espeak-nam-bac", "--list", listed)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    assert f"{tmp_path / 'khong-co.txt'}: No such file" in done.stderr
    piped = baonoi("read", "--voice", "espeak-nam-bac", "--list", "-", input=f"{story}\n")
    assert (piped.returncode, piped.stdout) == (0, done.stdout)


def test_a_list_that_names_nothing(baonoi, story, tmp_path) -> None:
    listed = tmp_path / "ds.txt"
    listed.write_text("# không có gì\n", encoding="utf-8")
    assert baonoi("read", "--list", listed).returncode == 2
    assert baonoi("read", "--list", "-o", "a.mp3", story).returncode == 2


@pytest.mark.parametrize("command", [("explain", "--json"), ("clean", "--spoken")])
def test_a_local_file_asks_no_service(
    command: tuple[str, ...], seed, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.delenv("BAONOI_OFFLINE", raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr(socket, "create_connection", asked)
    assert run(*command, str(seed))
    assert run(*command, "--offline", str(seed))


def test_what_is_read_can_be_chosen(baonoi, story, tmp_path) -> None:
    whole = baonoi("clean", "--spoken", story).stdout.splitlines()
    assert whole[1].startswith("Thứ bảy")
    less = baonoi("clean", "--spoken", "--without", "date,byline", story).stdout.splitlines()
    assert less == [line for line in whole if not line.startswith(("Thứ bảy", "Bài:"))]
    chosen = {**os.environ, "BAONOI_WITHOUT": "date byline"}
    assert baonoi("clean", "--spoken", story, env=chosen).stdout.splitlines() == less
    report = json.loads(baonoi("explain", "--json", "--without", "date", story).stdout)
    assert [each["reason"] for each in report["left_out"]] == ["not wanted"]
    read = baonoi("read", "--voice", "espeak-nam-bac", "--json", "--without", "title", story)
    roles = [s["role"] for part in json.loads(read.stdout)["sections"] for s in part["sentences"]]
    assert "title" not in roles
    wrong = baonoi("read", "--without", "tilte", story)
    assert wrong.returncode == 2
    assert wrong.stderr.splitlines()[1] == "  Perhaps you mean: title."


def test_who_published_it_is_said(baonoi, story, tmp_path) -> None:
    page = tmp_path / "bai.txt"
    page.write_text(
        story.read_text(encoding="utf-8").replace("Sáng 1/3, cây", "(TTXVN) - Sáng 1/3, cây"),
        encoding="utf-8",
    )
    said = baonoi("clean", "--spoken", "--say-source", page).stdout.splitlines()
    assert said[1].startswith("Theo Thông tấn xã Việt Nam, ngày một tháng ba")
    assert not any(line.startswith("Thứ bảy") for line in said)


def test_a_feed_needs_recordings_and_tells_what_is_refused(baonoi, story, tmp_path) -> None:
    url = ("--base-url", "https://bao.example/nghe")
    (tmp_path / "work" / "output").mkdir(parents=True)
    empty = baonoi("feed", "output", *url)
    assert (empty.returncode, empty.stdout) == (2, "")
    assert not (tmp_path / "work" / "output" / "feed.xml").exists()
    assert baonoi("read", "-q", "--voice", "espeak-nam-bac", story).returncode == 0
    bare = baonoi("feed", "output", *url)
    assert bare.returncode == 0
    assert ["--image" in line for line in bare.stderr.splitlines()] == [True, False]
    assert "--email" in bare.stderr
    small = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x40"
    (tmp_path / "work" / "output" / "bìa.png").write_bytes(small)
    about = ("--email", "a@bao.example", "--image", f"{url[1]}/b%C3%ACa.png")
    (told,) = baonoi("feed", "output", *url, *about).stderr.splitlines()
    assert "64 pixels" in told
    elsewhere = ("--email", "a@bao.example", "--image", "https://bao.example/bia.png")
    assert baonoi("feed", "output", *url, *elsewhere).stderr == ""  # nobody is asked offline


def test_doctor_tells_the_needed_from_the_optional(baonoi) -> None:
    done = baonoi("doctor")
    assert done.returncode == 0, "whatever is optional"
    needed, optional = done.stdout.split("\n\n")
    assert needed.startswith("Needed:\n")
    assert all(line.startswith("ok ") for line in needed.splitlines()[1:])
    assert optional.startswith("Optional:\n")
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    for extra in tomllib.loads(text)["project"]["optional-dependencies"]:
        (line,) = [line for line in optional.splitlines() if line[6:].startswith(f"{extra}: ")]
        assert line.startswith(("ok ", "- "))


def test_what_is_needed_and_missing_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from importlib import metadata

    version = metadata.version

    def without(name: str) -> str:
        if name == "mutagen":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without)
    result = CliRunner().invoke(baonoi_command, ["doctor"], standalone_mode=False)
    assert result.return_value == 1
    assert "wrong mutagen is missing" in result.output
    assert "'mutagen>=1.47'" in result.output
