"""Short forms of the attacks on online reads, and that they find what they look for."""

from __future__ import annotations

import random

import pytest

from attack import honest, online
from baonoi.voices.online import pace


def test_faulty_answers_lose_no_word() -> None:
    report = online.run(3, 4)
    assert report.faults == []
    assert sum(report.tried[name] for name in report.tried if not name.startswith(" ")) == 4


def test_without_the_checks_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace.Pace, "doubt", lambda *_, **__: "")
    monkeypatch.setattr(online, "KINDS", ("clause", "end"))
    monkeypatch.setattr(online, "OFTEN", (0.5,))
    monkeypatch.setattr(online, "SERVICES", online.SERVICES | {"edge": online.SERVICES["gtts"]})
    assert online.run(3, 2).faults


def test_a_fault_is_drawn_from_the_seed_and_the_text() -> None:
    drawn = []
    for _ in range(2):
        drawing = online.Drawing()
        drawing.seed, drawing.share = "5", 1.0
        drawing.fault("Phà ngừng chạy từ trưa nay.")
        drawn.append(drawing.drawn)
    assert drawn[0] == drawn[1] != []


def test_honest_answers_are_not_refused() -> None:
    report = honest.run(3, 30)
    assert report.faults == []
    assert report.tried["espeak-nam-bac"] == 30


def test_four_syllables_are_left_out() -> None:
    draw = random.Random(3)
    for text in honest.texts(draw, 20):
        part = honest._part(text, draw)
        lost = pace.amount(text).syllables - pace.amount(part).syllables
        assert lost >= min(4, pace.amount(text).syllables - 2)
