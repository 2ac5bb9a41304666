"""A short form of the attack on a server: it finds nothing, and it would find something."""

from __future__ import annotations

import sys

import pytest

from attack import serve
from attack.report import Report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


def test_nobody_is_hurt() -> None:
    report = serve.run(seed=3, count=4)
    assert report.faults == []
    assert report.tried["in turn"] == 2 * 4 * serve.MANY
    assert report.tried["killed workers"] == 1


def test_what_is_let_out_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report()
    with serve.attacked(1, report) as target:
        (target.secret.parent / "output" / "bai.html").write_bytes(serve.SECRET)
        monkeypatch.setattr(serve, "PATHS", ("/bai.html",))
        serve.paths(target, 1)
    assert report.faults == ["paths: /bai.html: 200"]
