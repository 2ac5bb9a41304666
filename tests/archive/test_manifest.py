"""Lists of every kind become rows, and none is held."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from baonoi.archive import manifest
from baonoi.archive.manifest import rows
from baonoi.archive.row import Row
from baonoi.archive.sitemap import _addresses, _Rejoined
from baonoi.errors import SourceError, UsageError

TOLD = [
    {"source": "a.txt"},
    {"source": "https://bao.example/b.html", "id": "7", "voice": "nu"},
    {"source": "c.txt", "id": "8", "options": {"bitrate": 48}},
]
ROWS = [
    Row("a.txt"),
    Row("https://bao.example/b.html", "7", "nu"),
    Row("c.txt", "8", options='{"bitrate": 48}'),
]


def write(path: Path, told: list[dict[str, Any]]) -> Path:
    """As its ending says."""
    name = path.name.removesuffix(".gz")
    opened = gzip.open if path.suffix == ".gz" else open
    if name.endswith(".parquet"):
        pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
        parquet = pytest.importorskip("pyarrow.parquet")
        flat = [each | {"options": json.dumps(each.get("options", ""))} for each in told]
        names = ("source", "id", "voice", "options", "title")
        columns = {name: [each.get(name) for each in flat] for name in names}
        columns["options"] = ["" if each == '""' else each for each in columns["options"]]
        parquet.write_table(pyarrow.table(columns), path)
        return path
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        if name.endswith("jsonl"):
            file.writelines(json.dumps(each) + "\n\n" for each in told)
        else:
            fields = ["title", "source", "id", "voice", "options"]
            tabs = name.endswith(".tsv")
            table = csv.DictWriter(file, fields, dialect="excel-tab" if tabs else "excel")
            table.writeheader()
            for each in told:
                options = json.dumps(each["options"]) if "options" in each else ""
                table.writerow(each | {"options": options})
    return path


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.tsv", "a.parquet"]
)
def test_a_list_is_read_as_its_ending_says(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, TOLD)
    assert list(rows(str(path))) == ROWS
    assert list(rows(path.as_uri())) == ROWS


def test_a_row_that_cannot_be_used_does_not_end_the_list(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = json.dumps({"source": "x" * (manifest.LINE + 7)})
    lines = ['{"source": "a"}', "{", "[1]", '{"title": "7"}', long, '{"source": "b"}']
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(rows(str(path)))
    assert [row.source for row in found] == ["a", "", "", "", "", "b"]
    assert [bool(row.fault) for row in found] == [False, True, True, True, True, False]
    assert found[1].id == f"{path}#2"
    assert len({row.key for row in found}) == 6


def test_a_list_is_read_as_it_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"source": "a"}\n' * 100_000, encoding="utf-8")
    coming = rows(str(path))
    assert next(coming) == Row("a")
    path.write_text("", encoding="utf-8")
    assert len(list(coming)) < 50_000


def test_a_folder_is_its_files_by_their_paths_in_it(articles: Path) -> None:
    (articles / ".an").write_text("", encoding="utf-8")
    (articles / "sau").mkdir()
    (articles / "sau" / "a.txt").write_text("", encoding="utf-8")
    found = list(rows(str(articles)))
    assert [row.id for row in found] == [f"{n:02d}.txt" for n in range(11)] + ["sau/a.txt"]
    by_pattern = {row.source for row in rows(f"{articles}/**/*.txt")}
    assert by_pattern == {row.source for row in found}


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a.xml", "a.csv", "a.jsonl.gz"])
def test_a_list_that_is_none_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError):
        list(rows(str(tmp_path / "khong-co" / name)))
    if "jsonl" not in name or name.endswith(".gz"):
        (tmp_path / name).write_bytes(b"nothing of the kind")
        with pytest.raises(SourceError):
            list(rows(str(tmp_path / name)))


def test_a_place_of_no_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"")
    with pytest.raises(UsageError, match="no list"):
        list(rows(str(tmp_path / "a.doc")))


def sitemap(name: str, *addresses: str) -> bytes:
    inner = "".join(f"<url><loc> {each} </loc></url>" for each in addresses)
    inner = inner if name == "urlset" else inner.replace("url>", "sitemap>")
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{space}">'
    return f"{head}{inner}</{name}>".encode()


def test_a_sitemap_names_its_pages(tmp_path: Path) -> None:
    addresses = [f"https://bao.example/{n}.html?a=1&amp;b=2" for n in range(1000)]
    (tmp_path / "a.xml").write_bytes(sitemap("urlset", *addresses))
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(sitemap("urlset", *addresses)))
    wanted = [Row(each.replace("&amp;", "&")) for each in addresses]
    assert list(rows(str(tmp_path / "a.xml"))) == wanted
    assert list(rows(str(tmp_path / "a.xml.gz"))) == wanted


@pytest.mark.parametrize("name", ["urlset", "sitemapindex"])
def test_wherever_a_sitemap_is_cut_off_it_names_no_half_of_a_page(name: str) -> None:
    addresses = ["https://bao.example/1", "https://bao.example/22", "https://bao.example/333"]
    data = sitemap(name, *addresses).replace(b"</loc>", b"</loc><lastmod>2025-06-12</lastmod>")
    end = f"</{'url' if name == 'urlset' else 'sitemap'}>".encode()
    for at in range(data.index(b"<loc>"), len(data)):
        found = list(_addresses(_Rejoined(data[:64], BytesIO(data[64:at])), "a.xml"))
        assert found == addresses[: data[:at].count(end)]


def test_a_feed_names_its_articles(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(
        '<rss version="2.0"><channel><title>Báo</title><item><title>Tin</title>'
        "<link>https://bao.example/1.html</link></item></channel></rss>",
        encoding="utf-8",
    )
    assert list(rows(str(tmp_path / "a.rss"))) == [Row("https://bao.example/1.html")]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A folder that is served, and its address."""
    monkeypatch.delenv("BAONOI_OFFLINE")
    folder = tmp_path / "site"
    folder.mkdir()

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """No one reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_index_names_sitemaps_of_the_web(site: tuple[Path, str]) -> None:
    folder, address = site
    (folder / "1.xml").write_bytes(sitemap("urlset", "https://bao.example/1.html"))
    (folder / "2.xml.gz").write_bytes(
        gzip.compress(sitemap("urlset", "https://bao.example/2.html", "https://bao.example/3.html"))
    )
    (folder / "all.xml").write_bytes(
        sitemap("sitemapindex", f"{address}/1.xml", f"{address}/2.xml.gz")
    )
    (folder / "round.xml").write_bytes(sitemap("sitemapindex", f"{address}/round.xml"))
    wanted = [Row(f"https://bao.example/{n}.html") for n in (1, 2, 3)]
    assert list(rows(f"{address}/all.xml", allow_private=True)) == wanted
    with pytest.raises(SourceError):
        list(rows(f"{address}/all.xml"))
    with pytest.raises(SourceError, match="without end"):
        list(rows(f"{address}/round.xml", allow_private=True))


def test_a_bucket_holds_lists_and_articles(real_s3: str, tmp_path: Path) -> None:
    from baonoi.store.objects import Bucket

    place = f"{real_s3}/{tmp_path.name}"
    bucket = Bucket(place)
    for name in ("a.jsonl", "a.parquet", "a.csv.gz"):
        bucket.put(name, BytesIO(write(tmp_path / name, TOLD).read_bytes()))
        assert list(rows(f"{place}/{name}")) == ROWS
    for name in ("bai/1.txt", "bai/sau/2.txt"):
        bucket.put(name, BytesIO(b"bai"))
    assert list(rows(f"{place}/bai/")) == [
        Row(f"{place}/bai/1.txt", "1.txt"),
        Row(f"{place}/bai/sau/2.txt", "sau/2.txt"),
    ]
    with pytest.raises(SourceError):
        list(rows(f"{place}/khong-co.jsonl"))
