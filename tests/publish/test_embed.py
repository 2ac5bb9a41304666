from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from click.testing import CliRunner

from baonoi.cli.app import baonoi
from baonoi.errors import OutputError, UsageError
from baonoi.model import Article
from baonoi.publish import write_shelf
from baonoi.publish.embed import HEIGHT, write_element


def run(*arguments: str) -> Any:
    return CliRunner().invoke(baonoi, ("embed", *arguments))


def test_an_iframe(record: Any, article: Article) -> None:
    _, audio = record(replace(article, title='Cầu "mới" <thông xe>'))
    text = run(str(audio.parent)).output
    assert f'src="{audio.parent.name}/index.html#player"' in text
    assert 'title="Nghe bài: Cầu &quot;mới&quot; &lt;thông xe&gt;"' in text
    text = run(
        "--base-url", "https://bao.example/nghe/", "--theme", "dark", str(audio.parent)
    ).output
    found = re.search(r'src="([^"]+)"', text)
    assert found
    assert unescape(found[1]) == (
        f"https://bao.example/nghe/{audio.parent.name}/index.html#player&theme=dark"
    )


def test_an_element_and_its_script(record: Any, article: Article, tmp_path: Path) -> None:
    _, audio = record(article, subfolder="nam")
    folder = audio.parent.parent
    (folder / "index.html").write_text("", encoding="utf-8")
    text = run("--element", "--base-url", "https://bao.example/nghe", str(folder)).output
    assert '<script src="https://bao.example/nghe/bao-noi.js" async></script>' in text
    assert f'<bao-noi src="https://bao.example/nghe/{folder.name}/">' in text
    assert f'href="https://bao.example/nghe/{folder.name}/nam/{audio.name}"' in text
    assert (tmp_path / "out" / "bao-noi.js").is_file()


