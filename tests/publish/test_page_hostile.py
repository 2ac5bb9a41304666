"""What hostile articles do in a real browser: nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from baonoi.common.printable import without_acting
from baonoi.model import Article, Block, Role, Section, SpokenText
from baonoi.publish import write_shelf

TEXTS = (
    "</title><script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "</script><script>window.hacked=1</script><!--data-->",
    "\u202eđảo ngược và \u200fphải",
    "N" * 10_000,
)


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_happens(record: Any, article: Article, visits: Any, text: str) -> None:
    hostile = replace(
        article,
        title=f"Tin {text}",
        source=text,
        url="javascript:window.hacked=1",
        sections=(
            Section(None, (Block(Role.LEAD, f"Một {text} hai."), Block(Role.CAPTION, text))),
            Section(Block(Role.HEADING, text), (Block(Role.PARAGRAPH, "Ba."),)),
        ),
    )
    _, audio = record(hostile, say=lambda text: SpokenText(text, text))
    text = without_acting(text)
    for fragment in ("", "#player", "#player&theme=<script>&lang=__proto__&t=<b>"):
        page = visits.open(
            audio.parent / "index.html", fragment, viewport={"width": 360, "height": 740}
        )
        page.click(".player .play")
        page.wait_for_function("() => document.querySelector('audio').currentTime > 0.1")
        page.evaluate(
            "() => document.querySelectorAll('details').forEach((e) => { e.open = true; })"
        )
        assert page.evaluate("() => window.hacked") is None
        assert page.title() == " ".join(f"Tin {text}".split())
        assert page.text_content("h1") == f"Tin {text}"
        assert page.text_content("figcaption") == text
        wider = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0
        visits.close()  # it plays on, at the cost of those that follow
    shelf = write_shelf(audio.parent.parent)
    assert shelf is not None
    page = visits.open(shelf, viewport={"width": 360, "height": 740})
    assert page.text_content(".list a") == f"Tin {text}"
    assert page.evaluate("() => window.hacked") is None


def test_marks_of_direction_stay_in_their_place(record: Any, article: Article, visits: Any) -> None:
    """A title that turns the direction round does not turn what stands beside it."""
    _, plain = record(article)
    _, turned = record(replace(article, source="\u202eBáo Thử"))
    boxes = []
    for audio in (plain, turned):
        page = visits.open(audio.parent / "index.html")
        boxes.append(page.locator(".date").bounding_box())
        assert (
            page.evaluate("() => getComputedStyle(document.querySelector('.date')).direction")
            == "ltr"
        )
    assert boxes[0] == boxes[1]
