"""The shelf and its recordings over HTTP."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
import requests
from fake_voice import FakeEngine, coded_once, humming, perform, spelled_out
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baonoi.model import Article
from baonoi.normalizer import normalize
from baonoi.publish import write_shelf
from baonoi.reading.target import to_folder
from baonoi.server.files import TYPES, Files

SECRET = "không cho ai xem"


@pytest.fixture
def directory(tmp_path: Path, article: Article) -> Path:
    folder = tmp_path / "output"
    with spelled_out(normalize), coded_once():
        to_folder(perform(article, FakeEngine(humming())), folder)
    write_shelf(folder)
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (folder / ".hidden.txt").write_text(SECRET, encoding="utf-8")
    (folder / ".making-0123456789abcdef").mkdir()
    (folder / ".making-0123456789abcdef" / "a.txt").write_text(SECRET, encoding="utf-8")
    (folder / "addresses").mkdir(exist_ok=True)
    (folder / "addresses" / "mark.txt").write_text(SECRET, encoding="utf-8")
    (folder / "program.py").write_text(SECRET, encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "above").symlink_to(tmp_path)
    return folder


@pytest.fixture
def server(serve: Any, directory: Path) -> Any:
    return serve(directory=directory)


def test_the_shelf_lists_what_is_there_now(server: Any, directory: Path) -> None:
    first = requests.get(f"{server.url}/", timeout=20)
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Cầu mới qua sông" in first.text
    assert first.text == requests.get(f"{server.url}/index.html", timeout=20).text
    for page in directory.glob("cau-moi*/recording.json"):
        page.unlink()
    assert "Cầu mới qua sông" not in requests.get(f"{server.url}/", timeout=20).text


def test_a_folder_that_is_not_there_yet_is_an_empty_shelf(serve: Any, tmp_path: Path) -> None:
    server = serve(directory=tmp_path / "nothing")
    assert requests.get(f"{server.url}/", timeout=20).status_code == 200
    assert not (tmp_path / "nothing").exists()


def test_somebody_elses_page_stays_the_shelf(serve: Any, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Của tôi</p>", encoding="utf-8")
    answer = requests.get(f"{serve(directory=tmp_path).url}/", timeout=20)
    assert answer.content.decode() == "<p>Của tôi</p>"


def test_parts_of_a_recording(server: Any, directory: Path) -> None:
    [audio] = directory.glob("cau-moi*/cau-moi*.mp3")
    url = f"{server.url}/{audio.parent.name}/{audio.name}"
    data = audio.read_bytes()
    whole = requests.get(url, timeout=20)
    assert (whole.content, whole.headers["Content-Type"]) == (data, "audio/mpeg")
    assert whole.headers["Accept-Ranges"] == "bytes"
    for asked, part in (("0-1", data[:2]), ("100-", data[100:]), ("-7", data[-7:])):
        answer = requests.get(url, headers={"Range": f"bytes={asked}"}, timeout=20)
        assert (answer.status_code, answer.content) == (206, part)
        assert answer.headers["Content-Range"].endswith(f"/{len(data)}")
    beyond = requests.get(url, headers={"Range": f"bytes={len(data)}-"}, timeout=20)
    assert beyond.status_code == 416
    tag = whole.headers["ETag"]
    again = requests.get(url, headers={"If-None-Match": tag}, timeout=20)
    assert (again.status_code, again.content) == (304, b"")
    head = requests.head(url, timeout=20)
    assert (head.headers["Content-Length"], head.content) == (str(len(data)), b"")


def test_texts_are_packed(server: Any, directory: Path) -> None:
    [manifest] = directory.glob("cau-moi*/recording.json")
    url = f"{server.url}/{manifest.parent.name}/recording.json"
    packed = requests.get(url, timeout=20)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < manifest.stat().st_size / 2
    assert packed.content == manifest.read_bytes()
    again = requests.get(url, headers={"If-None-Match": packed.headers["ETag"]}, timeout=20)
    assert again.status_code == 304
    plain = requests.get(url, headers={"Accept-Encoding": "identity"}, timeout=20)
    assert "Content-Encoding" not in plain.headers
    assert plain.content == manifest.read_bytes()
    assert plain.headers["ETag"] != packed.headers["ETag"]


def test_a_folder_is_its_page(server: Any, directory: Path) -> None:
    [folder] = directory.glob("cau-moi*")
    bare = requests.get(f"{server.url}/{folder.name}", allow_redirects=False, timeout=20)
    assert (bare.status_code, bare.headers["Location"]) == (301, f"/{folder.name}/")
    page = requests.get(f"{server.url}/{folder.name}/", timeout=20)
    assert page.content == (folder / "index.html").read_bytes()
    assert page.headers["X-Content-Type-Options"] == "nosniff"


WAYS_OUT = (
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/x/../../secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "//secret.txt",
    "/.hidden.txt",
    "/%2ehidden.txt",
    "/.making-0123456789abcdef/a.txt",
    "/addresses/mark.txt",
    "/program.py",
    "/out.txt",
    "/above/secret.txt",
    "/above/output/out.txt",
    "/etc/passwd",
    "/%00",
    "/a%00.txt",
    "/%ff.txt",
    "/cau-moi-qua-song-thong-xe/..%2f..%2fsecret.txt",
)


def test_there_is_no_way_out_of_the_folder(server: Any) -> None:
    for path in WAYS_OUT:
        answer = sent_as_it_stands(server.port, path)
        assert SECRET.encode() not in answer, path
        assert answer.split()[1] in (b"404", b"400"), path


def sent_as_it_stands(port: int, path: str) -> bytes:
    """The answer to a path that a client would tidy up."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer


@given(name=st.text(st.sampled_from("./\\~ a\0%"), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_what_is_found_lies_within(directory: Path, name: str) -> None:
    found = Files(directory).find(name)
    assert found is None or (
        found.is_relative_to(directory.resolve()) and found.suffix in TYPES and found.is_file()
    )
