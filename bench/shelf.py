"""What a long shelf costs: to write, to write again with one recording more, to open, to search.

    python bench/shelf.py [--recordings N]

The recordings are manifests, and files of a few bytes; the page is opened in the system's Chromium.
Seconds are of CPU where something is written, and of the clock in the browser.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from os import environ
from pathlib import Path
from typing import Any

from feed import recording, timed

from baonoi.publish.renewal import renew

RECORDINGS = 10_000
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
LOADED = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
ASK = """([id, value, event]) => new Promise((done) => {
  const asked = document.getElementById(id);
  const begin = performance.now();
  asked.value = value;
  asked.dispatchEvent(new Event(event, { bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(
    [performance.now() - begin, document.getElementById("found").textContent])));
})"""
PLACES = """(count) => {
  const places = {};
  for (let at = 0; at < 1000; at++) places[`bai-so-${count - at}`] = { time: 20, of: 60 };
  localStorage.setItem("baonoi.places", JSON.stringify(places));
}"""


def browse(page: Path, count: int) -> None:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        print("in the browser: not measured, playwright is not installed")
        return
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        print("in the browser: not measured, no Chromium on this system")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1000, "height": 800})
        tab.set_default_timeout(600_000)
        for visit in ("for the first time", "with a thousand heard"):
            tab.goto(page.as_uri())
            tab.wait_for_function(PAINT)
            paint, loaded = tab.evaluate(PAINT), tab.evaluate(LOADED)
            print(f"opened {visit}: first paint {paint:.0f} ms, ready {loaded:.0f} ms")
            tab.evaluate(PLACES, count)
        wishes: tuple[Any, ...] = (("filter", "bai so 99", "input"), ("filter", "", "input"))
        for wish in (*wishes, ("choice", "on 2025-01-02", "change")):
            took, shown = tab.evaluate(ASK, wish)
            print(f"{wish[0]} {wish[1]!r}: {took:.0f} ms, {shown} found")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recordings", type=int, default=RECORDINGS, help="on the shelf")
    count = parser.parse_args().recordings
    with tempfile.TemporaryDirectory() as place:
        environ["BAONOI_CACHE"] = str(Path(place, "cache"))
        folder = Path(place, "output")
        folder.mkdir()
        for number in range(count):
            recording(folder, number)
        timed("at first", lambda: renew(folder))
        recording(folder, count)
        timed("one recording more", lambda: renew(folder))
        page = folder / "index.html"
        print(f"the page has {page.stat().st_size:,} bytes")
        browse(page, count)


if __name__ == "__main__":
    main()
