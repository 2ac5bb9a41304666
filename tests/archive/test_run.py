"""A real cluster of two processes reads, is killed, and goes on."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="distributed is not installed")

import archive_workers as workers

from baonoi.archive import run as archive_run
from baonoi.archive.batch import Batch, read_batch
from baonoi.archive.cluster import REMEMBERED, Cluster, cluster
from baonoi.archive.estimate import forecast, sample
from baonoi.archive.index import merged
from baonoi.archive.job import pinned
from baonoi.archive.manifest import rows
from baonoi.archive.order import Order
from baonoi.archive.places import opened
from baonoi.archive.record import Record
from baonoi.archive.row import Row
from baonoi.archive.run import LARGEST, run
from baonoi.archive.sweep import sweep
from baonoi.errors import OutputError, StoppedError
from baonoi.model import VoiceRequest
from baonoi.publish import MANIFEST

pytestmark = pytest.mark.filterwarnings("ignore")  # dask's own, of ports and of closed sockets


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    """Two processes of this machine."""
    with cluster(2) as found:
        yield found


def order_for(target: str | Path) -> Order:
    return Order(str(target), pinned(VoiceRequest("nam", offline=True)))


def records(target: str | Path) -> list[Record]:
    with merged(opened(str(target))) as found:
        return list(found.records())


def test_every_row_is_read_once_and_told_of(two: Cluster, articles: Path, real_s3: str) -> None:
    target = f"{real_s3}/mot-lan"
    first = run(rows(str(articles)), order_for(target), two)
    assert first.statuses == {"read": 10, "failed": 1}
    assert first.codes == {"source-empty": 1}
    store = opened(target)
    made = {entry.name for entry in store.entries("articles")}
    again = run(rows(str(articles)), order_for(target), two)
    assert again.statuses == {"kept": 10, "failed": 1}
    assert {entry.name for entry in store.entries("articles")} == made
    told = records(target)
    assert len(told) == len({each.key for each in told}) == 11
    for each in told:
        if each.status == "kept":
            manifest = json.loads(store.read(f"{each.home}/{MANIFEST}"))
            assert manifest["archive"]["id"] == each.id
            assert len(store.read(each.audio)) == each.bytes
    assert sweep(store, "99991231T000000-0", age=-5).files == 0


def test_a_row_that_kills_is_found_and_set_aside(
    two: Cluster, articles: Path, tmp_path: Path
) -> None:
    list_ = [Row(str(articles / f"{n:02d}.txt"), str(n)) for n in range(1, 8)]
    list_[3] = Row(workers.POISON, "3")
    order = order_for(tmp_path / "kho")
    tally = run(list_, order, two, work=workers.poisoned)
    assert tally.statuses["read"] + tally.statuses["kept"] == 6  # some died after they had told
    assert tally.statuses["failed"] == 1
    (failed,) = (each for each in records(tmp_path / "kho") if each.status == "failed")
    assert (failed.id, failed.code) == ("3", "worker-killed")


def test_a_window_is_under_way_and_no_more(two: Cluster, tmp_path: Path) -> None:
    taken = 0
    most = 0

    def coming() -> Iterator[Row]:
        nonlocal taken
        for number in range(3000):
            taken += 1
            yield Row(str(number))

    def tell(tally: object) -> None:
        nonlocal most
        most = max(most, taken - tally.rows)  # type: ignore[attr-defined]

    tally = run(coming(), order_for(tmp_path), two, work=workers.nothing, tell=tell)
    assert tally.statuses == {"read": 3000}
    assert most <= 3 * 2 * LARGEST + LARGEST


def test_nothing_is_held_of_rows_that_are_done(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither here nor in the scheduler, which is in this process."""
    from dask.utils import key_split

    monkeypatch.setattr(archive_run, "FORGOTTEN", 100)
    run((Row(f"xong-{n}") for n in range(3000)), order_for(tmp_path), two, work=workers.nothing)
    gc.collect()
    rows_left = [each for each in gc.get_objects() if type(each) is Row]
    assert sum(row.source.startswith("xong-") for row in rows_left) <= 2 * 2 * REMEMBERED * LARGEST
    assert key_split.cache_info().currsize < 200


