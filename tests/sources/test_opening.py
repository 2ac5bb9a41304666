"""Paths, standard input, and everything that is no text."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import baonoi.sources
from baonoi.cli.hints import hint
from baonoi.errors import SourceError
from baonoi.model import Page
from baonoi.sources import open_source
from baonoi.sources.opening import to_page
from baonoi.sources.raw import Raw

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\4\0\0\0\4\x08\2\0\0\0"


def test_the_public_names() -> None:
    assert baonoi.sources.__all__ == [
        "Feed",
        "FeedItem",
        "NamedFeed",
        "is_feed",
        "named_feeds",
        "open_feed",
        "open_picture",
        "open_source",
        "read_feed",
        "to_page",
    ]


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "bài báo.txt"
    path.write_bytes("Một\r\nHai\rBa".encode())
    assert open_source(str(path)) == Page("Một\nHai\nBa", "text/plain", str(path))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("Chào".encode())))
    assert open_source("-") == Page("Chào", "text/plain", "-")


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match="no standard input"):
        open_source("-")


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "Tin vắn: 3 < 5 và 7 > 4", "text/plain"),
        ("a.txt", "Thẻ <p> và </p> của HTML mở và đóng một đoạn văn.", "text/plain"),
        ("a.txt", "<p>Tin</p>", "text/html"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,500\nTin", "application/x-subrip"),
        ("a.txt", "\n7 \n0:0:1,0 --> 0:0:2,0\nTin", "application/x-subrip"),
        ("a.srt", "Tin trong ngày", "text/plain"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nTin", "text/vtt"),
        ("a.txt", "WEBVTT - tin\n\nNOTE a\n\nb\n00:01.000 --> 00:02.000\nTin", "text/vtt"),
        ("a.txt", "WEBVTT là định dạng phụ đề.", "text/plain"),
        ("a.md", "Từ 7h00 --> 8h00", "text/markdown"),
        ("a.txt", "\n<!-- lưu -->\n<!DOCTYPE html><html>", "text/html"),
        ("a.txt", "Tiêu đề\n<p>Một</p>\n<p>Hai</p>", "text/html"),
        ("a.html", "<p>Tin</p>", "text/html"),
        ("a.HTM", "Tin<br>nữa", "text/html"),
        ("a.html", "Tin không có thẻ nào", "text/plain"),
        ("a.md", "# Tin\n\n<div>khung</div>", "text/markdown"),
        ("a.md", "<!doctype html><p>Tin</p>", "text/html"),
        ("a", "<div class=x>Tin</div>", "text/html"),
        ("a", "<3 Huế", "text/plain"),
        ("a.xml", '<?xml version="1.0"?><rss/>', "text/html"),
    ],
)
def test_content_tells_the_kind(tmp_path: Path, name: str, text: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert open_source(str(path)).media_type == kind


class TestErrors:
    def fails(self, source: str, words: str) -> SourceError:
        with pytest.raises(SourceError, match=words) as caught:
            open_source(source)
        assert hint(caught.value)
        assert "\n" not in caught.value.message + hint(caught.value)
        return caught.value

    def test_no_such_file(self, tmp_path: Path) -> None:
        self.fails(str(tmp_path / "không có.txt"), "No such file")
        self.fails("a" * 5000, "Cannot read|No such file")

    def test_a_forgotten_scheme(self) -> None:
        error = self.fails("bao.example/tin.html", "No such file")
        assert "https://bao.example/tin.html" in hint(error)

    def test_a_folder(self, tmp_path: Path) -> None:
        self.fails(str(tmp_path), "is a folder")
        self.fails("", "is a folder")

    def test_an_empty_file(self, tmp_path: Path) -> None:
        path = tmp_path / "rỗng.txt"
        for data in (b"", b" \n\t", b"\xef\xbb\xbf", "\u200b\u00ad".encode()):
            path.write_bytes(data)
            self.fails(str(path), "is empty")

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        self.fails(str(tmp_path / "a.txt"), "No permission")

    def test_not_a_path(self) -> None:
        self.fails("a\0b", "is not a path")

    def test_too_large(self, tmp_path: Path) -> None:
        path = tmp_path / "to.txt"
        with path.open("wb") as file:
            file.truncate(20 * 1024**2 + 1)
        self.fails(str(path), "larger than 20 MB")

    @pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://a.example/b", "FILE://x"])
    def test_other_schemes(self, source: str) -> None:
        self.fails(source, "Only http and https")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (PNG, "a picture"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", "a picture"),
            (b"RIFF\0\1\0\0WEBPVP8 ", "a picture"),
            (b"RIFF\0\1\0\0WAVEfmt ", "a sound file"),
            (b"ID3\4\0\0\0\0\0\0", "a sound file"),
            (b"\0\0\0\x20ftypmp42\0\0", "a video"),
            (b"\x1f\x8b\x08\0\0\0\0\0\0\3", "a compressed archive"),
            (b"PK\3\4" + bytes(30), "a zip archive"),
            (b"PK\3\4" + bytes(30) + b"xl/workbook.xml", "a spreadsheet"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file"),
            (b"{\\rtf1 Ch\\'e0o}", "a rich-text file"),
            (b"\x7fELF\2\1\1\0", "a program"),
            (bytes(range(256)), "a binary file"),
            ("Chữ\0nữa chữ thường".encode(), "a binary file"),
        ],
    )
    def test_what_is_no_text(self, tmp_path: Path, data: bytes, words: str) -> None:
        path = tmp_path / "lạ.txt"
        path.write_bytes(data)
        self.fails(str(path), words)


def test_a_program_imports_neither_parser_nor_client_to_read_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Chào", encoding="utf-8")
    code = (
        "import sys; from baonoi.sources import open_source; open_source(sys.argv[1]); "
        "print({m.partition('.')[0] for m in sys.modules} & "
        "{'lxml', 'urllib3', 'ssl', 'certifi', 'platformdirs', 'mammoth', 'pypdfium2'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@given(st.binary(max_size=400), st.sampled_from(["a", "a.txt", "a.html", "a.md"]))
def test_any_bytes_give_clean_text_or_a_clear_error(data: bytes, name: str) -> None:
    if data.startswith((b"PK\3\4", b"%PDF")):
        return
    try:
        page = to_page(Raw(data, name))
    except SourceError as error:
        clear = bool(hint(error)) and "\n" not in error.message
    else:
        clear = bool(page.text.strip()) and not set(page.text) & set("\0\r\u200b\u00ad\ufeff")
    assert clear
