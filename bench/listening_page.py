"""What the listening page costs: to write, to open, and while its words light up.

    python bench/listening_page.py

The seed is read by the embedded voice in a cold process; its page is opened in the system's
Chromium. The same is done for ten hours of text, whose page is real and whose sound is not.
Milliseconds of the processor are this machine's; shares and bytes travel.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baonoi.model import Recording, Timeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))
HOURS = 10
LOADS = 7
SPENT = """
import sys, time
import baonoi.publish.page.page as page
from baonoi.reading.read import read, save
from baonoi.publish import page as package
spent = []
def timed(*given, write=package.write_page):
    start = time.thread_time()
    write(*given)
    spent.append(time.thread_time() - start)
package.write_page = timed
start = time.perf_counter()
save(read(sys.argv[1]), sys.argv[2])
print(spent[0], time.perf_counter() - start)
"""
COUNT = """
window.spent = [];
const real = requestAnimationFrame.bind(window);
window.requestAnimationFrame = (run) => real((when) => {
  const start = performance.now();
  run(when);
  window.spent.push(performance.now() - start);
});
"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def cold(folder: Path) -> tuple[float, float]:
    """Seconds of the processor for the page, and of the clock for the whole reading."""
    command = [sys.executable, "-c", SPENT, str(SEED), str(folder)]
    environment = {"BAONOI_CACHE": str(folder / "cache"), "BAONOI_OFFLINE": "1"}
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **environment}
    )
    page, whole = map(float, done.stdout.split())
    return page, whole


def long_recording() -> Recording:
    """The seed over and over, ten hours of it, with words of a fifth of a second and no sound."""
    from baonoi.reading.plan import script_of
    from baonoi.reading.source import understand
    from baonoi.voices.espeak import VOICES

    article = understand(str(SEED))
    script = script_of(article, VOICES[0])
    words = sum(len(text.spoken.split()) for each in script.passages() for text in each.sentences)
    times = HOURS * 3600 * 5 // words + 1
    article = replace(article, sections=article.sections * times)
    script = script_of(article, VOICES[0])
    sections, sentences, starts = array("q"), array("q"), array("q")
    at = 0
    for section in script.sections:
        begun = at
        for passage in section.passages:
            for text in passage.sentences:
                sentences.append(at)
                for _ in text.spoken.split():
                    starts.extend((at, at + 4410))
                    at += 4410
                sentences.append(at)
        sections.extend((begun, at))
    return Recording(
        article, script, VOICES[0], Timeline(22050, sections, sentences, starts), (), b""
    )


def in_browser(browser: Browser, page: Path, seek: float) -> dict[str, Any]:
    paints = []
    for _ in range(LOADS):
        context = browser.new_context(viewport={"width": 1000, "height": 800})
        tab = context.new_page()
        tab.goto(page.as_uri())
        tab.wait_for_function(PAINT)
        paints.append(tab.evaluate(PAINT))
        context.close()
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    tab = context.new_page()
    tab.add_init_script(COUNT)
    tab.goto(page.as_uri())
    tab.evaluate("(time) => { document.querySelector('audio').currentTime = time; }", seek)
    tab.select_option("#speed", "2.0")
    tab.click(".player .play")
    tab.wait_for_timeout(10_000)
    spent = sorted(tab.evaluate("() => window.spent"))
    context.close()
    return {
        "first paint": statistics.median(paints),
        "frames": len(spent),
        "mean": statistics.mean(spent),
        "99 of 100": spent[int(len(spent) * 0.99)],
        "most": spent[-1],
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = [cold(folder / str(number)) for number in range(3)]
        page, whole = min(runs)
        print(f"writing the page: {page * 1000:.0f} ms, {page / whole:.1%} of a cold reading")
        seed = next(folder.glob("0/*/index.html"))
        print(f"the seed's page: {seed.stat().st_size:,} bytes without its sound")

        from baonoi.publish.page import Rendition, write_page

        recording = long_recording()
        long = folder / "long" / "index.html"
        shutil.copytree(seed.parent, long.parent)
        sound = next(long.parent.glob("*.mp3")).name
        start = time.process_time()
        made = io.BytesIO()
        write_page([Rendition(recording, "nam", sound)], "long", made)
        spent = time.process_time() - start
        long.write_bytes(made.getvalue())
        hours = recording.timeline.samples / 22050 / 3600
        print(f"{hours:.1f} hours: {spent * 1000:.0f} ms, {len(made.getvalue()):,} bytes")
        browse(seed, long)


def browse(seed: Path, long: Path) -> None:
    """Both pages in Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        print("in the browser: not measured, playwright is not installed")
        return
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        print("in the browser: not measured, no Chromium on this system")
        return
    flags = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        for title, path in (("seed", seed), ("ten hours", long)):
            figures = in_browser(browser, path, 30)
            print(
                f"{title}: first paint after {figures['first paint']:.0f} ms; scripting a frame "
                f"{figures['mean']:.2f} ms on average, {figures['99 of 100']:.2f} ms in 99 of 100, "
                f"{figures['most']:.2f} ms at most ({figures['frames']} frames)"
            )
        browser.close()


if __name__ == "__main__":
    main()
