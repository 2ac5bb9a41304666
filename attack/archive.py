"""An archive whose workers, driver and scheduler are killed, in a bucket that fails for a while.

    python -m attack.archive [--articles N] [--kills N] [--seed N]

A real S3 server on loopback (SeaweedFS), and before it a proxy that at times answers 500 and 503,
or late. `baonoi archive` reads a list into it; meanwhile its workers and itself are killed (-9) at
random, and once the scheduler of a cluster of its own. It is begun again each time until all is
there. Then every article must be there once, whole, as `baonoi read` makes it, the index without a
gap or a double, and a sweep must leave nothing that no manifest names.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from io import BytesIO
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it comes with distributed, without types

ROOT = Path(__file__).resolve().parent.parent
BUCKET = "bao"
PAUSE = (1.0, 10.0)
"""Seconds between two kills, once there are workers."""
DRIVERS = 0.2
"""Share of the kills that meet the driver."""
TROUBLE = 0.2
"""Share of requests that fail while the bucket is in trouble."""
COMPARED = 20
"""Articles that are read once more, and compared byte for byte."""


class Proxy(ThreadingHTTPServer):
    """Hands requests on to a server; while in trouble, not all of them."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Hand)
        self.behind = port
        self.trouble = 0.0
        """Share of the requests that fail."""
        self.unconditional = False
        """Whether a condition is kept from the server."""
        self.lost = 0.0
        """Share of the answers that fail, although the server has done what was asked for."""
        self.refused = 0
        self.chance = random.Random(7)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients are killed in the middle of what they say."""


class _Hand(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def do_GET(self) -> None:
        """Answer any method: hand it on, or fail."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.server.chance.random() < self.server.trouble:
            self.server.refused += 1
            if self.server.trouble < 1 and self.server.chance.random() < 1 / 3:
                time.sleep(1.0)
            else:
                self._answer(self.server.chance.choice((500, 503)), {}, b"")
                return
        kept = "if-none-match" if self.server.unconditional else ""
        headers = {
            name.lower(): value for name, value in self.headers.items() if name.lower() != kept
        }
        headers.setdefault("content-type", "application/octet-stream")  # or urllib names a form
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.behind}{self.path}",
            data=body or (b"" if self.command == "PUT" else None),
            headers=headers,
            method=self.command,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                if self.server.chance.random() < self.server.lost:
                    self.server.refused += 1
                    self._answer(500, {}, b"")
                    return
                self._answer(answer.status, dict(answer.headers.items()), answer.read())
        except urllib.error.HTTPError as error:
            self._answer(error.code, dict(error.headers.items()), error.read())
        except OSError:
            self.close_connection = True

    do_PUT = do_HEAD = do_DELETE = do_POST = do_GET  # noqa: N815  # as http.server has it

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        with suppress(OSError):
            self.send_response_only(status)
            length = {name.lower(): value for name, value in headers.items()}.get("content-length")
            for name, value in headers.items():
                if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                    self.send_header(name, value)
            head = self.command == "HEAD"
            self.send_header("content-length", length if head and length else str(len(body)))
            self.end_headers()
            if not head and status not in (204, 304):
                self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def bucket(folder: Path) -> Iterator[Proxy]:
    """The server and the proxy before it; the variables that lead there are set."""
    sys.path.insert(0, str(ROOT / "tests"))
    s3 = import_module("s3")
    with s3.seaweed(folder) as port, Proxy(port) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        os.environ.update(s3.variables(proxy.server_port))
        try:
            yield proxy
        finally:
            proxy.shutdown()


