"""One line tells how far a run is; what else is told stands above it."""

from __future__ import annotations

import io
import logging
import sys
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.cli import line, log_options, progress
from baonoi.cli.line import Line
from baonoi.cli.output import note
from baonoi.cli.progress import Progress
from baonoi.model import SpokenText, Utterance


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """What a person sees in the end: a carriage return goes back, and what comes overwrites."""
        shown = []
        for row in self.getvalue().split("\n"):
            cells: list[str] = []
            for part in row.split("\r"):
                cells[: len(part)] = part
            shown.append("".join(cells).rstrip())
        return shown


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error from now on; pytest takes away what a fixture puts there."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(line, "OFTEN", 0.0)
    return shown


def said(written: str) -> Utterance:
    return Utterance(0, 0, 0, SpokenText(written, written), b"", 22050, array("i"), 0)


def test_the_whole_is_known_before_anything_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    bar = Progress(shown=True)
    bar.expect(1)
    bar.found(40)
    with bar.reading("Giọng nam", 40) as listener:
        assert "  0%" in terminal.lines()[-1]
        listener(said("a" * 10))
        assert bar.share == 0.25
        assert " 25%" in terminal.lines()[-1]
    bar.close()
    assert terminal.lines() == [""]


def test_one_bar_for_all_sources_that_never_goes_beyond_its_end() -> None:
    bar = Progress(shown=False)
    bar.expect(4)
    bar.found(100)
    with bar.reading("", 100) as listener:
        listener(said("a" * 100))
    assert bar.share == 0.25
    bar.found(300)  # longer than was guessed
    with bar.reading("", 300):
        assert bar.share == 100 / 800
    bar.expect(-1)  # one could not be opened
    assert bar.share == 400 / 600
    bar.expect(3)  # one was a feed
    bar.expect(-4)
    assert bar.share == 1.0


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=8), st.integers(0, 12)
)
def test_a_share_is_one(parts: list[tuple[int, int]], expected: int) -> None:
    bar = Progress(shown=False)
    bar.expect(expected)
    last = 0
    for characters, spoken in parts:
        bar.found(characters)
        with bar.reading("", characters) as listener:
            listener(said("a" * spoken))
            assert 0 <= bar.share <= 1
        last += characters
    if last and len(parts) >= expected:
        assert bar.share == 1.0


def test_how_long_it_will_take(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    now = 1000.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    bar = Progress(shown=True)
    bar.found(100)
    with bar.reading("Giọng nam", 100) as listener:
        listener(said("a" * 10))
        assert "left" not in terminal.lines()[-1]
        now += 25
        listener(said("a" * 10))
        assert "1:40 left" in terminal.lines()[-1]
        now += 3575
        listener(said("a" * 5))
        assert "3:00:00 left" in terminal.lines()[-1]
    bar.close()


def test_what_is_told_stands_above_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    shown = Line()
    shown.draw("25% Giọng nam")
    note("không có bìa")
    handler = logging.StreamHandler(log_options._StandardError())
    handler.emit(logging.LogRecord("", logging.INFO, "", 0, "đã mở trang", (), None))
    assert terminal.lines() == ["baonoi: không có bìa", "đã mở trang", "25% Giọng nam"]
    shown.close()
    note("xong")
    assert terminal.lines()[-2:] == ["baonoi: xong", ""]


def test_a_line_is_no_longer_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    monkeypatch.setenv("COLUMNS", "10")
    shown = Line()
    shown.draw("Người dân hai bờ")
    assert terminal.lines() == ["Người dân"]
    shown.draw("富貴滿堂吉祥")  # two columns each
    assert terminal.lines()[-1].startswith("富貴滿堂")
    assert "吉" not in terminal.getvalue()
    shown.close()


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.StringIO()
    monkeypatch.setattr(sys, "stderr", piped)
    shown = Line()
    shown.draw("25%")
    note("xong")
    shown.close()
    assert piped.getvalue() == "baonoi: xong\n"


def test_words_are_shown_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    bar = Progress(shown=True)
    with bar.reading("Giọng nam", 10) as listener:
        listener(said("[/b] Người :100: [link=https://la.example]x[/link] \x1b]8;;"))
        seen = terminal.lines()[-1]
    bar.close()
    assert "Giọng nam: [/b] Người :100:" in seen
    assert "\x1b]8" not in terminal.getvalue()
