"""All attacks one after another, for as long as is given: counts, and the first fault of each.

    python -m attack.campaign [--minutes N] [--seed N]

Each round draws from the next seed, so that a long campaign never does the same twice and a fault
is found again by the seed that is printed with it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUND = (
    ("damage", ("--count", "20")),
    ("kills", ("--count", "20")),
    ("interrupts", ("--count", "20")),
    ("online", ("--count", "40")),
    ("honest", ("--count", "400")),
    ("disk", ("--count", "12")),
    ("browser", ("--count", "8")),
    ("growth", ("--count", "4")),
    ("station", ("--count", "96")),
    ("serve", ("--count", "40")),
)
"""What one round does: the module, and how much of it."""


def main() -> int:
    """Run rounds until the time is over; 1 where something went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60.0, help="how long at least")
    parser.add_argument("--seed", type=int, default=1, help="of the first round")
    asked = parser.parse_args()
    end = time.monotonic() + 60 * asked.minutes
    seed, faults = asked.seed, 0
    while True:
        for name, options in ROUND:
            print(f"seed {seed}: {name}", flush=True)
            command = [sys.executable, "-m", f"attack.{name}", "--seed", str(seed), *options]
            faults += subprocess.run(command, cwd=ROOT, check=False).returncode != 0
        seed += 1
        if time.monotonic() > end:
            print(f"{seed - asked.seed} rounds, {faults} of their attacks found a fault")
            return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
