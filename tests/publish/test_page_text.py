"""Reading along: the words of the article, under the mouse, the keyboard and the voice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_voice import unchecked

from baonoi.model import Article, Block, Role, Section
from baonoi.publish import offer_voices

TIME = "() => document.querySelector('audio').currentTime"
LIT = "() => document.querySelector('.s[aria-current]')?.textContent"


@pytest.fixture
def long_article(article: Article) -> Article:
    """Enough to scroll through."""
    said = "Người dân hai bờ đi lại dễ hơn trước nhiều lần. Phà ngừng chạy từ hôm nay."
    blocks = tuple(Block(Role.PARAGRAPH, f"Đoạn {number}. {said}") for number in range(1, 40))
    return replace(article, sections=(*article.sections, Section(None, blocks)))


def seek(page: Any, time: float) -> None:
    page.evaluate("(time) => { document.querySelector('audio').currentTime = time; }", time)
    page.wait_for_function("() => !document.querySelector('audio').seeking")


def word_of(page: Any, block: str, word: str) -> Any:
    """A word of a block, which the mouse unfolds first."""
    paragraph = (
        page.locator("[data-b]")
        .get_by_text(block, exact=True)
        .or_(page.locator("[data-b]", has_text=block))
    )
    paragraph.first.hover()
    return paragraph.first.get_by_text(word, exact=True)


def middle(element: Any) -> tuple[float, float]:
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_article_is_shown_as_written(record: Any, article: Article, visits: Any) -> None:
    _, audio = record(article)
    page = visits.open(audio.parent / "index.html")
    assert page.inner_text("h1") == article.title
    texts = page.evaluate(
        "() => [...document.querySelectorAll('[data-b]')].map((e) => e.textContent)"
    )
    for _, block in article.blocks():
        if block.role not in (Role.TITLE, Role.DATELINE, Role.BYLINE):
            assert texts.count(block.text) == 1
    assert page.locator("figure figcaption").count() == 1
    assert page.locator(".text ul li").count() == 2
    assert page.inner_text(".text h2") == "Việc còn lại"
    assert page.inner_text(".text .lead").startswith("Sáng 1/3")
    assert page.inner_text(".date") == "Thứ bảy, ngày 1/3/2025, 8:00"


def test_unfolding_changes_no_character(record: Any, article: Article, visits: Any) -> None:
    odd = replace(
        article,
        sections=(
            Section(
                None,
                (
                    Block(Role.LEAD, "Cờ 🇻🇳 bay 👍🏽 trên cầu 😀 mới."),
                    Block(Role.QUOTE, "“Rất đẹp! Rất vui… Thật?” – ông 𝐀𝐧 nói 1/3."),
                ),
            ),
        ),
    )
    _, audio = record(odd)
    page = visits.open(audio.parent / "index.html")
    texts = "() => [...document.querySelectorAll('[data-b]')].map((each) => each.textContent)"
    before = page.evaluate(texts)
    for selector in ("h1", ".lead", "blockquote p"):
        page.hover(selector)
        assert page.locator(f"{selector} .w").count() > 1
        assert page.evaluate(texts) == before
        if selector == ".lead":
            assert {"Cờ", "bay", "trên", "mới."} <= set(page.locator(".lead .w").all_inner_texts())
    page.hover(".mark")
    assert page.locator("blockquote .w").count() == 0


def test_a_click_on_a_word_plays_from_there(record: Any, article: Article, visits: Any) -> None:
    recording, audio = record(article)
    page = visits.open(audio.parent / "index.html")
    text = "Người dân hai bờ đi lại dễ hơn. Phà ngừng chạy từ hôm nay."
    page.mouse.click(*middle(word_of(page, text, "chạy")))
    page.wait_for_function("() => !document.querySelector('audio').paused")
    assert page.evaluate(LIT) == "Phà ngừng chạy từ hôm nay."
    spoken = [
        word
        for each in recording.script.passages()
        for s in each.sentences
        for word in s.spoken.split()
    ]
    start = recording.timeline.words[2 * spoken.index("chạy")] / recording.timeline.sample_rate
    assert start - 0.01 <= page.evaluate(TIME) < start + 1


def test_selecting_text_does_not_play(record: Any, article: Article, visits: Any) -> None:
    _, audio = record(article)
    page = visits.open(audio.parent / "index.html")
    text = "Người dân hai bờ đi lại dễ hơn. Phà ngừng chạy từ hôm nay."
    first, last = (middle(word_of(page, text, word)) for word in ("Người", "lại"))
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=4)
    page.mouse.up()
    assert len(page.evaluate("() => getSelection().toString()")) > 10
    assert page.evaluate("() => document.querySelector('audio').paused")


def test_the_keyboard_walks_through_the_words(record: Any, article: Article, visits: Any) -> None:
    _, audio = record(article)
    page = visits.open(audio.parent / "index.html")
    focused = "() => document.activeElement.textContent"
    page.focus(".w[tabindex]")
    assert page.evaluate(focused) == "Cầu"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "mới"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Thứ"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "Cầu"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    word = page.locator(".w:focus")
    assert word.get_attribute("role") == "button"
    assert word.get_attribute("aria-describedby") == "from-here"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.55")
    assert page.evaluate(LIT) == article.title
    assert page.locator(".w[tabindex]").count() == 1
    page.keyboard.press("Shift+Tab")
    assert not page.evaluate("() => document.activeElement.matches('.w')")


def test_only_what_is_needed_is_unfolded(record: Any, long_article: Article, visits: Any) -> None:
    _, audio = record(long_article)
    page = visits.open(audio.parent / "index.html")
    page.click(".player .play")
    for _ in range(8):
        page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function(  # the block that is said, the next one, and one under the keyboard
        "() => new Set([...document.querySelectorAll('.w')].map((w) => w.closest('[data-b]'))).size"
        " <= 3"
    )


def test_the_page_follows_the_voice(record: Any, long_article: Article, visits: Any) -> None:
    _, audio = record(long_article)
    page = visits.open(audio.parent / "index.html", reduced_motion="reduce")
    page.click(".player .play")
    page.evaluate("() => { document.querySelector('audio').currentTime = 120; }")
    page.wait_for_function("""() => {
      const box = document.querySelector(".s[aria-current]").getBoundingClientRect();
      return scrollY > 500 && box.top > 0 && box.bottom < innerHeight;
    }""")


@pytest.mark.parametrize(("wish", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_scrolling_is_smooth_where_that_is_wanted(
    record: Any, long_article: Article, visits: Any, wish: str, behaviour: str
) -> None:
    _, audio = record(long_article)
    page = visits.open(audio.parent / "index.html", reduced_motion=wish)
    page.evaluate("""() => {
      window.asked = [];
      const real = window.scrollTo;
      window.scrollTo = (how) => { window.asked.push(how.behavior); real.call(window, how); };
    }""")
    page.click(".player .play")
    page.evaluate("() => { document.querySelector('audio').currentTime = 120; }")
    page.wait_for_function("() => window.asked.length > 0")
    assert page.evaluate("() => window.asked[0]") == behaviour


def test_the_reader_comes_first(record: Any, long_article: Article, visits: Any) -> None:
    _, audio = record(long_article)
    page = visits.open(audio.parent / "index.html", reduced_motion="reduce")
    page.click(".player .play")
    page.mouse.move(500, 400)
    page.mouse.wheel(0, 4000)
    page.wait_for_function("() => scrollY > 1000")
    place = page.evaluate("() => scrollY")
    page.wait_for_selector("#follow", state="visible")
    assert page.evaluate("() => scrollY") == place
    page.click("#follow")
    page.wait_for_function("() => scrollY < 600")
    assert not page.is_visible("#follow")


def test_another_voice_goes_on_with_the_sentence(
    record: Any, article: Article, visits: Any
) -> None:
    made = {
        "nam": record(article, subfolder="nam", voice="a", label="Giọng nam"),
        "nu": record(article, subfolder="nu", voice="b", label="Giọng nữ", word=7000),
    }
    offered = offer_voices(made)
    assert offered == made["nam"][1].parent.parent / "index.html"
    page = visits.open(offered)
    assert page.locator("#voice option").all_inner_texts() == ["Giọng nam", "Giọng nữ"]
    lengths = []
    seek(page, 7)
    page.wait_for_function("() => document.querySelector('.s[aria-current]')")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    sentence = page.evaluate(LIT)
    assert sentence != article.title
    for voice in ("1", "0", "1"):
        page.select_option("#voice", voice)
        assert page.evaluate(LIT) == sentence
        lengths.append(page.inner_text("#all"))
    assert lengths[0] != lengths[1]
    page.click(".player .play")
    page.wait_for_function("() => document.querySelectorAll('audio')[1].currentTime > 7.1")
    assert page.evaluate("() => document.querySelectorAll('audio')[0].paused")
    assert page.get_attribute("#download", "href").endswith(f"nu/{made['nu'][1].name}")
    page.click(".player .play")
    page.reload()
    assert page.evaluate("() => document.getElementById('voice').value") == "1"
    page.wait_for_function("() => document.querySelectorAll('audio')[1].currentTime > 7")
    assert page.evaluate(LIT) == sentence


def test_how_it_was_read(record: Any, article: Article, visits: Any) -> None:
    _, audio = record(article)
    page = visits.open(audio.parent / "index.html")
    page.click("#how summary")
    rows = page.locator(".readings tbody tr")
    written = [rows.nth(number).locator("td").first.inner_text() for number in range(rows.count())]
    assert "1/3" in written
    row = rows.nth(written.index("1/3"))
    assert "tháng ba" in row.inner_text()
    assert "chú thích ảnh" in page.inner_text("#how")
    row.locator(".hear").click()
    page.wait_for_function("() => !document.querySelector('audio').paused")
    assert page.evaluate(LIT) == "Sáng 1/3, cây cầu dài 1,5 km đã thông xe."
    assert "Đọc là: " in page.get_attribute(".lead .w[title]", "title")


def test_english_on_demand(record: Any, article: Article, visits: Any) -> None:
    _, audio = record(article)
    page = visits.open(audio.parent / "index.html")
    title = page.inner_text("h1")
    page.click("#language")
    assert page.get_attribute(".player .play", "aria-label") == "Play"
    assert page.get_attribute(".player .play", "title") == "Play"
    assert page.inner_text("#how summary") == "How this article was read"
    assert page.inner_text("#language") == "Tiếng Việt"
    assert page.inner_text("h1") == title
    assert page.get_attribute("html", "lang") == "vi"
    page.reload()
    assert page.get_attribute(".player .play", "aria-label") == "Play"
    page.click("#language")
    assert page.get_attribute(".player .play", "aria-label") == "Phát"
    assert page.inner_text("#how summary") == "Bài này được đọc thế nào"


def test_the_whole_in_one_file(record: Any, article: Article, visits: Any, tmp_path: Path) -> None:
    _, audio = record(article, single_file=True)
    alone = tmp_path / "alone" / "bai.html"
    alone.parent.mkdir()
    alone.write_bytes((audio.parent / "index.html").read_bytes())
    page = visits.open(alone)
    page.click(".player .play")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.2")
    page.keyboard.press("5")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 2")
    assert page.get_attribute("#download", "href").startswith("data:audio/mpeg")
    assert {url.split(":")[0] for url in visits.asked} <= {"file", "data"}
    assert len([url for url in visits.asked if url.startswith("file:")]) == 1


def test_ten_hours_are_a_light_page(record: Any, article: Article, visits: Any) -> None:
    """The page only: its sound ends long before, so times are asked for without waiting for it."""
    said = " ".join(["Người dân hai bờ từ nay đi lại dễ hơn trước rất nhiều lần."] * 5)
    sections = tuple(
        Section(
            Block(Role.HEADING, f"Phần {number}"),
            tuple(Block(Role.PARAGRAPH, said) for _ in range(40)),
        )
        for number in range(1, 61)
    )
    with unchecked():  # nobody speaks so fast
        recording, audio = record(replace(article, sections=sections), word=4)
    page = visits.open(audio.parent / "index.html")
    assert len(recording.timeline.words) > 2 * 150_000
    assert (audio.parent / "index.html").stat().st_size < 6_000_000
    assert page.evaluate("() => document.querySelectorAll('*').length") < 6000
    lit = page.evaluate("""() => {
      const bar = document.getElementById("seek");
      bar.value = bar.max * 0.75;
      bar.dispatchEvent(new Event("input"));
      return [...document.querySelectorAll(".s[aria-current]")].map((each) => each.textContent);
    }""")
    assert lit == ["Phần 46"]  # three quarters of sixty parts are done
