"""What came of an attack."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

LONGEST = 120.0
"""Seconds after which a command hangs:"""
HUNG = "it hung"


@dataclass(slots=True)
class Report:
    """How often each kind was tried, and what went wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    """One line each: what was done, with what, and what came of it."""
    told: list[str] = field(default_factory=list)
    """What else was measured."""

    def note(self, kind: str, fault: str = "") -> None:
        """Count one; ``fault`` is what went wrong with it."""
        self.tried[kind] += 1
        if fault:
            self.faults.append(f"{kind}: {fault}")

    def lines(self) -> list[str]:
        """The counts, and the first faults."""
        counts = [f"{count:6} {kind}" for kind, count in self.tried.items()]
        return [*counts, *self.told, f"{len(self.faults):6} faults", *self.faults[:20]]


def ended(process: subprocess.Popen[bytes]) -> tuple[str, list[str]]:
    """Wait for a command: what is wrong with how it ended, and what it told on standard error."""
    try:
        _, told = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return HUNG, []
    lines = told.decode(errors="replace").splitlines()
    return f"status {process.returncode}: {lines[-1:]}" if process.returncode else "", lines


def main(about: str | None, run: Callable[[int, int], Report], count: int) -> None:
    """The command of an attack: it ends with 1 where something went wrong."""
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=count, help="how often, of each kind")
    parser.add_argument("--seed", type=int, default=1, help="what to do is drawn from it")
    asked = parser.parse_args()
    report = run(asked.seed, asked.count)
    print("\n".join(report.lines()))
    sys.exit(1 if report.faults else 0)
