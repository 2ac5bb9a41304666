"""What it costs to write the feed of a long shelf: at first, again, and with one episode more.

    python bench/feed.py [--episodes N]

Seconds of CPU. The recordings are manifests of two sections, and files of a few bytes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from os import environ
from pathlib import Path

from baonoi.model import VIETNAM_TIME
from baonoi.publish.feed import Channel, write_feed

EPISODES = 5000
BEGIN = datetime(2025, 1, 1, tzinfo=VIETNAM_TIME)
WORD = {"written": "đường", "spoken": "đường", "from": 0, "to": 5, "start": 0.1, "end": 0.2}


def recording(folder: Path, number: int) -> None:
    """Files as a reading publishes them."""
    slug = f"bai-so-{number}"
    home = folder / slug
    home.mkdir()
    said = {"role": "lead", "written": "Một câu vừa phải.", "spoken": "một câu vừa phải"}
    sentences = [{**said, "start": at, "end": at + 1, "words": [WORD] * 12} for at in range(30)]
    head = {
        "version": 1,
        "title": f"Bài số {number}",
        "source": "Báo Thử",
        "published": (BEGIN + timedelta(minutes=number)).isoformat(),
        "url": f"https://bao.example/{number}.html",
        "voice": "nam",
        "label": "Giọng nam",
        "duration": 60.0,
    }
    sections = [
        {"heading": None, "start": 30.0 * at, "end": 0.0, "file": "x", "sentences": sentences}
        for at in range(2)
    ]
    opened = json.dumps({**head, "sections": []}, ensure_ascii=False).removesuffix("]}")
    body = ",\n".join(json.dumps(each, ensure_ascii=False) for each in sections)
    text = f'{opened}\n{body}\n], "estimated": false}}\n'
    (home / "recording.json").write_text(text, encoding="utf-8")
    for name in (f"{slug}.mp3", "index.html", "transcript.vtt", "transcript.srt"):
        (home / name).write_bytes(b"x")


def timed(what: str, work: Callable[[], object]) -> None:
    begin = time.process_time()
    work()
    print(f"{what:<24}{time.process_time() - begin:6.2f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--episodes", type=int, default=EPISODES, help="of the shelf")
    count = parser.parse_args().episodes
    with tempfile.TemporaryDirectory() as place:
        environ["BAONOI_CACHE"] = str(Path(place, "cache"))
        folder = Path(place, "output")
        folder.mkdir()
        for number in range(count):
            recording(folder, number)

        def write() -> None:
            write_feed(folder, "https://bao.example/nghe", Channel())

        timed("at first", write)
        timed("nothing new", write)
        recording(folder, count)
        timed("one episode more", write)


if __name__ == "__main__":
    main()
