"""Take the pictures of the documents: the seed's own pages in the system's Chromium.

python docs/images/take.py
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from baonoi.publish import write_shelf
from baonoi.publish.embed import element, find, write_element
from baonoi.reading.read import read, save

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DARK = "body { background: #14171a; color: #eee } .paper { border-color: #eee }"
COLUMN = (
    "bao-noi { width: 300px; float: right; margin: 0 0 1rem 1.5rem; --bao-noi-accent: #0b6e4f }"
)
LISTEN = """async (time) => {
  const sound = document.querySelector("audio");
  document.querySelector(".play").click();
  sound.currentTime = time;
  await new Promise((done) => sound.addEventListener("seeked", done, { once: true }));
  while (!document.querySelector(".w.now")) await new Promise(requestAnimationFrame);
}"""


def listen(page: Page, time: float) -> None:
    """Listen from a time on, in seconds, for a moment."""
    page.evaluate(LISTEN, time)
    page.wait_for_timeout(300)
    page.evaluate("() => document.activeElement?.blur()")


def main() -> None:
    """Read the seed, open what it gave, take the pictures."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        output = Path(name)
        audio = save(read(str(next((ROOT / "seeds").glob("*.txt")))), output)
        browser = playwright.chromium.launch(executable_path=found, args=flags)

        page = browser.new_page(viewport={"width": 1000, "height": 1000}, device_scale_factor=1.5)
        page.goto((audio.parent / "index.html").as_uri())
        listen(page, 31.5)
        page.screenshot(path=HERE / "listening-page.png")

        page = browser.new_page(
            viewport={"width": 360, "height": 740}, device_scale_factor=2, color_scheme="dark"
        )
        page.goto((audio.parent / "index.html").as_uri())
        listen(page, 170)
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "listening-page-phone.png")

        write_element(output)
        entry = find(audio.parent)
        example = (HERE.parent / "examples" / "newspaper.html").read_text(encoding="utf-8")
        start, end = example.index("<!-- player -->"), example.index("<!-- /player -->")
        newspaper = output / "newspaper.html"
        newspaper.write_text(example[:start] + element(entry) + example[end:], encoding="utf-8")
        page = browser.new_page(viewport={"width": 1000, "height": 620}, device_scale_factor=1.5)
        page.goto(newspaper.as_uri())
        page.frame_locator("iframe").locator("html.small").wait_for()
        page.frames[1].evaluate(LISTEN.replace(".w.now", ".play"), 31.5)
        page.wait_for_timeout(400)
        page.screenshot(path=HERE / "embedding.png")
        page.add_style_tag(content=DARK)
        page.wait_for_timeout(400)
        page.screenshot(path=HERE / "embedding-dark.png")
        page.goto(newspaper.as_uri())
        page.add_style_tag(content=COLUMN)
        page.frame_locator("iframe").locator("html.small").wait_for()
        page.wait_for_timeout(400)
        page.screenshot(path=HERE / "embedding-column.png")

        shelf = write_shelf(output)
        assert shelf is not None
        page = browser.new_page(viewport={"width": 360, "height": 520}, device_scale_factor=2)
        page.goto(shelf.as_uri())
        page.click("[data-do=listen_all]")
        page.wait_for_function("() => document.getElementById('sound').currentTime > 2")
        page.click("[data-do=toggle]")
        page.wait_for_timeout(300)
        page.screenshot(path=HERE / "shelf.png")
        browser.close()


if __name__ == "__main__":
    main()
