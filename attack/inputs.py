"""What is repeated: what classes read, what cleaner rules look for, and what nobody writes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from baonoi.cleaner import tables
from baonoi.common.tables import rows

_MOST = 60
"""Characters of a random unit."""
_ALPHABET = (
    " \t\n0123456789aAnNđĐếXVI.,;:!?…-–—−/\\|()[]{}<>\"'“”‘’«»&#@%*+=^~_$€°²₂½•·→★😀"
    "\u0301\u200b\xa0"
)
_OPENING = "(<[{“\"'&*_`#|=-–.,:;!? \t0aĐ"
"""Characters that begin something which may never end."""
_MARKUP = (
    *("<", "<a", "<!--", "<![CDATA[", "</", "&", "&#", "&amp;", "<p>", "<b>a", "<div>", "<table>"),
    *(
        "<tr><td>a",
        "<ul><li>a",
        "<br>a",
        "<a href='#'>a</a>",
        "<figure><img>",
        "<script>",
        "<h2>a</h2>",
    ),
    *("<sup>1</sup>", "<p class='caption'>a</p>", "<blockquote>", "<pre>a\n", "<style>", "<svg>"),
    *("<p>Ảnh: A</p>", "<span>a</span> ", "<meta name='author' content='a'>", "<td>1</td>"),
    *("<div class='related'><a href='/x'>Tin</a></div>", "<p>[1] a</p>", "<a id='a'></a>"),
    *('<script type="application/ld+json">{"@type":"NewsArticle"}</script>', "<title>a</title>"),
)
_LINES = (
    *(
        "a\n",
        "# a\n",
        "- a\n",
        "> a\n",
        "| a | b |\n",
        "|-|-|\n",
        "1. a\n",
        "```\n",
        "[1]: a\n",
        "[a](b) ",
    ),
    *(
        "* ",
        "_a",
        "`",
        "[",
        "![",
        "][",
        "---\n",
        "a\n=\n",
        "    a\n",
        "[^1]: a\n",
        "a[^1] ",
        "\\",
        "&#1;",
    ),
    *(
        "00:01:02,000 --> 00:01:03,000\na\n\n",
        "1\n00:01:02,000 --> 00:01:03,000\n- a\n\n",
        "NOTE a\n\n",
    ),
    *(
        "Ảnh: A\n",
        "Theo A\n",
        "PV\n",
        "(TTO) - a\n",
        "20/11/2026 07:30\n",
        "A, B\n",
        "Đọc thêm: a\n",
    ),
    *(
        "Hà Nội, ngày 5/9/2026\n",
        "Bình luận (5)\n",
        "Hỏi: a?\n",
        "¹ a\n",
        "a\t1\t2\n",
        "a  b\n",
        "\n",
        "\r",
    ),
    *(
        "Câu này có đủ chữ để là một câu của bài báo, và nó dừng ở đây.\n",
        "câu này không dừng và dài vừa đủ để xuống\n",
    ),
)


@cache
def classes() -> tuple[tuple[str, str], ...]:
    """A semiotic class and what it reads, several of each."""
    _, *examples = rows(Path(__file__).with_name("examples.tsv"))
    return tuple((kind, text) for kind, text, *_ in examples)


def triggers() -> Iterator[str]:
    """What makes a rule of the normalizer look."""
    from baonoi.normalizer import rules

    for _, text in classes():
        yield text
        yield text + " "
    for sign in rules._SIGN:
        yield sign
        yield sign + " "
    for following in rules._FOLLOWED:
        yield f"1{following}"
        yield f"1 {following} "


def phrases() -> Iterator[str]:
    """What the rules of the cleaner know, a line each, and markup they look at."""
    for name in ("sections", "places", "desks", "surnames", "outlets"):
        yield from (f"{row[-1]}\n" for row in list(tables.rows(name))[:3])
    yield from _MARKUP
    yield from _LINES


def mixtures(seed: int, count: int) -> Iterator[str]:
    """Random units of few different characters, as much of what opens something as of the rest."""
    chance = random.Random(seed)
    known = [text for _, text in classes()]
    for _ in range(count):
        few = chance.choices(_ALPHABET, k=3) + chance.choices(_OPENING, k=2)
        few += chance.sample([*known, *_MARKUP, *_LINES], 2)
        yield "".join(chance.choices(few, k=chance.randint(1, 8)))[:_MOST]


def repeated(unit: str, size: int) -> str:
    """At least ``size`` characters of it, whole units."""
    return unit * -(-size // len(unit))


def numbered(unit: str, size: int) -> str:
    """The same, each with a number of its own: no two are alike."""
    count = -(-size // (len(unit) + 7))
    return "".join(f"{unit}{number:06} " for number in range(count))
