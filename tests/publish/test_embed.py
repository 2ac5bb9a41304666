from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from baonoi.cli.app import baonoi
from baonoi.errors import OutputError, UsageError
from baonoi.model import Article
from baonoi.publish.embed import write_element


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


def test_a_script_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_element(tmp_path / "missing")


@pytest.fixture
def newspaper(record: Any, article: Article, tmp_path: Path) -> Any:
    """A newspaper's page beside the folder of recordings, with what is to stand in it."""
    _, audio = record(article)

    def write(*options: str) -> Path:
        snippet = run(*options, str(audio.parent)).output
        page = tmp_path / "out" / "bao.html"
        page.write_text(
            f'<!doctype html><meta charset="utf-8"><title>Báo</title><h1>Cầu mới</h1>{snippet}',
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
