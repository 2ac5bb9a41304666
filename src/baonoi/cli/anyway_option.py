"""``--anyway``, and what is told of an article that is not all that it should be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from baonoi.cli.notices import SOME, Notices
from baonoi.model import Article
from baonoi.told import Told

SHOWN = 40
"""Characters of a paragraph."""


def anyway_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option of every command that understands a page."""
    return click.option(
        "--anyway",
        is_flag=True,
        help="Read a page that does not look like an article all the same.",
    )(command)


def tell_missing(article: Article, notices: Notices | None = None) -> None:
    """Say what of an article lacks, may have been cut wrongly, or is in another language."""
    notices = notices or Notices()
    if article.incomplete:
        notices.of_article(
            "incomplete",
            article.title,
            Told(
                "“{title}” is incomplete: the page shows only its beginning and holds back the "
                "rest.",
                title=article.title,
            ),
        )
    if article.doubted:
        notices.of_article(
            "doubted",
            article.title,
            Told(
                "cut {count} characters that may belong to the article: see `baonoi explain`.",
                count=article.doubted,
            ),
        )
    _tell_foreign(article, notices)


def _tell_foreign(article: Article, notices: Notices) -> None:
    """Say which paragraphs seem not to be Vietnamese."""
    from baonoi.reading.other_languages import in_other_languages

    foreign = in_other_languages(article)
    if foreign:
        texts = ", ".join(f"“{block.text[:SHOWN].rstrip()}…”" for block in foreign[:SOME])
        if len(foreign) > SOME:
            texts += ", …"
        if len(foreign) == 1:
            told = Told("a paragraph seems not to be Vietnamese: {texts}", texts=texts)
        else:
            told = Told(
                "{count} paragraphs seem not to be Vietnamese: {texts}",
                count=len(foreign),
                texts=texts,
            )
        notices.of_article("foreign", article.title, told)
