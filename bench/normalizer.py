"""The normalizer beside others, on the same cases and the same text in the same run.

python bench/normalizer.py [CASES]

CASES is a table of class, written and spoken form ("|" parts readings that are accepted, "~" begins
one that must only occur). Without it the cases of ../shared are taken where they exist, else those
of the tests, which are ours: there the others are measured by our conventions. sea-g2p,
vietnormalizer and zerotts are measured where they are installed. Times are processor time; the text
for speed is a megabyte of news in which no line occurs twice, each engine for ten seconds at most.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CASES = ROOT / "tests" / "normalizer" / "cases"
ENGINES = {
    "baonoi": "from baonoi.normalizer import normalize as f",
    "sea-g2p": "from sea_g2p import Normalizer; f = Normalizer().normalize",
    "vietnormalizer": "from vietnormalizer import VietnameseNormalizer; "
    "f = VietnameseNormalizer().normalize",
    "zerotts": "from zerotts import normalize_vi_text as f",
}
TEXT_SIZE = 1_100_000
BUDGET = 10.0
FIRST = "Sáng 2/9, UBND TP.HCM chi 14,2 triệu đồng/người."
PROBE = """
import pathlib, resource, sys, time

def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # the peak since this program began, not the one of its parent
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

bare = peak()
began = time.process_time()
{load}
f({text!r})
took = time.process_time() - began
print(took, peak() - bare)
"""


def words(text: str) -> str:
    """What counts when no scorer is at hand: the words, without marks and capitals."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.lower()).split())


def load_cases(path: Path | None) -> list[tuple[str, str, str]]:
    shared = SHARED / "cases" / "normalizer.tsv"
    source = path or (shared if shared.exists() else None)
    if source is not None:
        lines = source.read_text(encoding="utf-8").splitlines()[1:]
        parts = [line.split("\t")[-3:] for line in lines if line and line[0] != "#"]
        return [(kind, written, spoken) for kind, written, spoken in parts]
    return [
        (table.stem, *line.split("\t", 1))  # type: ignore[misc]  # two columns by construction
        for table in sorted(CASES.glob("*.tsv"))
        for line in table.read_text(encoding="utf-8").splitlines()[1:]
    ]


def all_cases() -> list[tuple[str, str, str]]:
    """The cases of every table that lies in ../shared, else our own."""
    tables = sorted((SHARED / "cases").glob("normalizer*.tsv"))
    return [case for table in tables for case in load_cases(table)] or load_cases(None)


def calibration(cases: list[tuple[str, str, str]], right: Callable[[str, str], bool]) -> None:
    """How far the confidence of a reading can be believed.

    A case that is said wrong counts as one wrong reading: the least sure of it, since that is the
    one a listener would be warned of. All readings of the others are right.
    """
    from baonoi.normalizer import normalize

    steps = (0.0, 0.5, 0.8, 0.95)
    good, bad = [0] * len(steps), [0] * len(steps)
    for _, written, spoken in cases:
        said = normalize(written)
        sure = [
            span.confidence
            for span in said.rewrites
            if any(ch.isalnum() for ch in written[span.start : span.end])
        ]
        if right(said.spoken, spoken):
            for confidence in sure:
                good[sum(confidence >= step for step in steps) - 1] += 1
        else:
            bad[sum(min(sure, default=1.0) >= step for step in steps) - 1] += 1
    print(f"\nconfidence over {len(cases)} cases: readings that are right, and wrong")
    for step, upper, hits, misses in zip(steps, (*steps[1:], 1.0), good, bad, strict=True):
        share = 100 * hits / (hits + misses) if hits + misses else 100.0
        print(f"  {step:4.2f} to {upper:4.2f} {hits:6} {misses:4}  {share:6.2f}% right")
    doubted = sum(bad[:2]) / sum(bad) if sum(bad) else 1.0
    print(f"  of the wrong readings {100 * doubted:.0f}% carry less than 0.8")


def judge() -> Callable[[str, str], bool]:
    scorer = SHARED / "tools" / "score_normalizer.py"
    if not scorer.exists():
        return lambda said, spoken: words(said) in map(words, spoken.split("|"))
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda said, spoken: bool(module.ok(said, spoken))


def news() -> list[str]:
    """Paragraphs of our articles with other numbers and names, so that no line is like another."""
    paragraphs = [
        block["text"]
        for path in sorted((ROOT / "tests").glob("*/articles/*.gold.json"))
        for block in json.loads(path.read_text(encoding="utf-8"))["blocks"]
    ]
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        paragraphs += seed.read_text(encoding="utf-8").splitlines()
    paragraphs = [text for text in dict.fromkeys(paragraphs) if len(text) > 80]
    vocabulary = sorted({word for text in paragraphs for word in text.split() if word.isalpha()})
    chance = random.Random(1)
    lines: dict[str, None] = {}
    size = 0
    while size < TEXT_SIZE:
        text = chance.choice(paragraphs)
        text = re.sub("[1-9]", lambda _: str(chance.randint(1, 9)), text)
        line = f"{text} {' '.join(chance.sample(vocabulary, 4))}."
        if line not in lines:
            lines[line] = None
            size += len(line)
    return list(lines)


def speed(normalize: Callable[[str], object], lines: list[str]) -> float:
    """Characters a second."""
    done = 0
    began = time.process_time()
    for line in lines:
        normalize(line)
        done += len(line)
        if time.process_time() - began > BUDGET:
            break
    return done / (time.process_time() - began)


def first_call(load: str) -> tuple[float, float]:
    """Seconds to load it and say one line, and the megabytes that takes above the interpreter."""
    probe = PROBE.format(load=load, text=FIRST)
    took, memory = min(
        tuple(
            float(part)
            for part in subprocess.run(
                [sys.executable, "-c", probe], capture_output=True, text=True, check=True
            ).stdout.split()[-2:]
        )
        for _ in range(3)
    )
    return took, memory / 1e6


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("cases", type=Path, nargs="?", metavar="CASES", help="a table of cases")
    asked = options.parse_args()
    cases = load_cases(asked.cases)
    right = judge()
    lines = news()
    print(f"{len(cases)} cases; {sum(map(len, lines)):,} characters in {len(lines):,} lines")
    print(f"{'':15} {'cases':>7} {'chars/s':>11} {'of ours':>8} {'first call':>11} {'memory':>9}")
    ours = 0.0
    for name, load in ENGINES.items():
        space: dict[str, Callable[[str], object]] = {}
        try:
            exec(load, space)
        except ImportError:
            print(f"{name:15} not installed")
            continue
        normalize = space["f"]
        hits = 0
        for _, written, spoken in cases:
            try:
                hits += right(str(normalize(written)), spoken)
            except Exception as error:  # what others raise is theirs to choose
                print(f"{name}: {written!r}: {error!r}", file=sys.stderr)
        rate = speed(normalize, lines)
        ours = ours or rate
        took, memory = first_call(load)
        print(
            f"{name:15} {100 * hits / len(cases):6.1f}% {rate:11,.0f} {rate / ours:8.2f} "
            f"{1000 * took:8.0f} ms {memory:6.1f} MB"
        )
    calibration(cases if asked.cases else all_cases(), right)


if __name__ == "__main__":
    main()
