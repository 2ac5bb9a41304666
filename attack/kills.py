"""Runs killed at any moment: the next run of anything sweeps up, and in the end all is the same."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attack.report import HUNG, Report, ended, main
from baonoi.publish import MANIFEST
from baonoi.store import paths

COUNT = 500
WEIGHTS = {"SIGKILL": 3, "SIGHUP": 1, "SIGTERM": 1}
SIGNALS = [name for name in WEIGHTS if hasattr(signal, name)]
SERIES = 4
"""Kills of one article before it is read to its end."""
LATE = 0.3
"""Share of kills that come near the end, where files take their places."""
ARTICLE = """Chợ phiên họp lại sau mùa lũ

Sáng 7/9, chợ phiên bên bến sông đã họp lại. Hơn 300 gian hàng mở cửa từ 5 giờ.

Hàng hóa

Rau, cá và hoa chiếm phần lớn. Giá rau tăng 10% so với tháng trước, giá cá không đổi.

Đường đến chợ

Xe buýt chạy 15 phút một chuyến. Bãi giữ xe mới có chỗ cho 500 chiếc.
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with an article, and all that comes of reading it."""

    folder: Path
    alone: bool
    """Whether the audio alone is written to a file."""

    @property
    def out(self) -> Path:
        """Where recordings go."""
        return self.folder / "out"

    def clear(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "tmp").mkdir(parents=True)
        (self.folder / "bai.txt").write_text(ARTICLE, encoding="utf-8")

    def read(self, **how: Any) -> subprocess.Popen[bytes]:
        """Read the article, in a process of its own."""
        where = ["-o", "bai.wav"] if self.alone else ["-d", "out"]
        return self.start("read", "-q", "--offline", *where, "bai.txt", **how)

    def start(
        self, *arguments: str, env: dict[str, str] | None = None, **how: Any
    ) -> subprocess.Popen[bytes]:
        """Start a command, with more in its environment, and what else ``Popen`` is to be told."""
        settings = {paths.CACHE: str(self.folder / "cache"), "TMPDIR": str(self.folder / "tmp")}
        return subprocess.Popen(
            [sys.executable, "-m", "baonoi", *arguments],
            cwd=self.folder,
            env=os.environ | settings | (env or {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **how,
        )

    def made(self) -> dict[str, bytes]:
        """The files that a person sees."""
        found = [*self.out.rglob("*"), *self.folder.glob("*.wav")]
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in found
            if path.is_file()
        }

    def left(self) -> list[Path]:
        """What nobody should find once nothing runs."""
        hidden = [path for path in self.folder.rglob(".*") if path.parent.name != "tmp"]
        unfinished = [] if any(self.out.rglob(MANIFEST)) else [*self.out.rglob("*")]
        notes = [*(self.folder / "cache" / paths.NOTES).glob("*")]
        return [*hidden, *unfinished, *notes, *(self.folder / "tmp").iterdir()]


def run(seed: int, count: int = COUNT) -> Report:
    """Kill so many runs, half of them with files of an earlier run there."""
    report = Report()
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        desks = [Desk(Path(name, "folder"), alone=False), Desk(Path(name, "file"), alone=True)]
        calm = {desk: _calm(desk) for desk in desks}
        for number in range(count):
            desk = desks[number // SERIES % len(desks)]
            whole, seconds = calm[desk]
            if number % SERIES == 0:
                desk.clear()
                if number // SERIES // len(desks) % 2:
                    _ended(desk.read())
            (kind,) = draw.choices(SIGNALS, [WEIGHTS[each] for each in SIGNALS])
            moment = draw.uniform(*((0.8, 1.05) if draw.random() < LATE else (0.0, 1.0))) * seconds
            fault = _kill(desk, kind, moment, whole)
            if not fault and (number % SERIES == SERIES - 1 or number == count - 1):
                fault = _ended(desk.read()) or _differs(desk, whole)
            report.note(kind, fault and f"number {number}, after {moment:.3f} s: {fault}")
            if fault:
                desk.clear()
    return report


def _calm(desk: Desk) -> tuple[dict[str, bytes], float]:
    """What an undisturbed run makes, and how long it takes."""
    desk.clear()
    begun = time.monotonic()
    fault = _ended(desk.read())
    assert not fault, fault
    return desk.made(), time.monotonic() - begun


def _kill(desk: Desk, kind: str, moment: float, whole: dict[str, bytes]) -> str:
    """Kill a read, and let another command sweep up; what is wrong then."""
    process = desk.read()
    time.sleep(moment)
    process.send_signal(signal.Signals[kind])
    fault, told = ended(process)
    if fault == HUNG:
        return f"{fault} after {kind}"
    if any("Traceback" in line for line in told):
        return f"a traceback: {told[-1]}"
    if fault := _ended(desk.start("cache", "show")):
        return fault
    if left := desk.left():
        return f"left behind: {', '.join(str(path.relative_to(desk.folder)) for path in left)}"
    return _differs(desk, whole) if desk.made() else ""


def _ended(process: subprocess.Popen[bytes]) -> str:
    return ended(process)[0]


def _differs(desk: Desk, whole: dict[str, bytes]) -> str:
    made = desk.made()
    names = [name for name in whole.keys() | made.keys() if whole.get(name) != made.get(name)]
    return f"other than undisturbed: {', '.join(sorted(names))}" if names else ""


if __name__ == "__main__":
    main(__doc__, run, COUNT)
