"""The player of the seed's real recording, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

STATE = """() => { const sound = document.querySelector("audio"); return {
  time: sound.currentTime, paused: sound.paused, speed: sound.playbackRate,
  volume: sound.volume, muted: sound.muted, keepsPitch: sound.preservesPitch,
  clock: document.getElementById("now").textContent,
  sentence: document.querySelector(".s[aria-current]")?.textContent ?? null,
  word: document.querySelector(".w.now")?.textContent ?? null,
}; }"""
LISTEN = """async (time) => {
  const sound = document.querySelector("audio");
  const bar = document.getElementById("seek");
  bar.value = time;
  bar.dispatchEvent(new Event("input"));
  bar.dispatchEvent(new Event("change"));
  if (sound.paused) document.querySelector(".play").click();
  await new Promise((done) => sound.addEventListener("playing", done, { once: true }));
  while (sound.seeking || sound.currentTime < time + 0.05) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const word = document.querySelector(".w.now");
  const heard = { time: sound.currentTime, word: word?.textContent ?? null, at: null };
  if (word) {
    const before = document.createRange();
    before.setStart(word.closest("[data-b]"), 0);
    before.setEndBefore(word);
    heard.at = before.toString().length;
    heard.block = word.closest("[data-b]").textContent;
  }
  sound.pause();
  return heard;
}"""
TOLERANCE = 0.06


def state(page: Any) -> dict[str, Any]:
    return page.evaluate(STATE)  # type: ignore[no-any-return]


def settle(page: Any) -> dict[str, Any]:
    page.wait_for_function("() => !document.querySelector('audio').seeking")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    return state(page)


@pytest.fixture
def page(visits: Any, seed_page: Path) -> Any:
    page = visits.open(seed_page)
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    return page


@pytest.fixture(scope="module")
def manifest(seed_page: Path) -> dict[str, Any]:
    return json.loads((seed_page.parent / "recording.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_it_plays_and_pauses(page: Any) -> None:
    page.click(".player .play")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.5")
    now = state(page)
    assert not now["paused"]
    assert now["word"]
    page.click('.player .play[aria-label="Tạm dừng"]')
    page.wait_for_selector('.player .play[aria-label="Phát"]')
    assert state(page)["paused"]


def test_it_shows_the_length(page: Any, manifest: dict[str, Any]) -> None:
    minutes, seconds = divmod(int(manifest["duration"]), 60)
    assert page.inner_text(".player .time") == f"0:00 / {minutes}:{seconds:02d}"
    assert page.evaluate("() => document.querySelector('audio').duration") == pytest.approx(
        manifest["duration"], abs=0.1
    )


def test_the_right_word_is_lit_at_twenty_times(page: Any, manifest: dict[str, Any]) -> None:
    words = [
        (word, sentence)
        for section in manifest["sections"]
        for sentence in section["sentences"]
        for word in sentence["words"]
    ]
    times = [manifest["duration"] * (number + 0.37) / 20 for number in range(20)]
    lit = 0
    for time in times:
        heard = page.evaluate(LISTEN, time)
        now = heard["time"]
        if heard["word"] is None:
            assert not [
                word["written"]
                for word, _ in words
                if word["start"] + TOLERANCE < now < word["end"] - TOLERANCE
            ]
            continue
        near = [
            (word, sentence)
            for word, sentence in words
            if word["start"] - TOLERANCE <= now <= word["end"] + 0.12 + TOLERANCE
        ]
        places = [
            heard["block"].find(sentence["written"]) + word["from"]
            for word, sentence in near
            if word["written"] == heard["word"]
        ]
        assert heard["at"] in places, (now, heard["word"], [word["written"] for word, _ in near])
        lit += 1
    assert lit >= 15


def test_speed_keeps_the_pitch(page: Any) -> None:
    page.select_option("#speed", "1.5")
    page.click(".player .play")
    now = state(page)
    assert (now["speed"], now["keepsPitch"]) == (1.5, True)


def test_it_keeps_place_and_speed_over_a_reload(page: Any) -> None:
    page.select_option("#speed", "1.25")
    page.keyboard.press("Tab")
    page.keyboard.press("5")
    before = settle(page)
    page.click(".player .play")
    page.wait_for_function(
        f"() => document.querySelector('audio').currentTime > {before['time']} + 0.3"
    )
    page.click(".player .play")
    before = settle(page)
    page.reload()
    page.wait_for_function("() => document.querySelector('audio').currentTime > 1")
    after = settle(page)
    assert after["time"] == pytest.approx(before["time"], abs=0.05)
    assert after["speed"] == 1.25
    assert after["sentence"] == before["sentence"]
    assert after["clock"] == before["clock"]


def test_a_place_is_forgotten_at_the_end(page: Any, manifest: dict[str, Any]) -> None:
    page.evaluate(
        "(time) => { document.querySelector('audio').currentTime = time; }",
        manifest["duration"] - 0.6,
    )
    settle(page)
    page.click(".player .play")
    page.wait_for_function("() => document.querySelector('audio').ended")
    page.reload()
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    assert settle(page)["time"] == 0


def test_a_link_may_ask_for_a_time(visits: Any, seed_page: Path) -> None:
    page = visits.open(seed_page, "#t=1:23")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 80")
    assert settle(page)["clock"] == "1:23"


@pytest.mark.parametrize(
    ("key", "from_", "to"),
    [
        ("j", 100, 90),
        ("l", 100, 110),
        ("ArrowLeft", 100, 95),
        ("ArrowRight", 100, 105),
        ("j", 3, 0),
    ],
)
def test_keys_that_move(page: Any, key: str, from_: float, to: float) -> None:
    page.evaluate("(time) => { document.querySelector('audio').currentTime = time; }", from_)
    settle(page)
    page.keyboard.press(key)
    assert settle(page)["time"] == pytest.approx(to, abs=0.05)


def test_keys_that_do_not_move(page: Any, manifest: dict[str, Any]) -> None:
    keyboard = page.keyboard
    for number in range(10):
        keyboard.press(str(number))
        assert settle(page)["time"] == pytest.approx(manifest["duration"] * number / 10, abs=0.05)
    for key in (" ", "k"):
        keyboard.press(key)
        assert not state(page)["paused"]
        keyboard.press(key)
        assert state(page)["paused"]
    keyboard.press("m")
    assert state(page)["muted"]
    keyboard.press("m")
    assert not state(page)["muted"]
    keyboard.press("-")
    assert state(page)["volume"] == pytest.approx(0.9)
    keyboard.press("+")
    assert state(page)["volume"] == pytest.approx(1)
    keyboard.press(">")
    assert state(page)["speed"] == 1.1
    keyboard.press("<")
    keyboard.press("<")
    assert state(page)["speed"] == 0.9
    keyboard.press("?")
    assert page.is_visible("#help")
    keyboard.press("Escape")
    assert not page.is_visible("#help")


def test_keys_for_sentences_and_sections(page: Any, manifest: dict[str, Any]) -> None:
    sentences = [each for section in manifest["sections"] for each in section["sentences"]]
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert settle(page)["time"] == pytest.approx(sentences[2]["start"], abs=0.01)
    assert state(page)["sentence"] == sentences[2]["written"]
    page.keyboard.press("Shift+ArrowLeft")
    assert state(page)["sentence"] == sentences[1]["written"]
    page.keyboard.press("]")
    assert settle(page)["time"] == pytest.approx(manifest["sections"][1]["start"], abs=0.01)
    assert state(page)["sentence"] == manifest["sections"][1]["sentences"][0]["written"]
    page.keyboard.press("[")
    assert settle(page)["time"] == 0


def test_single_keys_can_be_turned_off(page: Any) -> None:
    page.keyboard.press("?")
    page.uncheck("#use-keys")
    page.keyboard.press("Escape")
    page.keyboard.press("5")
    page.keyboard.press("m")
    assert settle(page)["time"] == 0
    assert not state(page)["muted"]
    page.keyboard.press("ArrowRight")
    assert settle(page)["time"] == pytest.approx(5, abs=0.05)


def test_keys_are_left_to_what_has_the_focus(page: Any) -> None:
    page.focus("#speed")
    page.keyboard.press("ArrowDown")
    assert settle(page)["time"] == 0
    page.focus("#seek")
    page.keyboard.press("ArrowRight")
    assert settle(page)["time"] == pytest.approx(5, abs=0.05)
    page.keyboard.press("End")
    assert settle(page)["time"] > 100
    page.focus('.player [data-do="back"]')
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    assert state(page)["paused"]  # it pressed the button, it did not play


def test_the_sections_can_be_chosen(page: Any, manifest: dict[str, Any]) -> None:
    page.click(".contents summary")
    page.click('[data-section="2"]')
    page.wait_for_function("() => !document.querySelector('audio').paused")
    assert state(page)["time"] == pytest.approx(manifest["sections"][2]["start"], abs=0.5)
    assert page.get_attribute('[data-section="2"]', "aria-current") == "true"
    assert page.locator(".tick").count() == len(manifest["sections"]) - 1


def test_the_sleep_timer_stops_at_the_section_end(page: Any, manifest: dict[str, Any]) -> None:
    end = manifest["sections"][0]["end"]
    page.evaluate("(time) => { document.querySelector('audio').currentTime = time; }", end - 0.5)
    settle(page)
    page.select_option("#sleep", "section")
    page.keyboard.press("Tab")
    page.click(".player .play")
    page.wait_for_function("() => document.querySelector('audio').paused")
    now = state(page)
    assert now["time"] == pytest.approx(manifest["sections"][1]["start"], abs=0.3)
    assert now["volume"] == 1
    assert page.inner_text("#status") == "Đã tắt theo giờ hẹn"


def test_the_sleep_timer_counts_minutes(page: Any) -> None:
    page.evaluate("""() => {
      const real = performance.now.bind(performance);
      window.ahead = 0;
      performance.now = () => real() + window.ahead;
    }""")
    page.select_option("#sleep", "5")
    page.keyboard.press("Tab")
    page.click(".player .play")
    page.wait_for_function("() => document.getElementById('status').textContent.includes('5:00')")
    page.evaluate("() => { window.ahead = 295500; }")
    page.wait_for_function("() => document.querySelector('audio').volume < 0.5")
    page.evaluate("() => { window.ahead = 301000; }")
    page.wait_for_function("() => document.querySelector('audio').paused")
    assert state(page)["volume"] == 1


def test_the_lock_screen_knows_it(page: Any) -> None:
    page.click(".player .play")
    page.wait_for_function("() => navigator.mediaSession.playbackState === 'playing'")
    told = page.evaluate("() => [navigator.mediaSession.metadata.title, document.title]")
    assert told[0] == told[1] == page.inner_text("h1")


def test_the_dock_stays_in_view(page: Any) -> None:
    assert not page.is_visible("#dock")
    page.keyboard.press("l")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector("#dock", state="visible")
    page.click("#dock .play")
    page.wait_for_function("() => !document.querySelector('audio').paused")
    assert page.inner_text("#dock-now").startswith("0:1")


def test_the_sound_can_be_taken_along(page: Any, seed_page: Path) -> None:
    address = page.get_attribute("#download", "href")
    assert address.startswith("file:")
    assert address.endswith(f"{seed_page.parent.name}.mp3")
    assert page.get_attribute("#download", "download") == ""


def test_without_storage_it_plays_all_the_same(visits: Any, seed_page: Path) -> None:
    page = visits.open(seed_page)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
    )
    page.reload()
    page.click(".player .play")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.2")


@pytest.mark.parametrize(
    "kept", ["null", "[]", "7", '{"volume": "loud", "speed": 99, "voice": 3}', "{"]
)
def test_what_was_kept_may_be_broken(visits: Any, seed_page: Path, kept: str) -> None:
    page = visits.open(seed_page)
    page.evaluate(
        """(kept) => {
          localStorage.setItem("baonoi.settings", kept);
          localStorage.setItem("baonoi.places", kept);
        }""",
        kept,
    )
    page.reload()
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.1")
    now = state(page)
    assert (now["volume"], now["speed"]) == (1, 1)
