"""Short forms of the attacks on disks and by pages."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from attack import browser, disk


@pytest.mark.skipif(os.name == "nt", reason="other limits there")
def test_a_disk_that_fails() -> None:
    report = disk.run(3, 1)
    assert report.faults == []
    assert sum(report.tried.values()) == 2, "a read, and its status"


def test_a_hostile_article_does_nothing() -> None:
    # In a thread of its own: other tests of this process may have a browser open in this one.
    with ThreadPoolExecutor(1) as aside:
        report = aside.submit(browser.run, 3, 1).result()
    assert report.faults == []
    assert report.told or set(report.tried.values()) == {1}
