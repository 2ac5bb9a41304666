"""Which folder an article's recordings get: its slug, told apart from other articles of that title.

Only that one folder is looked into, however many stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from typing import Any, BinaryIO, NamedTuple

from baonoi.errors import OutputError
from baonoi.model import Article, Role
from baonoi.publish.library import MANIFEST, head_of, whole_of
from baonoi.publish.slug import distinguished, slugify
from baonoi.store.store import Store

_BODY = (Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
"""What tells an article from its namesakes."""


def slug_for(store: Store, article: Article) -> str:
    """The article's slug; with a hash where another article has it already.

    Raises:
        OutputError: the store cannot be asked.
    """
    slug = slugify(article.title)
    kept = _kept(store, slug)
    if kept is None or _same(store, kept, article):
        return slug
    body = next((block.text for _, block in article.blocks() if block.role in _BODY), "")
    return distinguished(slug, f"{article.title}\0{article.source}\0{article.url or body}")


class _Kept(NamedTuple):
    """A recording that is there."""

    manifest: str
    head: dict[str, Any]


def _kept(store: Store, slug: str) -> _Kept | None:
    """The recording in that folder, or else one of its voices in theirs."""
    manifest = re.compile(rf"{slug}/([^/]+/)?{re.escape(MANIFEST)}")
    for name in sorted(filter(manifest.fullmatch, store.list(slug)), key=len):
        head = _read(store, name, head_of)
        if "title" in head:
            return _Kept(name, head)
    return None


def _same(store: Store, kept: _Kept, article: Article) -> bool:
    """Whether what is kept is this article, perhaps before a correction, and not a namesake."""
    head = kept.head
    if head.get("url") and head["url"] == article.url:
        return True
    if (head["title"], head.get("source") or None) != (article.title, article.source or None):
        return False
    try:
        said = [
            str(sentence["written"])
            for section in _read(store, kept.manifest, whole_of)["sections"]
            for sentence in section["sentences"]
            if sentence["role"] in _BODY
        ]
    except (KeyError, TypeError):
        return True
    text = "\n".join(block.text for _, block in article.blocks())
    return not said or any(sentence in text for sentence in said)


def _read(store: Store, name: str, parse: Callable[[BinaryIO], dict[str, Any]]) -> dict[str, Any]:
    """What a manifest tells; nothing where it is broken, or was taken away meanwhile."""
    try:
        with closing(store.get(name)) as file:
            return parse(file)
    except OutputError:
        if store.exists(name):
            raise
        return {}
    except ValueError:
        return {}
