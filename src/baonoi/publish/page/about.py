"""What the page tells search engines and those who share it: schema.org's terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baonoi.model import MACHINE, Article, Recording, Role

LANGUAGE = "vi"
LONGEST = 200
"""Characters of a description; what is longer is cut off where it is shown."""


def summary(article: Article) -> str:
    """The lead, or the first paragraph, as far as a description goes."""
    blocks = [block for _, block in article.blocks()]
    for role in (Role.LEAD, Role.PARAGRAPH):
        for block in blocks:
            if block.role is role:
                text = " ".join(block.text.split())
                return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return article.title


def web_address(article: Article) -> str | None:
    """The article's address where it is one that a browser may follow from here."""
    url = article.url or ""
    return url if url.lower().startswith(("https://", "http://")) else None


def about(article: Article, sounds: Sequence[tuple[Recording, str]]) -> dict[str, Any]:
    """The article as a ``NewsArticle``, with its recordings and where each MP3 stands."""
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "inLanguage": LANGUAGE,
        "datePublished": article.published.isoformat() if article.published else None,
        "author": _named("Person", article.byline),
        "publisher": _named("Organization", article.source),
        "url": web_address(article),
        "audio": [_sound(recording, href) for recording, href in sounds],
    }
    return {name: value for name, value in told.items() if value}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _sound(recording: Recording, href: str) -> dict[str, Any]:
    timeline = recording.timeline
    return {
        "@type": "AudioObject",
        "name": recording.voice.label,
        "description": dict(MACHINE)["narrator"],
        "contentUrl": href,
        "encodingFormat": "audio/mpeg",
        "duration": f"PT{round(timeline.samples / (timeline.sample_rate or 1))}S",
        "inLanguage": LANGUAGE,
    }
