"""An article fit to be shown: wherever it comes from, nothing in it acts instead of being seen.

The cleaner leaves such characters out; whoever makes an article of his own may not know of them.
What is told here need not be told again by tags, subtitles, pages and manifests.
"""

from __future__ import annotations

from dataclasses import replace

from baonoi.common.printable import without_acting
from baonoi.model import Article, Block, Section


def fit(article: Article) -> Article:
    """The same article without control characters, changes of direction and half characters."""
    texts = [article.title, article.source, article.byline, article.url]
    texts += [text for _, block in article.blocks() for text in (block.text, block.raw)]
    if all(text is None or without_acting(text) == text for text in texts):
        return article
    return replace(
        article,
        title=without_acting(article.title),
        sections=tuple(map(_section, article.sections)),
        source=_optional(article.source),
        byline=_optional(article.byline),
        url=_optional(article.url),
    )


def _section(section: Section) -> Section:
    heading = None if section.heading is None else _block(section.heading)
    return Section(heading, tuple(map(_block, section.blocks)))


def _block(block: Block) -> Block:
    return replace(block, text=without_acting(block.text), raw=_optional(block.raw))


def _optional(text: str | None) -> str | None:
    return None if text is None else without_acting(text)