def write_list(folder: Path, count: int) -> Path:
    """So many short articles, and a list of them."""
    lines = []
    for number in range(count):
        path = folder / f"bai-{number}.txt"
        path.write_text(
            f"Tin số {number}\n\nSáng {number % 28 + 1}/3, đoàn {number} đã khánh thành cầu.\n",
            encoding="utf-8",
        )
        lines.append(json.dumps({"source": str(path), "id": f"{number}"}))
    (folder / "list.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder / "list.jsonl"


def driver(listed: Path, target: str, *more: str) -> subprocess.Popen[bytes]:
    """A run of the command."""
    command = [sys.executable, "-m", "baonoi", "archive", "--voice", "espeak-nam-bac", "-q"]
    return subprocess.Popen(
        [*command, *more, str(listed), target],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that read for a driver."""
    with suppress(psutil.NoSuchProcess):
        return [
            each
            for each in psutil.Process(process.pid).children()
            if any("spawn_main" in part for part in each.cmdline())
        ]
    return []


def kill_one(process: subprocess.Popen[bytes], chance: random.Random) -> str:
    """Kill a worker, or its driver; which."""
    if chance.random() < DRIVERS:
        process.kill()
        return "driver"
    if found := workers_of(process):
        with suppress(psutil.NoSuchProcess):
            chance.choice(found).send_signal(signal.SIGKILL)
            return "worker"
    return ""


def under_kills(
    listed: Path, target: str, kills: int, proxy: Proxy, chance: random.Random
) -> dict[str, int]:
    """Begin it again and again until all kills are spent, and then to its end."""
    done = {"worker": 0, "driver": 0, "begun": 0}
    while True:
        done["begun"] += 1
        process = driver(listed, target, "--workers", "2")
        while process.poll() is None:
            killed = done["worker"] + done["driver"]
            if killed >= kills:
                proxy.trouble = 0.0
                process.communicate()
                break
            proxy.trouble = TROUBLE if kills / 4 < killed < kills / 2 else 0.0
            if len(workers_of(process)) < 2:
                time.sleep(0.2)
                continue
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(*PAUSE))
                continue
            if which := kill_one(process, chance):
                done[which] += 1
        if process.returncode == 0 and done["worker"] + done["driver"] >= kills:
            return done


def scheduler_killed(listed: Path, target: str, folder: Path) -> int:
    """A cluster of its own whose scheduler is killed in the middle; the driver's exit status."""
    told = folder / "scheduler.json"
    python = [sys.executable, "-W", "ignore", "-m"]
    command = [*python, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    scheduler = subprocess.Popen(
        [*command, "--no-dashboard", "--scheduler-file", str(told)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    while not told.exists() or not told.read_text(encoding="utf-8"):
        time.sleep(0.1)
    address = json.loads(told.read_text(encoding="utf-8"))["address"]
    options = ["--nthreads", "1", "--no-dashboard", "--death-timeout", "5"]
    worker = subprocess.Popen(
        [*python, "distributed.cli.dask_worker", address, *options],
        cwd=folder,
        stderr=subprocess.DEVNULL,
    )
    process = driver(listed, target, "--scheduler", address)
    try:
        time.sleep(12)
        scheduler.kill()
        process.communicate(timeout=120)
        return process.returncode
    finally:
        for each in (scheduler, worker, process):
            each.kill()
            each.wait()


def check(target: str, count: int, folder: Path) -> list[str]:
    """What is not as it should be."""
    import baonoi
    from baonoi.archive.index import merged
    from baonoi.archive.places import ARTICLES, opened
    from baonoi.archive.sweep import sweep
    from baonoi.model import VoiceRequest
    from baonoi.publish.audio import write_whole
    from baonoi.publish.library import MANIFEST

    faults = []
    store = opened(target)
    sweep(store, "99991231T235959-sweep", age=-10)
    with merged(store) as found:
        records = list(found.records())
    ids = sorted(int(each.id) for each in records)
    if ids != list(range(count)):
        faults.append(f"the index has {len(ids)} rows, {len(set(ids))} articles")
    if bad := [each for each in records if each.status == "failed"]:
        faults.append(f"{len(bad)} failed: {bad[0].message}")
    named: set[str] = set()
    for each in records:
        manifest = json.loads(store.read(f"{each.home}/{MANIFEST}"))
        named |= {f"{each.home}/{MANIFEST}"}
        if len(store.read(each.audio)) != manifest["archive"]["bytes"]:
            faults.append(f"{each.audio} is not whole")
    there = {entry.name for entry in store.entries(ARTICLES)}
    homes = {each.audio.rpartition("/")[0] for each in records}
    strays = {n for n in there - named if n.rpartition("/")[0] not in homes}
    if strays:
        faults.append(f"{len(strays)} stray objects, such as {min(strays)}")
    for each in random.Random(3).sample(records, min(COMPARED, len(records))):
        recording = baonoi.read(each.source, voice=VoiceRequest("espeak-nam-bac", offline=True))
        alone = BytesIO()
        write_whole(recording, alone)
        if store.read(each.audio) != alone.getvalue():
            faults.append(f"{each.source} is not what `baonoi read` makes")
    return faults


def main() -> int:
    """Attack; the exit status is 1 where something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=500, metavar="N", help="in the list (500)")
    parser.add_argument("--kills", type=int, default=40, metavar="N", help="at random (40)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of what is random (1)")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    os.environ["BAONOI_CACHE"] = str(folder / "cache")
    os.environ["BAONOI_OFFLINE"] = "1"
    began = time.monotonic()
    try:
        with bucket(folder / "weed") as proxy:
            listed = write_list(folder, asked.articles)
            target = f"s3://{BUCKET}/nghe"
            status = scheduler_killed(listed, target, folder)
            print(f"the scheduler was killed: exit status {status}", flush=True)
            done = under_kills(listed, target, asked.kills, proxy, random.Random(asked.seed))
            print(
                f"{asked.articles} articles; killed: {done['worker']} workers, {done['driver']} "
                f"drivers; begun {done['begun']} times; {proxy.refused} requests failed or late",
                flush=True,
            )
            faults = check(target, asked.articles, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        print(f"FAULT: {fault}")
    print(f"{len(faults)} faults in {time.monotonic() - began:.0f} s")
    return 1 if faults or status != 5 else 0


if __name__ == "__main__":
    sys.exit(main())
