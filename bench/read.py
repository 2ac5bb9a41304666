"""How fast the seed becomes an MP3, beside the shortest shell pipeline and beside the floor.

    python bench/read.py [--runs N] [--growth 1,10,100] [--chart FILE.svg]

Every figure of one table comes from the same run, the commands taking turns; the ratios are what
travels from machine to machine.

- baonoi: a cold process, an empty cache, the embedded voice, all outputs written.
- shell: ``espeak-ng -v vi --stdout | lame``, where both are installed. It reads the whole page,
  junk and all, spells nothing out and writes no times.
- floor: synthesis and encoding of the same sound alone, on all cores, the clock started when they
  are ready to begin; and the same with each sentence mastered and metered once, as any voice is.
- short articles: as many of one paragraph as asked for, read by one process, beside their floor.
- first byte: of ``baonoi read -o -``, cold, for the seed and 64 times it, beside an interpreter
  that imports numpy, lameenc and click; and warm, in a process that has read before.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))
VOICE = "espeak-nam-bac"
LONG_LINE = 200
"""Characters from which a line of the seed is a paragraph."""
MEGABYTE = 1 << 20


def memory_of_tree(pid: int) -> int:
    """Bytes resident in a process and all below it; 0 where the system does not tell."""
    total = 0
    try:
        fields = Path(f"/proc/{pid}/smaps_rollup").read_text().split()
        total = int(fields[fields.index("Pss:") + 1]) * 1024
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                total += memory_of_tree(int(child))
    except (OSError, ValueError):
        pass
    return total


def run(command: list[str] | str, environment: dict[str, str], *, watch: bool) -> tuple[float, int]:
    """Wall seconds of a command, and the peak memory of its processes where it is watched."""
    start = time.perf_counter()
    shell = isinstance(command, str)
    process = subprocess.Popen(
        command, shell=shell, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    if watch:
        done = threading.Event()

        def sample() -> None:
            nonlocal peak
            before = 0
            while not done.wait(0.02):
                # Between fork and exec a child seems to hold all that its parent does: only what
                # two samples in a row agree on counts.
                now = memory_of_tree(process.pid)
                peak = max(peak, min(before, now))
                before = now

        sampler = threading.Thread(target=sample)
        sampler.start()
    status = process.wait()
    wall = time.perf_counter() - start
    if watch:
        done.set()
        sampler.join()
    if status:
        sys.exit(f"{command} failed with exit status {status}")
    return wall, peak


def read(source: Path, *, watch: bool = False) -> tuple[float, int, float]:
    """``baonoi read`` from a cold process with an empty cache; also the minutes it made."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "baonoi", "read", "-q", "--voice", VOICE]
        wall, peak = run([*command, "-d", f"{folder}/out", str(source)], cold(folder), watch=watch)
        (manifest,) = Path(folder).glob("out/*/recording.json")
        return wall, peak, json.loads(manifest.read_text(encoding="utf-8"))["duration"] / 60


def shell_pipeline(source: Path) -> float:
    """The shortest pipeline that gives an MP3 at all."""
    with tempfile.TemporaryDirectory() as folder:
        command = f"espeak-ng -v vi --stdout -f '{source}' | lame --quiet - '{folder}/out.mp3'"
        return run(command, dict(os.environ), watch=False)[0]


Said = tuple[list[str], tuple[float, ...]]
"""A passage's sentences and the pauses after them, in seconds."""
FLOOR = """
import json, sys, time
import espeakng_loader, lameenc
from baonoi.audio.level import level
from baonoi.audio.loudness import Meter
from baonoi.audio.mastering import Mastering
from baonoi.audio.tone import tone
from baonoi.voices.espeak import SETTINGS, VOICES
from baonoi.voices.espeak.worker import say_passage
passages = json.load(sys.stdin)
where = str(espeakng_loader.get_library_path()), str(espeakng_loader.get_data_path())
say_passage(*where, SETTINGS["espeak-nam-bac"], ["một"])
encoder = lameenc.Encoder()
encoder.silence()
encoder.set_bit_rate(64)
encoder.set_in_sample_rate(22050)
encoder.set_channels(1)
encoder.set_quality(7)
voice, rate = VOICES[0], 22050
mastering, meter, filter = Mastering(voice.gain, voice.tone), Meter(rate), tone(voice.tone)
start = time.perf_counter()
for sentences, pauses in passages:
    said = say_passage(*where, SETTINGS["espeak-nam-bac"], sentences)
    for pcm, pause in zip(said.audio, pauses):
        silence = round(rate * pause)
        if sys.argv[1] == "mastered":
            pcm = level(filter.applied(pcm, rate, 0), rate, mastering)
            meter.feed(pcm + bytes(2 * silence))
        encoder.encode(pcm + bytes(2 * silence))
encoder.flush()
print(time.perf_counter() - start)
"""


