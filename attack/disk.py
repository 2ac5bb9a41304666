"""Disks that fail: a read on them ends well or with an error of ours, and the next one is whole.

    python -m attack.disk [--count N] [--seed N]

By turns files may grow to a drawn size only (RLIMIT_FSIZE), the disk is a drawn size small (a
tmpfs, where we are root), and a drawn call of write, rename, open or mkdir fails (a preloaded
library, where a C compiler is).
"""

from __future__ import annotations

import errno
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path

from attack.kills import Desk
from attack.report import HUNG, Report, ended, main

COUNT = 100
STATUSES = (0, 1, 5)
"""Done, an error, and stopped part-way."""
SHIM = Path(__file__).with_name("failing.c")
CALLS, ERRORS = ("write", "rename", "open", "mkdir"), ("ENOSPC", "EIO", "EDQUOT", "EROFS")
FSIZE, ROOM = (1_000, 400_000), (100, 3_000)
"""Bytes of a file, and thousands of bytes of a disk."""
MOST = {"write": 60, "rename": 12, "open": 40, "mkdir": 12}
"""The call that fails is one of the first so many on files of ours."""

Kind = Callable[[Desk, random.Random], AbstractContextManager[tuple[str, subprocess.Popen[bytes]]]]
"""Starts a read on a disk that fails, and tells how it does."""


def run(seed: int, count: int = COUNT) -> Report:
    """So many reads on a failing disk, half of them with files of an earlier run there."""
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        kinds = _kinds(folder)
        desks = [Desk(folder / "folder", alone=False), Desk(folder / "file", alone=True)]
        whole = {desk: _calm(desk) for desk in desks}
        for number in range(count):
            draw = random.Random(f"{seed} {number}")
            desk = desks[number % 2]
            kind = list(kinds)[number // 2 % len(kinds)]
            desk.clear()
            if draw.random() < 0.5:
                _calm(desk, clear=False)
            if draw.random() < 0.5:
                shutil.rmtree(desk.folder / "cache", ignore_errors=True)
            with kinds[kind](desk, draw) as (what, process):
                fault = _ended(process) or _half(desk, whole[desk])
            report.tried[f"  status {process.returncode}"] += 1
            fault = fault or _afterwards(desk, whole[desk])
            report.note(kind, fault and f"number {number}, {what}: {fault}")
    return report


def _kinds(folder: Path) -> dict[str, Kind]:
    """What can be done here."""
    kinds: dict[str, Kind] = {}
    if sys.platform != "win32":
        kinds["files of a size at most"] = _limited
    with suppress(OSError, subprocess.CalledProcessError), _mounted(folder, 100):
        kinds["a small disk"] = _small
    with suppress(OSError, subprocess.CalledProcessError):
        library = folder / "failing.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, SHIM, "-ldl"], check=True)
        kinds["a call that fails"] = partial(_failing, library)
    return kinds


@contextmanager
def _limited(desk: Desk, draw: random.Random) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    import resource

    most = draw.randint(*FSIZE)
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    yield f"files of {most} bytes", desk.read(preexec_fn=limit)


@contextmanager
def _small(desk: Desk, draw: random.Random) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    where = desk.folder / draw.choice(
        ("out", "cache", "tmp") if not desk.alone else ("cache", "tmp")
    )
    size = draw.randint(*ROOM)
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir()
    with _mounted(where, size):
        process = desk.read()
        yield f"{size} kB for {where.name}", process
        process.wait()


@contextmanager
def _failing(
    library: Path, desk: Desk, draw: random.Random
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    call, error, ever = draw.choice(CALLS), draw.choice(ERRORS), draw.random() < 0.5
    at = draw.randint(1, MOST[call])
    told = {
        "LD_PRELOAD": str(library),
        "FAILING_IN": str(desk.folder),
        "FAILING_CALL": call,
        "FAILING_ERROR": str(getattr(errno, error)),
        "FAILING_AT": str(at),
    }
    if ever:
        told["FAILING_EVER"] = "1"
    yield f"{call} {at} {'and later' if ever else ''} {error}", desk.read(env=told)


@contextmanager
def _mounted(where: Path, kilobytes: int) -> Iterator[None]:
    """A disk of that size, as long as the block runs.

    Raises:
        OSError, CalledProcessError: not here.
    """
    kind = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(where)]
    subprocess.run(kind, check=True, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(where)], check=True)


def _calm(desk: Desk, *, clear: bool = True) -> dict[str, bytes]:
    if clear:
        desk.clear()
    fault = _ended(desk.read(), (0,))
    assert not fault, fault
    return desk.made()


def _ended(process: subprocess.Popen[bytes], statuses: Sequence[int] = STATUSES) -> str:
    """Wait for a read; what is wrong with how it ended."""
    fault, lines = ended(process)
    last = lines[-1] if lines else ""
    if fault == HUNG or process.returncode not in statuses:
        return fault
    if process.returncode and not (len(lines) == 2 and lines[0].startswith("baonoi: ")):
        return f"other than two lines of ours: {lines[:1]} ... {last}"
    return f"status 0, and it says {last}" if lines and not process.returncode else ""


def _half(desk: Desk, whole: dict[str, bytes]) -> str:
    """Whether there is anything that a person would take for a recording and is none."""
    made = {name: data for name, data in desk.made().items() if "/." not in name}
    wrong = [name for name, data in made.items() if whole.get(name) != data]
    return f"wrong: {', '.join(wrong)}" if wrong else ""


def _afterwards(desk: Desk, whole: dict[str, bytes]) -> str:
    """On a disk that does not fail the next read makes all of it, and nothing is left behind."""
    if fault := _ended(desk.read(), (0,)):
        return f"afterwards {fault}"
    if desk.made() != whole:
        return "afterwards something else is made"
    left = desk.left()
    return f"left behind: {', '.join(map(str, left))}" if left else ""


if __name__ == "__main__":
    main(__doc__, run, COUNT)
