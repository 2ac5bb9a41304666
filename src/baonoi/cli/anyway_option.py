"""``--anyway``, and what is told of an article that is not all that it should be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from baonoi.cli.notices import Notices
from baonoi.model import Article
from baonoi.told import Told


def anyway_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option of every command that understands a page."""
    return click.option(
        "--anyway",
        is_flag=True,
        help="Read a page that does not look like an article all the same.",
    )(command)


def tell_missing(article: Article, notices: Notices | None = None) -> None:
    """Say that the source shows only a beginning, and how much may have been cut wrongly."""
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
