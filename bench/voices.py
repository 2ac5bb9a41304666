"""The online voices beside the libraries' own command lines, on the same server on loopback.

    python bench/voices.py [--runs N] [--first-byte S] [--speed X]

The server speaks both real protocols (tests/voices/services.py). It begins to answer after
``--first-byte`` seconds and sends speech ``--speed`` times as fast as it is spoken (0: at once), as
the services do; it can serve many at a time. Everything is measured in one run, from cold processes
with an empty cache, the commands taking turns. baonoi also spells the text out, levels and encodes
it and writes page and times; the others get the same text spelled out already, and write an MP3.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))
SERVER = ROOT / "tests" / "voices" / "services.py"
HOOKED = ROOT / "tests" / "voices" / "hooked.py"
VOICES = {"edge": "nam-minh", "google": "google"}
SOURCE = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


class Server:
    """The services in a process of their own, and what they were asked for."""

    def __init__(self, first_byte: float, speed: float) -> None:
        command = [sys.executable, str(SERVER), "--first-byte", str(first_byte)]
        self._process = subprocess.Popen(
            [*command, "--speed", str(speed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.addresses: dict[str, str] = json.loads(self._process.stdout.readline())

    def stop(self) -> dict[str, Any]:
        out, _ = self._process.communicate()
        counts: dict[str, Any] = json.loads(out)
        return counts


def run(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(HOOKED), *command],
        env=SOURCE | environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{command} failed with exit status {done.returncode}")
    return time.perf_counter() - start


def once(tool: str, service: str, text: Path, options: argparse.Namespace) -> tuple[float, int]:
    """Seconds and requests of one cold run."""
    server = Server(options.first_byte, options.speed)
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/out.mp3"
        variable = {"edge": "EDGE_URL", "google": "GOOGLE_URL"}[service]
        environment = {variable: server.addresses[service], "TOOL": tool}
        environment |= {"BAONOI_CACHE": f"{folder}/cache", "BAONOI_OFFLINE": "0"}
        command = {
            "baonoi": ["read", "-q", "-d", folder, str(SEED), "--voice", VOICES[service]],
            "edge-tts": ["-v", "vi-VN-NamMinhNeural", "-f", str(text), "--write-media", out],
            "gtts-cli": ["-l", "vi", "--nocheck", "-f", str(text), "-o", out],
        }[tool]
        seconds = run(command, environment)
    asked = server.stop()[service]["asked"]
    return seconds, sum(asked.values())


def warm_and_changed(options: argparse.Namespace) -> None:
    """A second read, and one after a paragraph was changed, against the first."""
    server = Server(options.first_byte, options.speed)
    with tempfile.TemporaryDirectory() as folder:
        text = SEED.read_text(encoding="utf-8")
        for voice in ("nam-minh", "google", "espeak-nam-bac"):
            source = Path(folder, f"{voice}.txt")
            source.write_text(text, encoding="utf-8")
            variable = {"nam-minh": "EDGE_URL", "google": "GOOGLE_URL"}.get(voice)
            environment = {"BAONOI_CACHE": f"{folder}/cache", "BAONOI_OFFLINE": "0"}
            if variable:
                environment[variable] = server.addresses[variable.split("_")[0].lower()]
            command = ["read", "-q", "-d", folder, "--voice", voice, str(source)]
            first = run(command, environment)
            again = run(command, environment)
            source.write_text(text.replace("Báo cáo công tác", "Bản báo cáo công tác", 1), "utf-8")
            changed = run(command, environment)
            print(
                f"  {voice:<15} first {first:6.2f} s   again {again:5.2f} s"
                f"   one paragraph changed {changed:5.2f} s   first / again {first / again:4.1f}"
            )
    server.stop()


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=3, help="how often each")
    options.add_argument("--first-byte", type=float, default=0.15, metavar="S", help="seconds")
    options.add_argument("--speed", type=float, default=40.0, metavar="X", help="times as spoken")
    chosen = options.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    from baonoi.reading.plan import script_of
    from baonoi.reading.source import understand
    from baonoi.voices.google import VOICES as GOOGLE

    script = script_of(understand(str(SEED)), GOOGLE[0])
    spoken = "\n".join(
        " ".join(text.spoken for text in passage.sentences) for passage in script.passages()
    )
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "spoken.txt")
        text.write_text(spoken, encoding="utf-8")
        print(
            f"seed, median of {chosen.runs} cold runs; an answer begins after "
            f"{chosen.first_byte:g} s and comes at {chosen.speed:g} times the speed of speech"
        )
        for service, other in (("edge", "edge-tts"), ("google", "gtts-cli")):
            times: dict[str, list[float]] = {"baonoi": [], other: []}
            requests: dict[str, int] = {}
            for _ in range(chosen.runs):
                for tool, seconds in times.items():
                    wall, requests[tool] = once(tool, service, text, chosen)
                    seconds.append(wall)
            for tool, seconds in times.items():
                wall = statistics.median(seconds)
                print(f"  {service:<7} {tool:<9} {requests[tool]:4d} requests {wall:7.2f} s")
            ratio = statistics.median(times["baonoi"]) / statistics.median(times[other])
            share = requests["baonoi"] / requests[other]
            print(f"          baonoi / {other}: requests {share:.2f}, time {ratio:.2f}")
    print("the same command again")
    warm_and_changed(chosen)


if __name__ == "__main__":
    main()
