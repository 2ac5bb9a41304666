"""Everybody can use it: axe-core, small screens, large text, print, no script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe import violations

from baonoi.model import Article
from baonoi.publish import write_shelf

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
def test_axe_finds_nothing(visits: Any, seed_page: Path, scheme: str, width: int) -> None:
    screen = {"width": width, "height": 800}
    page = visits.open(seed_page, color_scheme=scheme, viewport=screen, reduced_motion="reduce")
    assert violations(page) == []
    page.click("#how summary")
    page.click(".contents summary")
    page.click(".player .play")
    page.wait_for_selector(".w.now")
    page.click(".player .play")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight / 2)")
    page.wait_for_selector("#dock", state="visible")
    assert violations(page) == []
    page.click("#language", force=True)
    page.keyboard.press("?")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_small_player(visits: Any, seed_page: Path, scheme: str) -> None:
    page = visits.open(
        seed_page, "#player", color_scheme=scheme, viewport={"width": 360, "height": 160}
    )
    assert page.evaluate(WIDER) <= 0
    assert page.evaluate("() => document.documentElement.scrollHeight") <= 160
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_shelf(visits: Any, seed_page: Path, scheme: str) -> None:
    shelf = write_shelf(seed_page.parent.parent)
    assert shelf is not None
    assert violations(visits.open(shelf, color_scheme=scheme)) == []


def test_contrast_of_what_is_lit(visits: Any, seed_page: Path) -> None:
    """Axe does not look at what a passing word looks like."""
    for scheme in ("light", "dark"):
        page = visits.open(seed_page, color_scheme=scheme)
        page.click(".player .play")
        page.wait_for_selector(".w.now")
        page.keyboard.press("k")
        for selector in (".w.now", ".s[aria-current]"):
            colours = page.evaluate(
                """(selector) => {
                  const style = getComputedStyle(document.querySelector(selector));
                  return [style.color, style.backgroundColor];
                }""",
                selector,
            )
            assert contrast(*colours) >= 4.5, (scheme, selector, colours)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours written rgb(r, g, b)."""
    bright = sorted(luminance(colour) for colour in (one, other))
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def luminance(colour: str) -> float:
    shares = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("width", [320, 360, 700])
@pytest.mark.parametrize("size", [16, 32])
def test_nothing_is_wider_than_the_screen(
    visits: Any, seed_page: Path, width: int, size: int
) -> None:
    page = visits.open(seed_page, viewport={"width": width, "height": 740})
    page.evaluate("(size) => { document.documentElement.style.fontSize = `${size}px`; }", size)
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
    )
    assert page.evaluate(WIDER) <= 0
    broken = page.evaluate("""() => [...document.querySelectorAll(".contents .at, .time span")]
      .filter((each) => each.checkVisibility() && each.getClientRects().length > 0)
      .filter((each) => {
        const text = document.createRange();
        text.selectNodeContents(each);
        return new Set([...text.getClientRects()].map((box) => box.top)).size > 1;
      })
      .map((each) => each.outerHTML)""")
    assert broken == []
    over = page.evaluate("""() => {
      const boxes = [".listen", ".voice-name", ".machine", ".player .time"].map((selector) =>
        document.querySelector(selector).getBoundingClientRect());
      return boxes.some((one, at) => boxes.slice(at + 1).some((other) =>
        one.left < other.right && other.left < one.right &&
        one.top < other.bottom - 1 && other.top < one.bottom - 1));
    }""")
    assert not over
    outside = page.evaluate("""() => [...document.querySelectorAll("button, select, p, li, td")]
      .filter((each) => each.checkVisibility())
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .map((each) => each.outerHTML.slice(0, 120))""")
    assert outside == []


def test_fingers_can_hit_every_control(visits: Any, seed_page: Path) -> None:
    page = visits.open(seed_page, viewport={"width": 360, "height": 740}, has_touch=True)
    small = page.evaluate("""() => [...document.querySelectorAll(".player *, .top *")]
      .filter((each) => each.matches("button, select, a") && each.checkVisibility())
      .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24)""")
    assert small == []


def test_on_paper(visits: Any, seed_page: Path) -> None:
    page = visits.open(seed_page, color_scheme="dark")
    page.click(".player .play")
    page.wait_for_selector(".w.now")
    page.keyboard.press("k")
    page.emulate_media(media="print")
    for selector in (".player", ".top", "#dock", "#how"):
        assert not page.is_visible(selector)
    for selector in ("h1", ".lead", "figure", ".foot"):
        assert page.is_visible(selector)
    looks = page.evaluate("""() => [
      getComputedStyle(document.documentElement).backgroundColor,
      getComputedStyle(document.querySelector(".w.now")).backgroundColor,
    ]""")
    assert looks == ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"]


def test_without_script(visits: Any, seed_page: Path) -> None:
    page = visits.open(seed_page, java_script_enabled=False)
    assert page.is_visible("audio")
    assert page.get_attribute("audio", "controls") is not None
    assert not page.is_visible(".player .play")
    assert page.is_visible(".lead")
    page.click("#how summary")
    assert page.is_visible(".readings")


def test_the_theme_can_be_chosen(visits: Any, seed_page: Path) -> None:
    page = visits.open(seed_page, color_scheme="light")
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.click('.top [data-do="theme"]')
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    page.wait_for_function(f"dark => ({paper})() === dark", arg=dark)
    page.click('.top [data-do="theme"]')
    assert page.evaluate(paper) == light


def test_a_screen_reader_is_told_the_place(visits: Any, record: Any, article: Article) -> None:
    _, audio = record(article)
    page = visits.open(audio.parent / "index.html")
    page.keyboard.press("]")
    page.wait_for_function("() => !document.querySelector('audio').seeking")
    said = page.get_attribute("#seek", "aria-valuetext")
    assert " trên " in said
    assert said.endswith("Việc còn lại")
    assert page.locator("[aria-current=true].s").inner_text() == "Việc còn lại"
