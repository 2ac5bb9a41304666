"""A short form of the campaign, and that it finds what it looks for."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from attack import interrupts  # noqa: E402  (it stands beside the package, not in it)


def test_interrupts_at_random_moments(tmp_path: Path) -> None:
    tally = interrupts.run(20, 4, tmp_path)
    assert tally.failures == []
    assert tally.outcomes.total() == 4


@pytest.mark.parametrize(
    ("status", "told", "outcome"),
    [
        (130, "\nbaonoi: Stopped.\n  Run it again.\n", "stopped"),
        (130, "Traceback\n  File baonoi/cli/app.py\nKeyboardInterrupt\n", "other words"),
        (1, "Traceback\n  File baonoi/cli/reader.py\nKeyboardInterrupt\n", "status 1"),
        (-11, "", "status -11"),
        (-signal.SIGTERM, "", "before our first line"),
        (0, "", "done"),
    ],
)
def test_what_came_of_one_is_told_apart(
    tmp_path: Path, status: int, told: str, outcome: str
) -> None:
    assert interrupts._outcome(status, told, signal.SIGTERM, tmp_path) == outcome


def test_what_is_left_behind_is_found(tmp_path: Path) -> None:
    (tmp_path / "out" / ".making-x").mkdir(parents=True)
    (tmp_path / "cache" / ".kept").mkdir(parents=True)
    told = "baonoi: Stopped.\n  Run it again.\n"
    assert interrupts._outcome(130, told, 2, tmp_path) == "left behind: .making-x"
    tally = interrupts.Tally()
    tally.add("left behind: .making-x", 1.0, "")
    tally.add("left behind: .making-x", 9.0, "")
    assert len(tally.failures) == tally.outcomes["ended at last"] == 1
