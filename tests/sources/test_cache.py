"""Pages kept are those that were sent, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from baonoi.sources.cache import KeptPage, PageCache

URL = "https://bao.vn/cau-moi.html"
HEADERS = {
    "etag": '"1a"',
    "last-modified": "Sat, 01 Mar 2025 08:00:00 GMT",
    "content-type": "text/html",
}
BODY = b"<p>C\xe1\xba\xa7u m\xe1\xbb\x9bi</p>"


@pytest.fixture
def pages(tmp_path: Path) -> PageCache:
    pages = PageCache(tmp_path / "kept" / "pages")
    pages.put(URL, HEADERS, BODY)
    return pages


def file_of(folder: Path) -> Path:
    (path,) = (folder / "kept" / "pages").iterdir()
    return path


def test_what_is_kept_comes_back(pages: PageCache) -> None:
    assert pages.get(URL) == KeptPage("text/html", HEADERS["etag"], HEADERS["last-modified"], BODY)
    assert pages.get(URL + "#") is None


def test_any_damage_is_none(pages: PageCache, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert pages.get(URL) is None
        path.write_bytes(whole[:at])
        assert pages.get(URL) is None


def test_the_page_of_another_address_is_none(pages: PageCache, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    pages.put("https://bao.vn/khac.html", HEADERS, b"<p>another</p>")
    (other,) = (each for each in path.parent.iterdir() if each != path)
    other.replace(path)
    assert pages.get(URL) is None


@pytest.mark.parametrize("headers", [{}, {"etag": "1", "cache-control": "private, No-Store"}])
def test_what_cannot_or_must_not_be_kept(tmp_path: Path, headers: dict[str, str]) -> None:
    pages = PageCache(tmp_path / "kept" / "pages")
    pages.put(URL, headers, BODY)
    assert pages.get(URL) is None
