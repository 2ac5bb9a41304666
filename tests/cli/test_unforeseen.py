"""What nobody foresaw: two lines, a report, and the next article."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from baonoi.cli import reader, unforeseen
from baonoi.cli.reader import Order, Reader
from baonoi.errors import BaonoiError
from baonoi.model import Article, Page
from baonoi.reading.options import ReadingOptions
from baonoi.reading.source import understand
from baonoi.store import paths
from baonoi.voices import choose

STORY = "Cầu mới\n\nSáng nay, tỉnh đã khánh thành cây cầu mới trước đông đảo người dân.\n"


def failing(page: Page, *, anyway: bool) -> Article:
    if page.origin == "hong":
        raise ZeroDivisionError("chia\x1b[2J cho không")
    return understand(page, anyway=anyway)


@pytest.mark.parametrize("at_once", [1, 3])
def test_one_article_that_fails_hinders_no_other(
    at_once: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(reader, "understand", failing)
    voices = {"nam": choose("espeak-nam-bac")}
    order = Order(tmp_path / "out", None, voices, ReadingOptions(), quiet=True)
    pages = [(name, Page(STORY, origin=name)) for name in ("a", "hong", "b")]
    with Reader(order, at_once, several=True) as reading:
        assert reading.read(pages) == 1
    out, error = capsys.readouterr()
    assert len(out.splitlines()) == 2
    what, do = error.splitlines()
    assert what.startswith("baonoi: hong: Something nobody foresaw went wrong (ZeroDivisionError)")
    assert "report" in do
    report = Path(what.rpartition(" see ")[2]).read_text(encoding="utf-8")
    assert "in failing" in report
    assert "\x1b" not in report


def test_it_says_where_the_report_is_not_where_none_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BAONOI_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    assert unforeseen.as_error(ValueError("x")).code == "error-unforeseen"


def test_not_every_report_is_kept() -> None:
    for number in range(unforeseen.MOST + 5):
        unforeseen.as_error(ValueError(str(number)))
    assert len(list(paths.reports().iterdir())) == unforeseen.MOST


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), "memory-short"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory-short"),
        (ImportError("libx.so: failed to map segment from shared object"), "memory-short"),
        (RuntimeError("can't start new thread"), "threads-short"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "threads-short"),
        (RuntimeError("else"), "error-reported"),
    ],
)
def test_what_the_machine_lacks_is_no_fault_of_ours(error: Exception, code: str) -> None:
    found = unforeseen.as_error(error)
    assert isinstance(found, BaonoiError)
    assert found.code == code
