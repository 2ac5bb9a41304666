"""An article as a station keeps it, to read parts of it again: what is said of it, packed."""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from typing import Any

from baonoi.model import Article, Block, Role, Section


def packed(article: Article) -> bytes:
    """The article without what nobody says."""
    published = article.published
    told = {
        "title": article.title,
        "source": article.source,
        "published": published.isoformat() if published else None,
        "byline": article.byline,
        "url": article.url,
        "sections": [
            [
                section.heading and section.heading.text,
                [(block.role.value, block.text) for block in section.blocks],
            ]
            for section in article.sections
        ],
    }
    return zlib.compress(json.dumps(told, ensure_ascii=False).encode("utf-8"))


def unpacked(content: bytes) -> Article:
    """The same article.

    Raises:
        ValueError: it is damaged.
    """
    try:
        told: dict[str, Any] = json.loads(zlib.decompress(content))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    sections = tuple(
        Section(
            None if heading is None else Block(Role.HEADING, heading),
            tuple(Block(Role(role), text) for role, text in blocks),
        )
        for heading, blocks in told["sections"]
    )
    return Article(
        told["title"],
        sections,
        source=told["source"],
        published=_moment(told["published"]),
        byline=told["byline"],
        url=told["url"],
    )


def _moment(told: str | None) -> datetime | date | None:
    if told is None:
        return None
    return datetime.fromisoformat(told) if "T" in told else date.fromisoformat(told)
