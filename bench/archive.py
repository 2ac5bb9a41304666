"""How near `baonoi archive` comes to what cannot be spared, and what it costs beside.

    python bench/archive.py [--articles N] [--short N] [--rows N] [--workers N] [--prices]
                            [--voice NAME]

The floor is synthesis and LAME alone, one article after another in one process; a second one holds
the mastering that every voice has, too, each sentence once. Beside them: the archive's job in one
process without a cluster, a run on one worker, a run on several; and with rows of which nothing is
made, what a row costs and how much memory driver and scheduler take. Ray does the same where it is
installed. CPU seconds are those of all processes; with others on the machine only they, and ratios,
mean anything, and the load is printed. `--prices` reckons a million articles from what was measured
in this run.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from baonoi.archive.batch import Batch, Tally
from baonoi.archive.cluster import cluster
from baonoi.archive.job import Desk, NoTurns, pinned
from baonoi.archive.order import Order
from baonoi.archive.record import Record
from baonoi.archive.row import Row
from baonoi.archive.run import run
from baonoi.audio.loudness import Meter
from baonoi.audio.master import mastered
from baonoi.audio.mastering import LOUDNESS, calibrated
from baonoi.common.parallel import take_share
from baonoi.encode import Mp3Sections
from baonoi.model import VoiceRequest
from baonoi.reading.perform import utterances
from baonoi.reading.plan import Plan
from baonoi.reading.source import understand
from baonoi.voices import Host, choose

ROOT = Path(__file__).resolve().parent.parent
EUROS_A_CORE_HOUR = 0.02
"""Of a rented core, about what large providers ask for one that may be taken away."""
EUROS_A_GIGABYTE_MONTH = 0.02
EUROS_A_MILLION_PUTS = 5.0
MILLION = 1_000_000
MARKS = (1_000, 20_000, 100_000)
"""Rows after which memory is looked at."""


@dataclass
class Cost:
    """What some articles took."""

    articles: int
    cpu: float
    """Seconds, of all processes."""
    wall: float
    sound: float
    """Seconds."""
    bytes: int = 0
    files: int = 0

    @property
    def hours(self) -> float:
        """Of sound a core-hour."""
        return self.sound / self.cpu

    def told(self, name: str, *floors: Cost) -> str:
        shares = " and ".join(f"{self.hours / floor.hours:4.2f}" for floor in floors)
        share = f"  {shares} of the floors" if floors else ""
        each = self.cpu / self.articles
        return (
            f"{name:<28} {self.hours:6.0f} hours a core-hour  {each:6.3f} s CPU, "
            f"{self.wall / self.articles:6.3f} s each{share}"
        )


def used() -> float:
    """CPU seconds of this process and all below it."""
    me = psutil.Process()
    total = 0.0
    for process in (me, *me.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system  # and of those below it that have ended:
        total += times.children_user + times.children_system
    return total


@contextmanager
def measured() -> Iterator[Callable[[], tuple[float, float]]]:
    cpu, wall = used(), time.perf_counter()
    yield lambda: (used() - cpu, time.perf_counter() - wall)


def long_texts(folder: Path, count: int) -> list[Row]:
    """The seed with other years in it, so that no two are alike."""
    seed = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    return [
        _kept(folder / f"dai-{n}.txt", seed.replace("2023", str(1900 + n))) for n in range(count)
    ]


def short_texts(folder: Path, count: int) -> list[Row]:
    """Three paragraphs."""
    body = (
        "Sáng {day}/3, đoàn số {n} đã khánh thành {n} km đường với tổng vốn {n},{day} tỷ đồng; "
        "người dân hai bên đường rất phấn khởi. Mưa kéo dài hai mươi phút, nhiều vườn cây bị rụng "
        "quả, có nơi phải đi lại bằng thuyền."
    )
    return [
        _kept(
            folder / f"ngan-{n}.txt",
            "\n\n".join(
                [f"Tin số {n}: mưa ở nhiều nơi", *(body.format(n=n, day=d) for d in range(1, 5))]
            ),
        )
        for n in range(count)
    ]


def _kept(path: Path, text: str) -> Row:
    path.write_text(text, encoding="utf-8")
    return Row(str(path), path.stem)


def floor(rows: list[Row], voice: VoiceRequest, *, mastering: bool = False) -> Cost:
    """Synthesis and LAME, with each sentence mastered and metered or not, and nothing else."""
    choice = choose(voice)
    codec = Mp3Sections()
    usual = calibrated(choice.voice, LOUDNESS)
    sound = 0.0
    with Host() as host:
        session = host.session(choice.spec)
        scripts = [list(Plan(understand(row.source), choice.voice).passages()) for row in rows]
        first = next(session.synthesize([scripts[0][0].passage.punctuated()], choice.voice))
        rate = first.sample_rate
        with measured() as cost:
            for script in scripts:
                encoder, meter = codec.encoder(rate), Meter(rate)
                passages = (each.passage.punctuated() for each in script)
                clips = session.synthesize(passages, choice.voice)
                for laid_out, clip in zip(script, clips, strict=True):
                    sound += len(clip.pcm) / 2 / clip.sample_rate
                    if not mastering:
                        encoder.encode(bytes(clip.pcm))
                        continue
                    for utterance in utterances(laid_out, clip):
                        pcm = mastered(utterance, usual, utterance.silence)
                        meter.feed(pcm)
                        encoder.encode(pcm)
                encoder.finish()
            cpu, wall = cost()
    return Cost(len(rows), cpu, wall, sound)


def job(rows: list[Row], voice: VoiceRequest, target: Path) -> Cost:
    """The archive's own work, in this process."""
    with Host() as host:
        desk = Desk(Order(str(target), pinned(voice)), host, NoTurns())
        desk.read(rows[0])
        with measured() as cost:
            gc.disable()
            tally = Tally.of(desk.read(row) for row in rows[1:])
            gc.enable()
            cpu, wall = cost()
    return Cost(tally.rows, cpu, wall, tally.duration, tally.bytes, tally.files)