def test_a_folder_without_a_recording(record: Any, article: Article, tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert isinstance(result.exception, UsageError)
    record(article)
    result = run(str(tmp_path / "out"))
    assert isinstance(result.exception, UsageError)
    assert "cau-moi-qua-song-thong-xe" in str(result.exception.fields["first"])


def test_a_shelf_is_not_an_article(record: Any, article: Article, tmp_path: Path) -> None:
    record(article)
    record(replace(article, title="Phà nghỉ"))
    write_shelf(tmp_path / "out")
    result = run(str(tmp_path / "out"))
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == "several-recordings"


def test_a_script_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_element(tmp_path / "missing")


@pytest.fixture
def newspaper(record: Any, article: Article, tmp_path: Path) -> Any:
    """A newspaper's page beside the folder of recordings, with what is to stand in it."""
    _, audio = record(article)

    def write(*options: str, style: str = "", column: str = "") -> Path:
        snippet = run(*options, str(audio.parent)).output
        page = tmp_path / "out" / "bao.html"
        page.write_text(
            '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Báo</title>'
            f"<style>body {{ {style} }} #column {{ {column} }}</style>"
            f'<main><h1>Cầu mới</h1><div id="column">{snippet}</div></main>',
            encoding="utf-8",
        )
        return page

    return write


@pytest.mark.parametrize("options", [(), ("--element",)])
def test_it_plays_in_a_newspaper(newspaper: Any, visits: Any, options: tuple[str, ...]) -> None:
    page = visits.open(newspaper(*options))
    player = page.frame_locator("iframe")
    player.locator(".play").first.click()
    player.locator("html.playing").wait_for()
    assert player.locator("h1").is_hidden() or player.locator("h1").bounding_box()["width"] <= 1
    assert not player.locator(".text").is_visible()
    link = player.locator(".onward a")
    assert link.get_attribute("href").endswith("/index.html")
    assert link.get_attribute("target") == "_blank"


@pytest.mark.parametrize("width", [320, 900])
def test_the_element_finds_its_height(newspaper: Any, visits: Any, width: int) -> None:
    page = visits.open(newspaper("--element"), viewport={"width": width, "height": 700})
    page.frame_locator("iframe").locator("html.small").wait_for()
    page.wait_for_function("""() => {
      const frame = document.querySelector("bao-noi").shadowRoot.querySelector("iframe");
      return frame.style.height !== "122px" && frame.offsetHeight > 80;
    }""")
    heights = page.evaluate("""() => {
      const frame = document.querySelector("bao-noi").shadowRoot.querySelector("iframe");
      return [frame.offsetHeight, frame.offsetWidth, document.querySelector("bao-noi").offsetWidth];
    }""")
    inside = page.frames[1].evaluate("() => document.getElementById('player').offsetHeight")
    assert heights[0] == inside
    assert heights[1] == heights[2]


def test_the_element_follows_its_attributes(newspaper: Any, visits: Any) -> None:
    page = visits.open(newspaper("--element", "--theme", "dark"), color_scheme="light")
    player = page.frame_locator("iframe")
    player.locator("html.small").wait_for()
    card = "() => getComputedStyle(document.querySelector('.player')).backgroundColor"
    assert page.frames[1].evaluate(card) == "rgb(33, 31, 29)"
    page.evaluate("() => { document.querySelector('bao-noi').lang = 'en'; }")
    player.locator('.play[aria-label="Play"]').first.wait_for()


@pytest.mark.parametrize("src", ["javascript:alert(1)", "data:text/html,x", "", "http://["])
def test_the_element_takes_pages_only(newspaper: Any, visits: Any, src: str) -> None:
    page = visits.open(newspaper("--element"))
    page.wait_for_function("() => customElements.get('bao-noi')")
    shown = page.evaluate(
        """(src) => {
          const player = document.createElement("bao-noi");
          player.setAttribute("src", src);
          player.textContent = "Nghe";
          document.body.append(player);
          return [player.shadowRoot, player.innerText];
        }""",
        src,
    )
    assert shown == [None, "Nghe"]


def test_without_scripts_a_link_stands_there(newspaper: Any, visits: Any) -> None:
    page = visits.open(newspaper("--element"), java_script_enabled=False)
    assert page.locator("bao-noi a").is_visible()


def test_a_stranger_cannot_set_the_height(newspaper: Any, visits: Any) -> None:
    page = visits.open(newspaper("--element"))
    page.frame_locator("iframe").locator("html.small").wait_for()
    height = (
        "() => document.querySelector('bao-noi').shadowRoot.querySelector('iframe').offsetHeight"
    )
    page.wait_for_timeout(200)
    before = page.evaluate(height)
    page.evaluate("() => postMessage({ baonoi: { height: 399 } }, '*')")
    page.wait_for_timeout(100)
    assert page.evaluate(height) == before


PAPERS = {
    "light": {"style": "background: #fff; color: #222"},
    "dark": {"style": "background: #101418; color: #eee"},
    "column": {"style": "background: #f4efe6; color: #222", "column": "width: 300px; float: right"},
}
LIGHT, DARK = "rgb(250, 246, 238)", "rgb(33, 31, 29)"
CARD = "() => getComputedStyle(document.querySelector('.player')).backgroundColor"


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ["iframe", "element"])
def test_it_fits_the_newspaper(
    newspaper: Any, visits: Any, kind: str, paper: str, system: str
) -> None:
    """Whatever the reader's system prefers: its colours, and nothing behind the card."""
    told = ("--theme", "dark") if paper == "dark" else ()
    options = ("--element",) if kind == "element" else told
    page = visits.open(newspaper(*options, **PAPERS[paper]), color_scheme=system)
    page.frame_locator("iframe").locator("html.small").wait_for()
    frame = page.frames[1]
    assert page.frame_locator("iframe").locator(".machine").is_visible()
    dark = paper == "dark"
    assert frame.evaluate(CARD) == (DARK if dark else LIGHT)
    box = page.locator("iframe").bounding_box()
    corner = {"x": box["x"], "y": box["y"], "width": 1, "height": 1}
    beside = {"x": box["x"] - 2, "y": box["y"] - 2, "width": 1, "height": 1}
    assert page.screenshot(clip=corner) == page.screenshot(clip=beside)
    assert violations(page) == []
    assert violations(frame) == []


