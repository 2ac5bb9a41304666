"""Nothing hangs on one paper's names: pages without classes, without metadata, without HTML5."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from baonoi.cleaner import clean
from baonoi.model import Page, Role

PAGES = sorted((Path(__file__).parent / "articles").glob("*_page.html"))
_NAMES = re.compile(r'\s(?:class|id|data-[\w-]+|itemprop|role|style|type)="[^"]*"')
_HEAD = re.compile(r"<script[^>]*ld\+json.*?</script>|<meta[^>]*>|<title>.*?</title>", re.I | re.S)
_HTML5 = re.compile(
    r"<(/?)(?:figure|figcaption|article|section|main|header|nav|aside|footer|time)\b"
)


def without_names(html: str) -> str:
    return _NAMES.sub("", html)


def without_head(html: str) -> str:
    return _HEAD.sub("", html)


def without_html5(html: str) -> str:
    return _HTML5.sub(r"<\1div", without_head(without_names(html)))


def on_one_line(html: str) -> str:
    return re.sub(r">\s+<", "><", html)


def body(html: str) -> list[str]:
    article = clean(Page(html, "text/html"))
    kept = {Role.LEAD, Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM, Role.TABLE, Role.QUOTE}
    return [block.text for _, block in article.blocks() if block.role in kept]


@pytest.mark.parametrize("change", [without_names, without_head, without_html5, on_one_line])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_body_stays_the_same(page: Path, change: Callable[[str], str]) -> None:
    html = page.read_text(encoding="utf-8")
    changed = change(html)
    assert changed != html or change in (on_one_line, without_head, without_names)
    before, after = body(html), body(changed)
    assert len(set(before) ^ set(after)) <= 1