@contextmanager
def on_cores(count: int) -> Iterator[None]:
    """Let this process and what it starts have so many cores, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(all_of_them)[:count]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def on_cluster(rows: list[Row], voice: VoiceRequest, target: Path, workers: int) -> Cost:
    """A run; the workers have read something before."""
    order = Order(str(target), pinned(voice))
    with cluster(workers) as found:
        warm = [replace(row, id=f"warm-{n}") for n, row in enumerate(rows[: 4 * workers])]
        run(warm, order, found)
        with measured() as cost:
            tally = run(rows, order, found)
            cpu, wall = cost()
    return Cost(tally.rows, cpu, wall, tally.duration, tally.bytes, tally.files)


def nothing(_: Order, batch: Batch) -> Tally:
    return Tally.of(Record(row.key, "read") for row in batch.rows)


def rows_of_nothing(count: int, workers: int, target: Path) -> str:
    """What a row costs beside its work; what memory a list takes is told while it is read."""
    order = Order(str(target), pinned(VoiceRequest("nam", offline=True)))
    me = psutil.Process()
    marks = [*(mark for mark in MARKS if mark < count), count]

    def tell(tally: Tally) -> None:
        if marks and tally.rows >= marks[0]:
            memory = me.memory_info().rss >> 20
            print(f"driver and scheduler: {memory} MB after {marks.pop(0)} rows", flush=True)

    with cluster(workers) as found, measured() as cost:
        run((Row(f"bai-{n}") for n in range(count)), order, found, nothing, tell)
        cpu, wall = cost()
    return f"a row of nothing: {1000 * cpu / count:.2f} ms CPU, {1000 * wall / count:.2f} ms"


def on_ray(rows: list[Row], voice: VoiceRequest, target: Path, workers: int) -> Cost | None:
    """The same job as Ray's actors do it; None where it is not installed."""
    try:
        import ray
    except ImportError:
        return None
    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False)
    order = Order(str(target), pinned(voice))

    @ray.remote(num_cpus=1)
    class Worker:
        def read(self, row: Row) -> Any:
            from baonoi.archive.batch import desk_of

            desk = desk_of(order)
            return replace(desk, turns=NoTurns()).read(row)

    pool = ray.util.ActorPool([Worker.remote() for _ in range(workers)])
    warm = [replace(row, id=f"warm-{n}") for n, row in enumerate(rows[: 4 * workers])]
    list(pool.map(lambda actor, row: actor.read.remote(row), warm))
    with measured() as cost:
        tally = Tally.of(pool.map_unordered(lambda actor, row: actor.read.remote(row), rows))
        cpu, wall = cost()
    ray.shutdown()
    return Cost(tally.rows, cpu, wall, tally.duration, tally.bytes, tally.files)


def prices(cost: Cost, name: str) -> str:
    """A million such articles."""
    hours = cost.cpu / cost.articles * MILLION / 3600
    gigabytes = cost.bytes / cost.articles * MILLION / 1e9
    puts = cost.files / cost.articles * MILLION
    euros = (hours * EUROS_A_CORE_HOUR + puts / MILLION * EUROS_A_MILLION_PUTS) / 1000
    return (
        f"a million of {name}: {hours:.0f} core-hours ({hours / 64:.1f} hours on 64 cores), "
        f"{cost.sound / cost.articles * MILLION / 3600:.0f} hours of sound, {gigabytes:.0f} GB "
        f"({gigabytes * EUROS_A_GIGABYTE_MONTH:.0f} euros a month), {puts / MILLION:.0f} million "
        f"puts; {euros:.3f} euros a thousand"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300, help="of real length")
    parser.add_argument("--short", type=int, default=300, help="of half a minute")
    parser.add_argument("--rows", type=int, default=200_000, help="of which nothing is made")
    parser.add_argument("--workers", type=int, default=2, help="of the last run")
    parser.add_argument("--voice", default="nam", help="any that speaks here without a network")
    parser.add_argument("--prices", action="store_true", help="reckon a million")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    os.environ["BAONOI_CACHE"] = str(folder / "cache")
    take_share(1)
    voice = VoiceRequest(given.voice, offline=True)
    try:
        for name, rows in (
            ("real length", long_texts(folder, given.articles)),
            ("short", short_texts(folder, given.short)),
        ):
            if len(rows) < 2:
                continue
            print(f"{name}: {len(rows)} articles, load {os.getloadavg()[0]:.1f}")
            few = rows[: max(2, len(rows) // 5)]
            floors = floor(few, voice), floor(few, voice, mastering=True)
            print(floors[0].told("  floor"))
            print(floors[1].told("  floor, mastered", floors[0]))
            alone = job(few, voice, folder / f"job-{name}")
            print(alone.told("  the job alone", *floors))
            with on_cores(1):  # an engine's own process would take a second one
                one = on_cluster(rows, voice, folder / f"one-{name}", 1)
            print(one.told("  one worker on one core", *floors))
            several = on_cluster(rows, voice, folder / f"several-{name}", given.workers)
            print(several.told(f"  {given.workers} workers", *floors))
            print(f"  {one.wall / several.wall:.2f} times as fast with {given.workers} workers")
            beside = on_ray(rows, voice, folder / f"ray-{name}", given.workers)
            print("  Ray is not installed" if beside is None else beside.told("  Ray", *floors))
            if given.prices:
                print(f"  {prices(several, name)}")
        if given.rows:
            print(rows_of_nothing(given.rows, given.workers, folder / "nothing"))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