@pytest.mark.parametrize("width", [280, 300, 360, 513, 900])
def test_an_iframe_is_high_enough(newspaper: Any, visits: Any, width: int) -> None:
    page = visits.open(
        newspaper(column=f"width: {width}px"), viewport={"width": 960, "height": 700}
    )
    page.frame_locator("iframe").locator("html.small").wait_for()
    root = "document.documentElement"
    heights = page.frames[1].evaluate(f"() => [{root}.scrollHeight, {root}.clientHeight]")
    assert heights == [HEIGHT, HEIGHT]
    boxes = page.frames[1].evaluate("""() => [".who", ".time"].map((selector) =>
      document.querySelector(selector).getBoundingClientRect().toJSON())""")
    assert boxes[0]["right"] <= boxes[1]["left"]


def test_the_element_follows_the_page_while_it_plays(newspaper: Any, visits: Any) -> None:
    page = visits.open(newspaper("--element", style="color: #222"), reduced_motion="reduce")
    player = page.frame_locator("iframe")
    player.locator(".play").first.click()
    player.locator("html.playing").wait_for()
    page.evaluate("() => { document.body.style.color = '#eee'; }")
    page.frames[1].wait_for_function(f"(dark) => ({CARD})() === dark", arg=DARK)
    page.evaluate("() => { document.body.style.color = ''; }")
    page.frames[1].wait_for_function(f"(light) => ({CARD})() === light", arg=LIGHT)
    page.add_style_tag(content="body { color: #eee !important }")
    page.frames[1].wait_for_function(f"(dark) => ({CARD})() === dark", arg=DARK)
    page.evaluate("""() => {
      const player = document.querySelector("bao-noi");
      player.style.setProperty("--bao-noi-card", "rgb(1, 2, 3)");
      player.style.setProperty("--bao-noi-accent", "yellow");
      player.style.setProperty("--bao-noi-ink", "} * { display: none");
      player.setAttribute("theme", "dark");
      document.body.className = "evening";
    }""")
    page.frames[1].wait_for_function(f"(card) => ({CARD})() === card", arg="rgb(1, 2, 3)")
    page.mouse.move(1, 1)
    button = page.frames[1].evaluate(
        "() => { const style = getComputedStyle(document.querySelector('.play'));"
        " return [style.backgroundColor, style.color]; }"
    )
    assert button == ["rgb(255, 255, 0)", "rgb(0, 0, 0)"]
    ink = page.frames[1].evaluate("() => getComputedStyle(document.body).color")
    assert ink == "rgb(236, 231, 223)"
    assert player.locator("html.playing").count() == 1


def test_the_newspaper_hears_what_happens(newspaper: Any, visits: Any) -> None:
    page = visits.open(newspaper("--element"))
    page.evaluate("""() => {
      window.heard = [];
      for (const name of ["play", "pause", "progress", "end"]) {
        document.querySelector("bao-noi").addEventListener(name, (event) => {
          window.heard.push([event.type, event.detail]);
        });
      }
    }""")
    frame = page.frame_locator("iframe")
    frame.locator("html.small").wait_for()
    frame.locator(".play").first.click()
    page.wait_for_function("() => window.heard.some(([name]) => name === 'progress')")
    frame.locator(".play").first.click()
    page.wait_for_function("() => window.heard.some(([name]) => name === 'pause')")
    page.frames[1].evaluate(
        "() => { const sound = document.querySelector('audio');"
        " sound.currentTime = sound.duration - 0.3; }"
    )
    frame.locator(".play").first.click()
    page.wait_for_function("() => window.heard.some(([name]) => name === 'end')")
    heard = page.evaluate("() => window.heard")
    assert [name for name, _ in heard if name != "progress"] == ["play", "pause", "play", "end"]
    detail = heard[0][1]
    assert set(detail) == {"time", "duration", "article", "title", "voice"}
    assert detail["title"] == "Cầu mới qua sông thông xe"
    assert 0 < detail["duration"] < 60


def test_a_stranger_cannot_set_its_looks(newspaper: Any, visits: Any) -> None:
    page = visits.open(newspaper("--element"))
    page.frame_locator("iframe").locator("html.small").wait_for()
    before = page.frames[1].evaluate(CARD)
    page.frames[1].evaluate("""() => new Promise((done) => {
      addEventListener("message", done);
      postMessage({ baonoi: { theme: "dark", card: "red" } }, "*");
    })""")
    assert page.frames[1].evaluate(CARD) == before
