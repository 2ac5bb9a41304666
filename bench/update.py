"""What an update costs that finds nothing new, and what it asks for.

    python bench/update.py [--feeds N] [--runs N]

Seconds of CPU of the command as a process of its own: each run, and the least of them. Papers on
loopback answer that nothing has changed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from baonoi.station.database import Database
from baonoi.station.follows import Wishes, follow

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
from newsstand import Paper, newsstand  # type: ignore[import-not-found]  # the folder is no package

FEEDS, RUNS = 12, 9
DAY = 86400.0


def run(folder: Path, *options: str) -> float:
    """One update: its seconds of CPU."""
    command = [sys.executable, *options, "-m", "baonoi", "update", "--allow-private", "-q"]
    before = _cpu()
    subprocess.run(command, cwd=folder, check=True)
    return _cpu() - before


def _cpu() -> float:
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def set_up(papers: list[Paper]) -> None:
    """Follow them; each lists articles that are too old to be read."""
    with Database() as database:
        for paper in papers:
            for number in range(30):
                paper.add(number, time.time() - 10 * DAY)
            follow(database, paper.feed, paper.name, Wishes(), named=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=FEEDS, help="that are followed")
    parser.add_argument("--runs", type=int, default=RUNS, help="of the command")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled by the first
        os.environ |= {
            "BAONOI_CACHE": str(folder / "cache"),
            "BAONOI_STATION": str(folder / "station.sqlite3"),
            "BAONOI_CONFIG": str(folder / "config.toml"),
            "BAONOI_BASE_URL": "https://nghe.example",
        }
        papers = stack.enter_context(newsstand(asked.feeds))
        set_up(papers)
        print(f"the first: {run(folder):.2f} s")
        for paper in papers:
            paper.asked.clear()
        spent = [run(folder) for _ in range(asked.runs)]
        print(*(f"{each:.2f}" for each in spent), f"s: {min(spent):.2f} s at least")
        requests = [each for paper in papers for each in paper.asked]
        conditional = sum(status == 304 for _, status, _ in requests) / asked.runs
        print(f"{len(requests) / asked.runs:g} requests each, {conditional:g} answered by 304")


if __name__ == "__main__":
    main()
