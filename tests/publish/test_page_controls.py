"""Every control of the page does something: clicked, tapped and keyed, on a phone and on a desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from baonoi.model import Article, Block, Role, Section
from baonoi.publish import offer_voices

PHONE, DESK = (360, 740), (1000, 800)
TIME = "Math.round(document.querySelectorAll('audio')[0].currentTime * 10)"
STATE = "document.documentElement.classList.contains('playing')"
SHOWS = {
    "play": STATE,
    "previous_section": TIME,
    "previous_sentence": TIME,
    "back": TIME,
    "forward": TIME,
    "next_sentence": TIME,
    "next_section": TIME,
    "seek": TIME,
    "speed": "document.querySelector('audio').playbackRate",
    "mute": "document.querySelector('audio').muted",
    "volume": "document.querySelector('audio').volume",
    "share": "location.hash",
    "sleep": "document.documentElement.classList.contains('sleeping')",
    "voice": "document.querySelector('.voice-name').textContent",
    "help": "document.getElementById('help').open",
    "theme": "getComputedStyle(document.documentElement).backgroundColor",
    "language": "document.querySelector('.listen').textContent",
    "contents": "document.querySelector('.contents').open",
    "how": "document.getElementById('how').open",
    "section": STATE,
    "sentence": STATE,
    "dock-play": STATE,
    "dock-back": TIME,
    "dock-forward": TIME,
    "use-keys": "document.getElementById('use-keys').checked",
    "close": "document.getElementById('help').open",
}
"""What changes when a control is used, by its name."""
LINKS = {"download", "subtitles", "original"}
LAST = {"theme", "language", "voice"}
NAMED = """() => {
  const name = (each) => {
    const own = each.dataset.do ?? (each.id || Object.keys(each.dataset)[0]);
    if (each.matches("summary")) return each.parentElement.id || each.parentElement.className;
    if (each.closest("#dock")) return `dock-${own}`;
    if (each.matches("#help form button")) return "close";
    return each.matches(".foot a") ? (each.download === "" ? "original" : "subtitles") : own;
  };
  const found = {};
  for (const each of document.querySelectorAll("button, select, input, summary, a")) {
    const shown = each.checkVisibility({ visibilityProperty: true });
    if (shown && !(name(each) in found)) found[name(each)] = each.outerHTML;
    if (shown) each.dataset.control ??= name(each);
  }
  return Object.keys(found);
}"""


@pytest.fixture
def page(record: Any, article: Article, visits: Any, request: pytest.FixtureRequest) -> Any:
    more = tuple(Block(Role.PARAGRAPH, f"Trụ số {number} đã xong.") for number in range(1, 25))
    article = replace(article, sections=(*article.sections, Section(None, more)))
    made = {
        "nam": record(article, subfolder="nam", voice="a", label="Giọng nam"),
        "nu": record(article, subfolder="nu", voice="b", label="Giọng nữ"),
    }
    width, height = request.param
    touch = request.param == PHONE
    page = visits.open(
        offer_voices(made),
        viewport={"width": width, "height": height},
        has_touch=touch,
        is_mobile=touch,
        reduced_motion="reduce",
    )
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    return page


def names(page: Any) -> set[str]:
    return set(page.evaluate(NAMED))


def settle(page: Any) -> None:
    """Paused in the middle of the second section, where every direction is open."""
    page.evaluate("""() => {
      const sound = document.querySelector("audio");
      sound.pause();
      sound.currentTime = 11.3;
    }""")
    page.wait_for_function(f"() => !{STATE} && !document.querySelector('audio').seeking")


def use(page: Any, name: str, how: str) -> None:
    control = page.locator(f"[data-control='{name}']").first
    kind = control.evaluate("(each) => each.tagName === 'SELECT' ? 'select' : each.type")
    if kind == "select" and how != "key":
        control.select_option(index=1)
    elif how == "key":
        control.focus()
        keys = {"select": "ArrowDown", "range": "ArrowLeft", "checkbox": " "}
        page.keyboard.press(keys.get(kind, "Enter"))
    elif kind == "range":
        box = control.bounding_box()
        getattr(control, how)(position={"x": box["width"] / 3, "y": box["height"] / 2})
    else:
        getattr(control, how)()


def check(page: Any, name: str, how: str) -> None:
    settle(page)
    before = page.evaluate(f"() => {SHOWS[name]}")
    use(page, name, how)
    page.wait_for_function(f"(before) => {SHOWS[name]} !== before", arg=before, timeout=5_000)


@pytest.mark.parametrize(
    ("page", "how"), [(DESK, "click"), (PHONE, "tap"), (DESK, "key")], indirect=["page"]
)
def test_every_control_does_something(page: Any, how: str) -> None:
    used: set[str] = set()

    def check_all(wanted: set[str]) -> None:
        for name in sorted(wanted):
            check(page, name, how)
        used.update(wanted)

    names(page)
    check_all({"contents", "how"})
    known = {name for name in names(page) if not name.startswith("dock-")}
    check_all(known - LINKS - {"contents", "how", "help", *LAST})
    check_all({"help"})
    assert names(page) >= {"use-keys", "close"}
    check_all({"use-keys"})
    check_all({"close"})
    for name in ("dock-play", "dock-back", "dock-forward"):
        settle(page)
        page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
        page.wait_for_selector("#dock", state="visible")
        assert name in names(page)
        check_all({name})
    page.evaluate("() => scrollTo(0, 0)")
    check_all(LAST)
    assert used | {"volume"} == set(SHOWS)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_scrolling_first_and_then_tapping_a_word_brings_the_small_player(page: Any) -> None:
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "() => document.getElementById('player').getBoundingClientRect().bottom < 0"
    )
    assert not page.is_visible("#dock")
    page.locator(".text p:not(.byline)").last.tap(position={"x": 40, "y": 16})
    page.wait_for_selector("#dock", state="visible")