def weight(said: Said) -> int:
    """Characters to say."""
    return sum(map(len, said[0]))


def floor(passages: list[Said], *, mastered: bool = False) -> float:
    """Seconds that speaking and encoding, mastering too or not, take on all cores evenly."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    shares: list[list[Said]] = [[] for _ in range(cores)]
    for said in sorted(passages, key=weight, reverse=True):
        min(shares, key=lambda share: sum(map(weight, share))).append(said)
    command = [sys.executable, "-c", FLOOR, "mastered" if mastered else "bare"]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in shares
    ]
    for worker, share in zip(workers, shares, strict=True):
        assert worker.stdin is not None
        worker.stdin.write(json.dumps(share))
        worker.stdin.close()
    times = []
    for worker in workers:
        assert worker.stdout is not None
        times.append(float(worker.stdout.read()))
        worker.wait()
    return max(times)


STAGES = """
import sys, time, tempfile
start = time.perf_counter()
from pathlib import Path
from baonoi import publish
from baonoi.reading import perform
from baonoi.reading.options import ReadingOptions
from baonoi.reading.plan import Plan
from baonoi.reading.record import record
from baonoi.reading.source import understand
from baonoi.reading.target import mp3_sections
from baonoi.store.local import LocalStore
from baonoi.voices import Host, choose
def told(name):
    global start
    print(f"{name}\\t{time.perf_counter() - start}")
    start = time.perf_counter()
choice, options, host = choose("espeak-nam-bac"), ReadingOptions(), Host()
host.preload(choice.spec)
told("imports and voice")
article = understand(sys.argv[1])
told("understand")
plan = Plan(article, choice.voice, options)
list(plan.passages())
told("spell out, lay out")
perform.Plan = lambda *_: plan
performance = perform.Performance(article, choice, options, perform.Resources(host))
with tempfile.TemporaryDirectory() as folder:
    store = LocalStore(folder)
    with publish.place(store, article) as where:
        recording = record(performance, where.work, mp3_sections(options))
        told("say, join, encode")
        publish.publish(publish.bundle_of(recording, where.slug), store)
        told("publish")
host.close()
"""


def stages(source: Path) -> list[tuple[str, float]]:
    """Where the time of one cold read goes, in seconds a stage."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        out = subprocess.run(
            [sys.executable, "-c", STAGES, str(source)],
            env=cold(folder),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        whole = time.perf_counter() - started
    rows = [(name, float(took)) for name, took in (line.split("\t") for line in out.splitlines())]
    return [("Python's start and end", whole - sum(took for _, took in rows)), *rows]


def chart(points: list[tuple[int, float, float]], path: Path) -> None:
    """Draw wall time and memory over minutes of audio, both axes logarithmic, as an SVG."""
    width, height, left, bottom = 640, 360, 60, 40
    minutes = [minute for minute, _, _ in points]

    def place(value: float, low: float, high: float, room: float) -> float:
        return room * math.log(value / low) / math.log(high / low)

    def number(value: float) -> str:
        return f"{value:.0f}" if value >= 20 else f"{value:.1f}"

    def line(values: list[float], low: float, high: float, colour: str) -> str:
        spots = [
            (
                left + place(minute, minutes[0] / 1.5, minutes[-1] * 1.5, width - left - 20),
                height - bottom - place(value, low, high, height - bottom - 30),
            )
            for minute, value in zip(minutes, values, strict=True)
        ]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        dots = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in spots
        )
        labels = "".join(
            f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{number(value)}</text>'
            for (x, y), value in zip(spots, values, strict=True)
        )
        return f'<polyline points="{drawn}" fill="none" stroke="{colour}"/>{dots}{labels}'

    ticks = "".join(
        f'<text x="{left + place(m, minutes[0] / 1.5, minutes[-1] * 1.5, width - left - 20):.1f}"'
        f' y="{height - 15}" text-anchor="middle">{number(m)} min</text>'
        for m in minutes
    )
    seconds = line([wall for _, wall, _ in points], 0.3, 3000, "#b3261e")
    memory = line([megabytes for _, _, megabytes in points], 0.3, 3000, "#1e5fb3")
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12" fill="#333">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path d="M{left} 20V{height - bottom}H{width - 20}" fill="none" stroke="#999"/>'
        f"{ticks}{seconds}{memory}"
        '<text x="70" y="30" fill="#b3261e">wall time, s</text>'
        '<text x="170" y="30" fill="#1e5fb3">peak memory, MB</text></svg>\n',
        encoding="utf-8",
    )


