"""``baonoi follow`` and ``baonoi update`` as a person and a timer run them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from newsstand import Paper, newsstand

if TYPE_CHECKING:
    from cli.conftest import Run

PRIVATE = "--allow-private"


@pytest.fixture
def papers() -> Iterator[list[Paper]]:
    with newsstand(2) as found:
        yield found


def test_papers_are_followed_and_listed(baonoi: Run, papers: list[Paper], tmp_path: Path) -> None:
    assert "baonoi follow add URL" in baonoi("follow", "list").stderr
    one, two = papers
    added = baonoi("follow", "add", one.url, PRIVATE, "--keep", "3", "--match", "giá vàng, xăng")
    assert added.stdout == f"Báo Thử 1  {one.feed}\n"
    baonoi("follow", "add", two.feed, PRIVATE, "--name", "Hai")
    listed = json.loads(baonoi("follow", "list", "--json").stdout)["papers"]
    assert [(each["name"], each["keep"], each["match"]) for each in listed] == [
        ("Báo Thử 1", 3, ["giá vàng", "xăng"]),
        ("Hai", None, []),
    ]
    shown = baonoi("follow", "list").stdout
    assert shown.splitlines()[1] == "  --keep 3 --match 'giá vàng, xăng'"
    out = baonoi("follow", "export", "-o", tmp_path / "bao.opml").stdout.strip()
    assert baonoi("follow", "remove", "Hai").stdout.startswith("Hai ")
    assert baonoi("follow").stdout.count("http") == 1
    assert baonoi("follow", "import", out).stdout.count("\n") == 2
    assert json.loads(baonoi("follow", "list", "--json").stdout)["papers"] == listed


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("follow", "remove", "Báo X"), 2, "No paper 'Báo X' is followed."),
        (("follow", "add", "http://127.0.0.1:9/rss"), 3, "--allow-private"),
        (("follow", "add", "https://bao.vn", "--voice", "khong-co"), 2, "khong-co"),
        (("update", "--max-age", "lâu"), 2, "'lâu' is no age such as 36h, 3d or 2w."),
    ],
)
def test_what_cannot_be(baonoi: Run, arguments: tuple[str, ...], status: int, told: str) -> None:
    run = baonoi(*arguments)
    assert (run.returncode, run.stdout) == (status, "")
    assert told in run.stderr


def test_an_update_reads_once_and_tells(baonoi: Run, papers: list[Paper]) -> None:
    one, two = papers
    one.add(1, time.time() - 60, paragraphs=one.add(0).paragraphs[:2])
    one.stories.pop()
    two.status = 500
    for paper in papers:
        name = ("--name", paper.name)
        two.status = 200
        baonoi("follow", "add", paper.feed, PRIVATE, *name)
    two.status = 500
    foretold = baonoi("update", PRIVATE, "--dry-run")
    assert foretold.stdout.startswith(f"{one.stories[0].title} (Báo Thử 1)  {one.url}/bai-1.html")
    assert foretold.returncode == 5
    first = baonoi("update", PRIVATE, "-d", "nghe")
    assert first.returncode == 5
    assert Path(first.stdout.strip()).is_file()
    assert "1 articles read" in first.stderr
    shelf = Path(first.stdout.strip()).parents[1] / "index.html"
    assert one.stories[0].title in shelf.read_text(encoding="utf-8")
    told = json.loads(baonoi("update", PRIVATE, "--json", "-d", "nghe", "--now").stdout)
    assert (told["articles"], told["left"]) == ([], 1)
    assert told["papers"][1]["problem"]["code"] == "host-busy"
    made = baonoi("bulletin", "-d", "nghe", "--minutes", "3,5", "-q")
    assert made.returncode == 0
    assert Path(made.stdout.strip()).name.startswith("ban-tin-")
    assert baonoi("bulletin", "-d", "khac").returncode == 3
    assert baonoi("bulletin", "--since", "xưa").returncode == 2
    two.status = 200
    last = baonoi("update", PRIVATE, "-d", "nghe", "--now", "-q")
    assert (last.returncode, last.stdout, last.stderr) == (0, "", "")
