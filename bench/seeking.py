"""How far what is heard lies from what the browser says it plays, at the start and after seeks.

    python bench/seeking.py

The seed's MP3 is played in the system's Chromium; half a second of what comes out is looked up in
the decoded file. Browsers seek in an MP3 by reckoning, so this is not zero; the listening page
lights the words by the browser's own clock.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

if TYPE_CHECKING:
    from playwright.sync_api import Route

SEED = next((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
SITE = "http://seek.test/"
HEAR = """async ([time, rate]) => {
  const sound = document.querySelector("audio");
  const context = new AudioContext({ sampleRate: rate });
  await context.resume();
  const source = context.createMediaElementSource(sound);
  const ear = context.createScriptProcessor(256, 1, 1);
  const heard = [], clock = [];
  if (time > 0) {
    sound.currentTime = time;
    await new Promise((done) => sound.addEventListener("seeked", done, { once: true }));
  }
  ear.onaudioprocess = (event) => {
    heard.push(...event.inputBuffer.getChannelData(0));
    clock.push([heard.length, sound.currentTime]);
  };
  source.connect(ear);
  ear.connect(context.destination);
  await sound.play();
  await new Promise((done) => setTimeout(done, 2500));
  sound.pause();
  return { heard, clock };
}"""


def serve(route: Route, audio: bytes) -> None:
    """The page and the sound, in ranges as browsers ask for them."""
    if route.request.url.endswith(".mp3"):
        asked = re.match(r"bytes=(\d+)-", route.request.headers.get("range", ""))
        start = int(asked[1]) if asked else 0
        span = f"bytes {start}-{len(audio) - 1}/{len(audio)}"
        headers = {"Content-Range": span, "Accept-Ranges": "bytes", "Content-Type": "audio/mpeg"}
        route.fulfill(status=206, headers=headers, body=audio[start:])
    else:
        route.fulfill(
            body="<!doctype html><audio preload=auto src=a.mp3></audio>", content_type="text/html"
        )


def offset(found: dict[str, Any], pcm: np.ndarray, rate: int, time: float) -> float:
    """Seconds from the browser's clock to what was heard then; negative where it lags.

    The middle one of several pieces: a busy machine may drop some of what came out.
    """
    heard, clock = np.array(found["heard"]), np.array(found["clock"])
    low = max(0, int((time - 1) * rate))
    around = pcm[low : low + 6 * rate]
    offsets = []
    for first in (int(second * rate) for second in (0.6, 0.9, 1.2, 1.5, 1.8)):
        piece = heard[first : first + rate // 2]
        energy = np.convolve(around**2, np.ones(len(piece)), "valid")
        place = low + int((2 * np.correlate(around, piece, "valid") - energy).argmax())
        offsets.append(place / rate - float(np.interp(first, clock[:, 0], clock[:, 1])))
    return statistics.median(offsets)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.parse_args()
    from playwright.sync_api import sync_playwright

    from baonoi.reading.read import read, save

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium on this system")
    os.environ["BAONOI_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        audio = save(read(str(SEED)), folder).read_bytes()
    pcm, rate = soundfile.read(io.BytesIO(audio))
    flags = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for time in (0, 5, 50, 123.4, 200, 300, 400):
            page = browser.new_page()
            page.route(f"{SITE}**", lambda route: serve(route, audio))
            page.goto(SITE)
            page.wait_for_function("() => document.querySelector('audio').readyState > 1")
            found = page.evaluate(HEAR, [time, rate])
            page.close()
            print(f"from {time:>5} s: {offset(found, pcm, rate, time) * 1000:+.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