def script_of(source: Path) -> list[Said]:
    """What the voice is given, passage by passage, and the pauses after its sentences."""
    from baonoi.reading.plan import script_of
    from baonoi.reading.source import understand
    from baonoi.voices import choose

    script = script_of(understand(str(source)), choose(VOICE).voice)
    return [
        ([text.spoken for text in passage.sentences], passage.pauses)
        for passage in script.passages()
    ]


def lengthened(times: float, folder: Path) -> Path:
    """The seed with its body repeated, each time numbered so that no paragraph occurs twice; or,
    below one, with so much of its body."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("Báo cáo công tác"))
    last = next(number for number, line in enumerate(lines) if line.strip() == "Hà Anh")
    body = lines[first:last]
    if times > 1:
        body = [
            f"Lần {number}. {line}" if len(line) > 100 else line
            for number in range(1, round(times) + 1)
            for line in body
        ]
    path = folder / f"x{times:g}.txt"
    text = lines[:first] + body[: math.ceil(len(body) * min(times, 1))] + lines[last:]
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def short_articles(count: int, folder: Path) -> list[Path]:
    """Articles of one paragraph each, no two of them the same."""
    paragraphs = [
        line for line in SEED.read_text(encoding="utf-8").split("\n") if len(line) > LONG_LINE
    ]
    paths = []
    for number in range(1, count + 1):
        path = folder / f"{number:03d}.txt"
        text = paragraphs[number % len(paragraphs)]
        title = f"Tin ngắn số {number}: thêm một xã có cầu mới qua sông"
        path.write_text(f"{title}\n\nLần {number}: {text}\n", encoding="utf-8")
        paths.append(path)
    return paths


def read_all(sources: list[Path]) -> float:
    """``baonoi read`` of all of them in one process, from an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "baonoi", "read", "-q", "--voice", VOICE]
        command += ["-d", f"{folder}/out", *map(str, sources)]
        return run(command, cold(folder), watch=False)[0]


def cold(folder: str) -> dict[str, str]:
    """An environment with an empty cache; what is installed is compiled."""
    environment = {**os.environ, "BAONOI_CACHE": f"{folder}/cache", "BAONOI_OFFLINE": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def first_byte(command: list[str]) -> float:
    """Seconds from the start of a command to the first byte of its output."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=cold(folder), stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.read(1)
        took = time.perf_counter() - start
        process.stdout.close()
        process.kill()
        process.wait()
        return took


WARM = """
import statistics, sys, time
import baonoi
voice = baonoi.VoiceRequest("espeak-nam-bac")
for _ in baonoi.stream(sys.argv[1], voice=voice):
    pass
times = []
for source in sys.argv[2:]:
    start = time.perf_counter()
    parts = baonoi.stream(source, voice=voice)
    next(parts), next(parts)  # the tag, the first frames
    times.append(time.perf_counter() - start)
    parts.close()
print(statistics.median(times))
"""


def warm(sources: list[Path]) -> float:
    """Median seconds to the first MP3 frames of a new article where others were read before."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", WARM, str(SEED), *map(str, sources)]
        done = subprocess.run(command, env=cold(folder), capture_output=True, text=True, check=True)
        return float(done.stdout)


