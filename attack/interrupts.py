"""Interrupts at random moments: each must end the process soon, in our words, with our status.

``python -m attack.interrupts [--seed N] [--count N]`` reads a small batch again and again and sends
SIGINT or SIGTERM, now and then twice, somewhere between its start and its end.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from baonoi.common import stopping

ENDS_WITHIN = 20.0
"""Seconds; a process that lives longer hangs: its own patience is less than half of that."""
STOPPED = 130
LEFT = "left behind:"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
TWICE = 0.2
"""Share of the interrupts that are followed by a second one."""
EARLY = 0.3
"""Share of the interrupts that come while the process starts."""
STARTED = 0.15
"""Seconds that a start takes."""
SECTIONS, PARAGRAPHS = 4, 1


@dataclass(slots=True)
class Tally:
    """What came of the interrupts."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds from the first signal to the end."""

    def add(self, outcome: str, seconds: float, detail: str) -> None:
        """Count one of them."""
        if outcome.startswith(LEFT) and seconds >= stopping.PATIENCE:
            outcome = "ended at last"  # where it stood: the next run sweeps up
        self.outcomes[outcome] += 1
        self.slowest = max(self.slowest, seconds)
        if outcome not in ("stopped", "ended at last", "done", "before our first line"):
            self.failures.append(f"{outcome}: {detail}")


def run(seed: int, count: int, folder: Path) -> Tally:
    """Interrupt ``count`` runs; what they leave stands in ``folder``."""
    chance = random.Random(seed)
    sources = [_article(folder / f"bai-{number}.txt", number) for number in range(2)]
    with _heard():
        whole = max(_uninterrupted(folder, sources[:1]), STARTED)
        tally = Tally()
        for number in range(count):
            at = chance.uniform(0, STARTED) if chance.random() < EARLY else chance.uniform(0, whole)
            some = sources if chance.random() < 0.5 else sources[:1]
            twice = chance.uniform(0, 0.3) if chance.random() < TWICE else None
            _one(tally, folder / str(number), some, at, chance.choice(SIGNALS), twice)
    return tally


@contextmanager
def _heard() -> Iterator[None]:
    """A campaign in the background would hand an ignored signal on to what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _uninterrupted(folder: Path, sources: list[Path]) -> float:
    """Seconds that a run takes, everything said anew."""
    begun = time.monotonic()
    with _started(folder / "whole", sources) as process:
        process.communicate(timeout=600)
    assert process.returncode == 0
    return time.monotonic() - begun


def _one(
    tally: Tally, folder: Path, sources: list[Path], at: float, number: int, twice: float | None
) -> None:
    detail = f"signal {number} after {at:.3f} s, {len(sources)} sources, twice {twice}"
    with _started(folder, sources) as process:
        time.sleep(at)
        sent = time.monotonic()
        process.send_signal(number)
        if twice is not None:
            time.sleep(twice)
            process.send_signal(number)
        try:
            _, told = process.communicate(timeout=ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            _, told = process.communicate()
            tally.add("HANG", ENDS_WITHIN, f"{detail}\n{told}")
            return
    seconds = time.monotonic() - sent
    tally.add(_outcome(process.returncode, told, number, folder), seconds, f"{detail}\n{told}")


def _outcome(status: int, told: str, number: int, folder: Path) -> str:
    lines = told.strip("\n").splitlines()  # the terminal's ^C gets a line of its own
    if status == STOPPED:
        if len(lines) == 2 and lines[0] == "baonoi: Stopped.":
            left = [path for path in folder.rglob(".*") if "cache" not in path.parts]
            return f"{LEFT} {', '.join(path.name for path in left)}" if left else "stopped"
        # Python itself was still starting, and our first line was not reached.
        early = "KeyboardInterrupt" in told and "baonoi/cli/app.py" not in told
        return "before our first line" if early else "other words"
    if status == 0:
        return "done" if not lines else "other words"
    if status == -number:
        return "before our first line"
    if status == 1 and "KeyboardInterrupt" in told and "baonoi/cli" not in told:
        return "before our first line"
    return f"status {status}"


@contextmanager
def _started(folder: Path, sources: list[Path]) -> Iterator[subprocess.Popen[str]]:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "baonoi.cli.start", "read", "--offline", "-q"]
    with subprocess.Popen(
        [*command, "-d", str(folder / "out"), *map(str, sources)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"BAONOI_CACHE": str(folder / "cache"), "BAONOI_OFFLINE": "1"},
    ) as process:
        yield process


def _article(path: Path, number: int) -> Path:
    """An article with a few sections, so that encoders start all along."""
    parts = [f"Chuyện thứ {number + 1} ở làng ven sông"]
    for section in range(SECTIONS):
        if section:
            parts.append(f"Phần {section} của câu chuyện")
        parts += [
            f"Sáng {day + 1}/3, bà con trong xóm {section + 1} ra đồng từ sớm, gặt xong "
            f"{day + 2},5 tấn lúa và chở về sân phơi trước khi trời đổ mưa."
            for day in range(PARAGRAPHS)
        ]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


def main() -> int:
    """Run it from the command line; status 1 where an interrupt was not heard as it should be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, help="what to do is drawn from it")
    parser.add_argument("--count", type=int, default=200, help="how often")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attack-") as name:
        tally = run(given.seed, given.count, Path(name))
    for outcome, count in sorted(tally.outcomes.items()):
        print(f"{count:6} {outcome}")
    print(f"slowest end {tally.slowest:.1f} s")
    print("\n".join(tally.failures))
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
