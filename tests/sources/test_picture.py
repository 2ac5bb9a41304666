"""The picture of an article: had where that asks nobody new, never at any price."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from baonoi.sources import open_picture

pytestmark = pytest.mark.usefixtures("_online")

JPEG = b"\xff\xd8\xff\xe0 hinh"


@pytest.fixture
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BAONOI_OFFLINE", raising=False)


def test_beside_a_saved_page(tmp_path: Path) -> None:
    folder = tmp_path / "bài_files"
    folder.mkdir()
    (folder / "lũ 1.jpg").write_bytes(JPEG)
    source = str(tmp_path / "bài.html")
    assert open_picture("bài_files/l%C5%A9%201.jpg", source) == JPEG
    assert open_picture("bài_files/không.jpg", source) is None
    assert open_picture("bài_files", source) is None


def test_outside_the_page_s_folder_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "kin.jpg").write_bytes(JPEG)
    folder = tmp_path / "trang"
    folder.mkdir()
    source = str(folder / "bài.html")
    for picture in ("../kin.jpg", "%2e%2e/kin.jpg", str(tmp_path / "kin.jpg"), "data:,a", "a\0b"):
        assert open_picture(picture, source) is None


def test_a_file_asks_no_network(server: Any, tmp_path: Path) -> None:
    url = server.page("/a.jpg", JPEG, content_type="image/jpeg")
    for source in (str(tmp_path / "bài.html"), "-"):
        assert open_picture(url, source, allow_private=True) is None
    assert not server.seen


def test_of_a_page_on_the_network(server: Any) -> None:
    server.page("/anh/a.jpg", JPEG, content_type="image/jpeg")
    source = f"{server.url}/tin/bai.html"
    assert open_picture("../anh/a.jpg", source, allow_private=True) == JPEG
    assert open_picture("../anh/a.jpg", source) is None


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml"])
def test_what_is_no_photograph(server: Any, media_type: str) -> None:
    url = server.page("/a", JPEG, content_type=media_type)
    assert open_picture(url, server.url + "/", allow_private=True) is None


def test_offline(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.page("/a.jpg", JPEG, content_type="image/jpeg")
    monkeypatch.setenv("BAONOI_OFFLINE", "1")
    assert open_picture(url, server.url + "/", allow_private=True) is None
    assert not server.seen


def test_no_more_is_read_than_a_picture_has(tmp_path: Path) -> None:
    with (tmp_path / "lớn.jpg").open("wb") as file:
        file.truncate(1 << 40)  # a hole: to read it whole would take the machine's memory
    assert open_picture("lớn.jpg", str(tmp_path / "bài.html")) is None
