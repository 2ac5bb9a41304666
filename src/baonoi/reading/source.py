"""From a source to an article, and to the picture that goes with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from baonoi.errors import NoArticleError
from baonoi.model import Article, Cover, Page
from baonoi.reading.options import ReadingOptions
from baonoi.told import Told


def understand(source: str | Page, *, allow_private: bool = False, anyway: bool = False) -> Article:
    """Understand a page, or open a path, a URL or ``-`` and understand what is there.

    With ``anyway`` a page that looks like something else than an article is read all the same.

    Raises:
        SourceError: it cannot be read, or there is no article in it.
    """
    from baonoi.cleaner import clean
    from baonoi.sources import is_feed, open_source

    page = open_source(source, allow_private=allow_private) if isinstance(source, str) else source
    if is_feed(page):
        raise NoArticleError(
            Told("{source} is a feed: a list of articles, not one.", source=page.origin),
            "feed-not-article",
        )
    return clean(page, anyway=anyway)


def find_cover(
    article: Article,
    origin: str | None,
    options: ReadingOptions,
    tell: Callable[[str], None] | None = None,
) -> Cover | None:
    """The picture of the audio: the one that was asked for, or that of the article.

    Args:
        article: it may name a picture.
        origin: the page it came from: the picture is fetched with it, or saved beside it.
        options: they may name another picture.
        tell: told why a picture that is there cannot be the cover.

    Raises:
        UsageError: the picture that was asked for cannot be one.
    """
    if options.cover is not None:
        from baonoi.publish.cover import read_cover

        return read_cover(Path(options.cover))
    if article.picture is None or origin is None:
        return None
    from baonoi.publish.cover import cover_of, why_none
    from baonoi.sources import open_picture

    data = open_picture(article.picture, origin, allow_private=options.allow_private)
    if data is None:
        return None
    cover = cover_of(data)
    if cover is None and tell is not None:
        tell(Told("the cover is a drawn one: the page's picture {why}.", why=why_none(data)))
    return cover