def tell_floors(wall: float, bare: float, mastered: float) -> None:
    """A reading beside what cannot be spared."""
    print(f"  baonoi read        {wall:6.2f}")
    print(f"  floor              {bare:6.2f}   baonoi / floor {wall / bare:5.2f}")
    print(f"  floor, mastered    {mastered:6.2f}   baonoi / floor {wall / mastered:5.2f}")


def tell_short(count: int, runs: int) -> None:
    """Many short articles in one process, beside their synthesis and encoding alone."""
    with tempfile.TemporaryDirectory() as folder:
        sources = short_articles(count, Path(folder))
        passages = [said for source in sources for said in script_of(source)]
        ours, least, heard = [], [], []
        for _ in range(runs):
            ours.append(read_all(sources))
            least.append(floor(passages))
            heard.append(floor(passages, mastered=True))
        print(f"{count} articles of one paragraph in one process, best of {runs} runs, seconds")
        tell_floors(min(ours), min(least), min(heard))


def tell_first_byte(runs: int) -> None:
    """How long a listener waits."""
    read = [sys.executable, "-m", "baonoi", "read", "-q", "--voice", VOICE, "-o", "-"]
    bare = "import click, lameenc, numpy, os; os.write(1, b'1')"
    with tempfile.TemporaryDirectory() as folder:
        long = lengthened(64, Path(folder))
        seeds, longs, bares = [], [], []
        for _ in range(runs):
            seeds.append(first_byte([*read, str(SEED)]))
            longs.append(first_byte([*read, str(long)]))
            bares.append(first_byte([sys.executable, "-c", bare]))
        seed, least = min(seeds), min(bares)
        new = warm(short_articles(20, Path(folder)))
    print(f"first byte of read -o -, best of {runs} runs, milliseconds")
    print(f"  interpreter with its imports {1000 * least:6.0f}")
    print(f"  the seed                     {1000 * seed:6.0f}   / interpreter {seed / least:5.2f}")
    print(
        f"  64 times the seed            {1000 * min(longs):6.0f}   / seed {min(longs) / seed:5.2f}"
    )
    print(f"  a new article, warm          {1000 * new:6.0f}")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=5, help="how often; the median is told")
    options.add_argument("--growth", default="1,10", help="lengths, in seeds")
    options.add_argument("--short", type=int, default=200, help="short articles; 0 for none")
    options.add_argument("--chart", type=Path, help="draw the growth into this SVG")
    chosen = options.parse_args()
    piped = bool(shutil.which("espeak-ng") and shutil.which("lame"))
    passages = script_of(SEED)
    ours, shell, least, heard = [], [], [], []
    read(SEED)
    for _ in range(chosen.runs):
        ours.append(read(SEED)[0])
        least.append(floor(passages))
        heard.append(floor(passages, mastered=True))
        if piped:
            shell.append(shell_pipeline(SEED))
    _, peak, _ = read(SEED, watch=True)
    wall = statistics.median(ours)
    print(f"seed, median of {chosen.runs} runs, seconds of wall time")
    tell_floors(wall, statistics.median(least), statistics.median(heard))
    if piped:
        pipeline = statistics.median(shell)
        print(f"  espeak-ng | lame   {pipeline:6.2f}   baonoi / shell {wall / pipeline:5.2f}")
    else:
        print("  espeak-ng | lame   not installed")
    print(f"  peak memory of all processes {peak / MEGABYTE:.0f} MB")
    print("where the time of one read goes, seconds")
    for name, took in stages(SEED):
        print(f"  {name:<24} {took:6.3f}")
    if chosen.short:
        tell_short(chosen.short, min(chosen.runs, 3))
    tell_first_byte(chosen.runs)
    print("growth")
    points: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        base = None
        for times in map(float, chosen.growth.split(",")):
            source = lengthened(times, Path(folder))
            wall, _, minutes = read(source)
            _, peak, _ = read(source, watch=True)
            points.append((minutes, wall, peak / MEGABYTE))
            letters = len(source.read_text(encoding="utf-8"))
            base = base or wall / letters
            print(
                f"  {minutes:6.1f} min {wall:8.2f} s {peak / MEGABYTE:6.0f} MB"
                f"   a character costs {wall / letters / base:.2f} of what it does in the first"
            )
    if chosen.chart:
        chart(points, chosen.chart)


if __name__ == "__main__":
    main()
