"""Input made to hurt is refused or understood, never a traceback and never out of proportion."""

import pytest

from baonoi.cleaner import clean
from baonoi.errors import NoArticleError
from baonoi.model import Page

SENTENCES = [
    f"Hôm nay, xã khởi công cây cầu số {n} nối hai bờ sông, dự kiến hoàn thành sau hai năm."
    for n in range(4)
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


@pytest.mark.parametrize(
    "frame",
    [
        "<div>" * 100_000,
        '<div class="nav">' * 50_000,
        "<b>" * 100_000,
        "<table><tr><td>" * 10_000,
        "<blockquote>" * 50_000,
        "<p>" + "&#x;&#99999999999;&nope;&#xD800;" * 20_000 + "</p>",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"</script>',
        '<div class="' + "x " * 500_000 + '">',
        "<p>" + "“" * 20_000 + '"' * 20_001 + "</p>",
        "<table><tr>" + "<td>1</td>" * 3_000 + "</tr></table>",
        "<?php echo 1 ?><![CDATA[x]]><!DOCTYPE html><!-- ẩn -->",
        "\ud800\x01\x0b",
        "</div></p></table></html>",
    ],
    ids=range(14),
)
def test_the_article_is_found_in_spite_of_it(frame: str) -> None:
    article = clean(Page(frame + PARAGRAPHS, "text/html"))
    texts = [block.text for _, block in article.blocks()]
    assert texts[-4:] == SENTENCES


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a" * 5_000_000, "text/plain"),
        ("<!-- " + PARAGRAPHS, "text/html"),
        ("<script>" + PARAGRAPHS, "text/html"),
        ("\x00" * 10_000 + PARAGRAPHS, "text/html"),
        ("\ufffd" * 50 + SENTENCES[0], "text/plain"),
        ("<ul>" + "<li><a href='/x'>Thời sự</a></li>" * 2_000 + "</ul>", "text/html"),
        ("", "text/html"),
        ("<html></html>", "text/html"),
        ("", "text/markdown"),
    ],
    ids=range(9),
)
def test_what_holds_no_article_is_refused(text: str, kind: str) -> None:
    with pytest.raises(NoArticleError):
        clean(Page(text, kind))


def test_a_long_text_keeps_every_paragraph() -> None:
    lines = [
        f"Đoạn thứ {n} của bản tin rất dài, kể lại chuyện làm đường ở vùng cao."
        for n in range(8000)
    ]
    article = clean(Page("Bản tin dài nhất trong lịch sử làm báo\n\n" + "\n\n".join(lines)))
    assert sum(1 for _ in article.blocks()) == 8001
    assert not article.cuts


def test_a_long_line_is_one_paragraph() -> None:
    article = clean(Page("từ " * 180_000 + "hết."))
    assert [block.text.count(" ") for _, block in article.blocks()] == [180_000]


CUE = "00:00:01.000 --> 00:00:02.000\nMột câu.\n\n"


@pytest.mark.parametrize(
    ("bound", "unit", "kind"),
    [
        (bound, unit, kind)
        for bound in ("candidate.MOST", "candidate.LONGEST")
        for unit, kind in (
            ("x\n", "text/plain"),
            ("<p>x", "text/html"),
            ("x<br>", "text/html"),
            (CUE, "text/vtt"),
        )
    ]
    + [("dom._MOST_TAGS", "<b>", "text/html"), ("markdown._MOST_LINES", "- x\n", "text/markdown")],
)
def test_what_is_longer_than_any_book_is_refused(
    bound: str, unit: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"baonoi.cleaner.{bound}", 500)
    with pytest.raises(NoArticleError) as caught:
        clean(Page(unit * 1000, kind), anyway=True)
    assert caught.value.code == "document-too-long"