def test_what_cannot_be_told_of_ends_the_run(two: Cluster, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="room"):
        run([Row("a")], order_for(tmp_path), two, work=workers.unwritable)


def test_what_hinders_all_ends_the_run(two: Cluster, tmp_path: Path) -> None:
    many = (Row(str(number)) for number in range(100_000))
    with pytest.raises(StoppedError) as stopped:
        run(many, order_for(tmp_path), two, work=workers.hindered)
    assert stopped.value.code == "archive-hindered"
    assert int(next(many).source) < 5000


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A scheduler and a worker as processes of their own."""
    told = folder / "scheduler.json"
    python = [sys.executable, "-W", "ignore", "-m"]
    with subprocess.Popen(
        [
            *python,
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(told),
        ],
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
    ) as found:
        try:
            while not told.exists() or not told.read_text():
                assert found.poll() is None
                time.sleep(0.05)
            address = json.loads(told.read_text())["address"]
            with subprocess.Popen(
                [
                    *python,
                    "distributed.cli.dask_worker",
                    address,
                    "--nthreads",
                    "1",
                    "--no-dashboard",
                    "--no-nanny",
                    "--local-directory",
                    str(folder),
                    "--death-timeout",
                    "5",
                ],
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).parent.parent,
            ) as worker:
                try:
                    yield found, address
                finally:
                    worker.kill()
        finally:
            found.kill()


def test_a_scheduler_that_dies_ends_the_run(tmp_path: Path) -> None:
    with scheduler(tmp_path) as (process, address), cluster(address=address) as found:

        def kill(_: object) -> None:
            process.kill()

        many = (Row(str(number)) for number in range(100_000))
        with pytest.raises(StoppedError) as stopped:
            run(many, order_for(tmp_path), found, work=workers.slow, tell=kill)
    assert stopped.value.code == "scheduler-gone"


def test_workers_in_another_folder_write_to_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "1.txt").write_text("Tin\n\nSáng 1/3, cầu đã thông xe.\n", encoding="utf-8")
    with scheduler(tmp_path) as (_, address):
        command = [sys.executable, "-m", "baonoi", "archive", "--scheduler", address, "-q"]
        subprocess.run([*command, "bai", "kho"], cwd=tmp_path, check=True, capture_output=True)
    assert len(list((tmp_path / "kho").rglob("*.mp3"))) == 1
    assert list((tmp_path / "kho").glob("index.*"))


def test_no_scheduler_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baonoi.archive.cluster.ANSWERS", 1)
    with pytest.raises(StoppedError) as stopped, cluster(address="tcp://127.0.0.1:9"):
        pass
    assert stopped.value.code == "scheduler-silent"


def test_a_worker_that_nobody_reaches_is_an_error(
    two: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container with a network of its own, from which it found the scheduler."""

    def unreached(*_: object, **__: object) -> None:
        raise OSError("Timed out trying to connect to tcp://10.0.2.100:41637")

    monkeypatch.setattr("distributed.Client.run", unreached)
    with pytest.raises(StoppedError, match="41637") as stopped, cluster(address=two.address):
        pass
    assert stopped.value.code == "worker-unreachable"


def test_a_sample_is_of_all_and_the_same_each_time() -> None:
    some = [Row(str(number)) for number in range(1000)]
    chosen, count = sample(iter(some), 100)
    assert (len(set(chosen)), count) == (100, 1000)
    assert chosen == sample(iter(some), 100)[0]
    assert sum(int(row.source) >= 500 for row in chosen) in range(30, 71)
    assert sample(iter(some[:7]), 100) == (some[:7], 7)


def test_a_forecast_is_the_sample_times_so_many(tmp_path: Path, articles: Path) -> None:
    tally = read_batch(
        order_for(tmp_path / "kho"),
        Batch("0", tuple(Row(str(articles / f"{n:02d}.txt")) for n in range(11))),
    )
    told = forecast(tally, 1100, workers=2)
    assert (told.rows, told.sampled, told.failed) == (1100, 11, 1)
    assert told.bytes == tally.bytes * 110
    assert told.hours == pytest.approx(told.core_hours / 2)
    assert told.store_requests == (tally.files + 20) * 110
    assert told.voice_requests == 0
